/** The Reviews view in the side bar: how the reviews of all manifests stand. What the server says is shown, nothing is judged here. */
import * as vscode from 'vscode';
import {
  ReviewFactsRequest,
  ReviewsOfGroupRequest,
  ReviewsRequest,
  type ReviewFacts,
  type ReviewFactsParams,
  type ReviewGrouping,
  type ReviewRow,
  type Reviews,
  type ReviewsOfGroupParams,
  type ReviewsParams,
} from '../../server/src/review-protocol.ts';
import { leftOut } from './left-out.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { pathOf } from './path-of.ts';
import { elementId, reviewItem, type ReviewElement } from './review-items.ts';
import { serverState } from './server-state.ts';
import type { ServerHandle } from './start-client.ts';

const VIEW = 'sentryPermissions.reviews';
const GROUPING = 'reviews.grouping';
const GROUPINGS: readonly ReviewGrouping[] = ['state', 'owner', 'sensitivity'];
/** Up to this many integrations every group is open to begin with. */
const FEW = 50;
/** How long a server may be away before it is said, in milliseconds. */
const PATIENCE = 1500;

export interface ReviewsView {
  readonly view: vscode.TreeView<ReviewElement>;
  readonly provider: vscode.TreeDataProvider<ReviewElement>;
  /** What the server last said of all manifests. */
  readonly onDidAnswer: vscode.Event<Reviews>;
  /** Groups anew once the server has answered, and remembers it for the workspace; without a server the groups stay as they are. */
  readonly groupBy: (grouping: ReviewGrouping) => Promise<void>;
}

/** What the server said, and to which question: the groups of an answer mean something by its grouping alone. */
interface Said {
  readonly params: ReviewsParams;
  readonly reviews: Reviews;
}

/** Shows the view and keeps it true. */
export function createReviewsView(context: vscode.ExtensionContext, server: ServerHandle): ReviewsView {
  const { workspaceState: memory } = context;
  const answered = new vscode.EventEmitter<Reviews>();
  const changed = new vscode.EventEmitter<undefined>();
  /** What the server is asked for next; what is shown is that of its last answer. */
  let wanted = GROUPINGS.find((known) => known === memory.get(GROUPING)) ?? 'state';
  let said: Said | undefined;
  /** What was left out when the server was last asked, answered or not. */
  let askedWithout: string | undefined;
  /** The rows that each group last had, for as long as no server can be asked. */
  const lastRows = new Map<string, readonly ReviewRow[]>();
  let hasStopped = false;
  let isReady: () => void = () => undefined;
  /** Until then the view shows that it waits. */
  const ready = new Promise<void>((resolve) => (isReady = resolve));

  const provider: vscode.TreeDataProvider<ReviewElement> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: reviewItem,
    async getChildren(element) {
      if (!element) {
        await ready;
        return rootElements(said);
      }
      if (element.kind === 'unreadGroup')
        return (said?.reviews.unread ?? []).map(({ uri, reason }) => ({ kind: 'unread', uri, reason }));
      if (element.kind !== 'group') return [];
      const { grouping: by, group } = element;
      const params: ReviewsOfGroupParams = {
        grouping: by,
        without: said?.params.without ?? [],
        key: group.key,
      };
      const id = elementId(element);
      const rows = await ask<readonly ReviewRow[]>(ReviewsOfGroupRequest, params);
      if (rows) lastRows.set(id, rows);
      return (rows ?? lastRows.get(id) ?? []).map((row) => ({ kind: 'integration', group: id, row }));
    },
    async resolveTreeItem(item, element) {
      if (element.kind !== 'integration') return item;
      const { uri, id } = element.row;
      const params: ReviewFactsParams = { uri, ids: [id] };
      const [facts] = (await ask<readonly ReviewFacts[]>(ReviewFactsRequest, params)) ?? [];
      if (facts)
        item.tooltip = new vscode.MarkdownString(facts.markdown).appendText(
          `\n\n${pathOf(vscode.Uri.parse(uri))}`,
        );
      return item;
    },
  };
  const view = vscode.window.createTreeView(VIEW, {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
  });

  async function ask<T>(request: string, params: object): Promise<T | undefined> {
    try {
      return await server.client.sendRequest<T>(request, params);
    } catch (error) {
      // The view shows what it knew; a server that runs again is asked again.
      server.client.warn(`${request} was not answered.`, error, false);
      return undefined;
    }
  }

  /** Asks for everything anew, and once more where something changes meanwhile. */
  const refresh = oneAtATime(async () => {
    if (serverState(server.client) !== 'running') return;
    const grouping = wanted;
    askedWithout = undefined;
    const params: ReviewsParams = { grouping, without: await addressesLeftOut(server) };
    askedWithout = params.without.join('\n');
    const reviews = await ask<Reviews | null>(ReviewsRequest, params);
    if (!reviews) return;
    said = { params, reviews };
    await show();
    answered.fire(reviews);
  });

  /** Asks anew where another set of documents counts. */
  async function lookAgain(): Promise<void> {
    if ((await addressesLeftOut(server)).join('\n') !== askedWithout) await refresh();
  }

  async function show(): Promise<void> {
    const reviews = said?.reviews;
    const grouping = said?.params.grouping ?? wanted;
    const overdue = reviews?.overdue ?? 0;
    view.badge =
      overdue === 0 ? undefined : { value: overdue, tooltip: vscode.l10n.t('Overdue reviews: {0}', overdue) };
    view.description = groupingLabel(grouping);
    view.message =
      hasStopped && reviews
        ? vscode.l10n.t('The language server has stopped. This is what it last said.')
        : '';
    await Promise.all([
      setContext('grouping', grouping),
      setContext('content', contentOf(hasStopped, reviews)),
    ]);
    if (reviews || hasStopped) isReady();
    changed.fire(undefined);
  }

  function follow(): void {
    const state = serverState(server.client);
    if (state === 'running') {
      hasStopped = false;
      void refresh();
    } else if (state === 'stopped') {
      // One that is restarted is stopped for a moment, too.
      setTimeout(() => {
        if (serverState(server.client) !== 'stopped') return;
        hasStopped = true;
        void show();
      }, PATIENCE);
    }
  }

  context.subscriptions.push(
    view,
    answered,
    changed,
    server.onDidChangeState(follow),
    server.onDidChangeReviews(refresh),
    server.onDidChangeLeftOut(lookAgain),
  );
  void show();
  return {
    view,
    provider,
    onDidAnswer: answered.event,
    async groupBy(grouping) {
      // The view says that this is what the server last said, and it never said that.
      if (serverState(server.client) === 'stopped') return;
      wanted = grouping;
      await memory.update(GROUPING, grouping);
      await refresh();
    },
  };
}

function rootElements(said: Said | undefined): ReviewElement[] {
  if (!said) return [];
  const { grouping } = said.params;
  const { groups, unread, integrations } = said.reviews;
  return [
    ...(unread.length > 0 ? [{ kind: 'unreadGroup', count: unread.length } as const] : []),
    ...groups.map((group): ReviewElement => {
      const isOpen = integrations <= FEW || (grouping === 'state' && group.key === 'overdue');
      return { kind: 'group', grouping, group, isOpen };
    }),
  ];
}

/** The open documents that count for nobody, as the server knows them. */
async function addressesLeftOut({ client }: ServerHandle): Promise<string[]> {
  return (await leftOut()).map(({ uri }) => client.code2ProtocolConverter.asUri(uri));
}

/** What the view has to show, for the welcome texts. */
function contentOf(isStopped: boolean, reviews: Reviews | undefined): string {
  if (!reviews) return isStopped ? 'stopped' : 'loading';
  if (reviews.manifests === 0) return 'no-manifest';
  return reviews.integrations === 0 && reviews.unread.length === 0 ? 'no-integration' : 'reviews';
}

function groupingLabel(grouping: ReviewGrouping): string {
  if (grouping === 'state') return vscode.l10n.t('by state');
  return grouping === 'owner' ? vscode.l10n.t('by owner') : vscode.l10n.t('by sensitivity');
}

function setContext(key: string, value: string): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', `${VIEW}.${key}`, value);
}
