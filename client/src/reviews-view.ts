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
import { isOtherSide } from './other-side.ts';
import { pathOf, reviewItem, type ReviewElement } from './review-items.ts';
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
  /** Groups anew, and remembers it for the workspace. */
  readonly groupBy: (grouping: ReviewGrouping) => Promise<void>;
}

/** Shows the view and keeps it true. */
export function createReviewsView(context: vscode.ExtensionContext, server: ServerHandle): ReviewsView {
  const { workspaceState: memory } = context;
  const answered = new vscode.EventEmitter<Reviews>();
  const changed = new vscode.EventEmitter<undefined>();
  let grouping = GROUPINGS.find((known) => known === memory.get(GROUPING)) ?? 'state';
  let reviews: Reviews | undefined;
  let asking: Promise<void> | undefined;
  let isOutdated = false;
  /** The documents that were left out of the last question. */
  let without = '';
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
        return rootElements(reviews, grouping);
      }
      if (element.kind === 'unreadGroup')
        return (reviews?.unread ?? []).map(({ uri, reason }) => ({ kind: 'unread', uri, reason }));
      if (element.kind !== 'group') return [];
      const { grouping: by, group } = element;
      const params: ReviewsOfGroupParams = { ...paramsOf(server, by), key: group.key };
      const rows = await ask<readonly ReviewRow[]>(ReviewsOfGroupRequest, params);
      return (rows ?? []).map((row) => ({ kind: 'integration', group: `${by}/${group.key}`, row }));
    },
    async resolveTreeItem(item, element) {
      if (element.kind !== 'integration') return item;
      const { uri, id } = element.row;
      const params: ReviewFactsParams = { uri, ids: [id] };
      const [facts] = (await ask<readonly ReviewFacts[]>(ReviewFactsRequest, params)) ?? [];
      if (facts) item.tooltip = new vscode.MarkdownString(facts.markdown).appendText(`\n\n${pathOf(uri)}`);
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
  function refresh(): void {
    isOutdated = true;
    asking ??= (async () => {
      try {
        while (isOutdated) {
          isOutdated = false;
          await refreshOnce();
        }
      } finally {
        asking = undefined;
      }
    })();
  }

  async function refreshOnce(): Promise<void> {
    if (serverState(server.client) !== 'running') return;
    const by = grouping;
    const params = paramsOf(server, by);
    without = params.without.join('\n');
    const answer = await ask<Reviews | null>(ReviewsRequest, params);
    if (!answer) return;
    reviews = answer;
    await show();
    answered.fire(answer);
  }

  async function show(): Promise<void> {
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
      refresh();
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
    vscode.window.tabGroups.onDidChangeTabs(() => {
      if (reviews && paramsOf(server, grouping).without.join('\n') !== without) refresh();
    }),
  );
  void show();
  return {
    view,
    provider,
    onDidAnswer: answered.event,
    async groupBy(wanted) {
      grouping = wanted;
      await memory.update(GROUPING, wanted);
      await show();
      refresh();
      await asking;
    },
  };
}

function rootElements(reviews: Reviews | undefined, grouping: ReviewGrouping): ReviewElement[] {
  if (!reviews) return [];
  const { groups, unread, integrations } = reviews;
  return [
    ...(unread.length > 0 ? [{ kind: 'unreadGroup', count: unread.length } as const] : []),
    ...groups.map((group): ReviewElement => {
      const isOpen = integrations <= FEW || (grouping === 'state' && group.key === 'overdue');
      return { kind: 'group', grouping, group, isOpen };
    }),
  ];
}

function paramsOf(server: ServerHandle, grouping: ReviewGrouping): ReviewsParams {
  const shown = new Set(
    vscode.window.tabGroups.all.flatMap(({ tabs }) =>
      tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri.toString()] : [])),
    ),
  );
  const others = vscode.workspace.textDocuments.filter(
    // What is no file yet, as the sample, is nobody's to review. VS Code keeps what nobody looks at for a while, deleted or not.
    ({ uri, isDirty, isUntitled }) =>
      isUntitled || isOtherSide(uri) || (!isDirty && !shown.has(uri.toString())),
  );
  return { grouping, without: others.map(({ uri }) => server.client.code2ProtocolConverter.asUri(uri)) };
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
