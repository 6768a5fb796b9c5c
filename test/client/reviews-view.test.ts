import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { ReviewElement } from '../../client/src/review-items.ts';
import { createReviewsView, type ReviewsView } from '../../client/src/reviews-view.ts';
import type { ServerHandle } from '../../client/src/start-client.ts';
import type {
  ReviewGroup,
  ReviewRow,
  ReviewsOfGroupParams,
  ReviewsParams,
} from '../../server/src/review-protocol.ts';

type Listener = (argument: unknown) => void;

const code = vi.hoisted(() => ({ leftOut: [] as string[] }));

vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  EventEmitter: class {
    readonly listeners: Listener[] = [];
    event = (listener: Listener): void => void this.listeners.push(listener);
    fire = (argument: unknown): void => {
      for (const listener of this.listeners) listener(argument);
    };
  },
  commands: { executeCommand: vi.fn() },
  window: { createTreeView: () => ({}) },
}));
vi.mock('vscode-languageclient', () => ({ State: { Stopped: 1, Running: 2, Starting: 3 } }));
vi.mock('../../client/src/left-out.ts', () => ({
  leftOut: () => Promise.resolve(code.leftOut.map((uri) => ({ uri }))),
}));

const GROUPS: Readonly<Record<string, readonly ReviewGroup[]>> = {
  state: [{ key: 'overdue', label: null, count: 2, overdue: 2 }],
  owner: [{ key: '', label: null, count: 2, overdue: 2 }],
};
const ROW = { uri: 'file:/a.yaml', id: '=bot', name: 'bot' } as ReviewRow;

const sendRequest = vi.fn();
const client = {
  state: 2,
  sendRequest,
  warn: vi.fn(),
  code2ProtocolConverter: { asUri: String },
};
let reviewsChanged: () => void = () => undefined;
let leftOutChanged: () => void = () => undefined;
const remembered = vi.fn();

const answer = (request: string, params: unknown): unknown =>
  request === 'sentryPermissions/reviews'
    ? {
        manifests: 1,
        integrations: 60,
        overdue: 2,
        groups: GROUPS[(params as ReviewsParams).grouping],
        unread: [],
      }
    : [{ ...ROW, name: (params as ReviewsOfGroupParams).key }];
const lastWithout = (): unknown => (sendRequest.mock.lastCall?.[1] as ReviewsParams).without;

/** The view once it has its first answer. */
async function shownView(): Promise<ReviewsView> {
  const server = {
    client,
    onDidChangeState: vi.fn(),
    onDidChangeReviews: (listener: () => void) => void (reviewsChanged = listener),
    onDidChangeLeftOut: (listener: () => void) => void (leftOutChanged = listener),
  };
  const context = { subscriptions: [], workspaceState: { get: () => undefined, update: remembered } };
  const view = createReviewsView(
    context as unknown as vscode.ExtensionContext,
    server as unknown as ServerHandle,
  );
  await answered(view, () => {
    reviewsChanged();
  });
  return view;
}

/** Does something, and waits for the answer that it leads to. */
function answered(view: ReviewsView, change: () => void): Promise<unknown> {
  return new Promise((resolve) => {
    view.onDidAnswer(resolve);
    change();
  });
}

const children = async (view: ReviewsView, element?: ReviewElement): Promise<ReviewElement[]> =>
  (await view.provider.getChildren(element)) ?? [];

beforeEach(() => {
  vi.resetAllMocks();
  sendRequest.mockImplementation((request: string, params: unknown) =>
    Promise.resolve(answer(request, params)),
  );
  client.state = 2;
  code.leftOut = [];
});

describe('the Reviews view', () => {
  it('keeps its groups and their name until the server has answered by the new grouping', async () => {
    const view = await shownView();
    let reply: (reviews: unknown) => void = () => undefined;
    sendRequest.mockReturnValueOnce(new Promise((resolve) => (reply = resolve)));
    const grouped = view.groupBy('owner');
    await vi.waitFor(() => {
      expect(sendRequest).toHaveBeenCalledTimes(2);
    });
    expect(view.view.description).toBe('by state');
    expect(await children(view)).toMatchObject([{ grouping: 'state', group: { key: 'overdue' } }]);
    reply(answer('sentryPermissions/reviews', { grouping: 'owner' }));
    await grouped;
    expect(view.view.description).toBe('by owner');
    expect(await children(view)).toMatchObject([{ grouping: 'owner', group: { key: '' } }]);
    expect(remembered).toHaveBeenCalledWith('reviews.grouping', 'owner');
  });

  it('groups nothing anew while the server is stopped', async () => {
    const view = await shownView();
    client.state = 1;
    await view.groupBy('owner');
    expect(view.view.description).toBe('by state');
    expect(await children(view)).toMatchObject([{ grouping: 'state' }]);
    expect(remembered).not.toHaveBeenCalled();
  });

  it('shows the rows that it last had while the server is stopped', async () => {
    const view = await shownView();
    const [group] = await children(view);
    const rows = await children(view, group);
    expect(rows).toMatchObject([{ kind: 'integration', row: { name: 'overdue' } }]);
    sendRequest.mockRejectedValue(new Error('stopped'));
    expect(await children(view, group)).toEqual(rows);
  });

  it('leaves out what counts for nobody, as soon as it does', async () => {
    const view = await shownView();
    expect(lastWithout()).toEqual([]);
    code.leftOut = ['file:/in/a.yaml'];
    await answered(view, () => {
      leftOutChanged();
    });
    expect(lastWithout()).toEqual(['file:/in/a.yaml']);
  });

  it('asks once more where something else counts before the first answer has come', async () => {
    let reply: (reviews: unknown) => void = () => undefined;
    sendRequest.mockReturnValueOnce(new Promise((resolve) => (reply = resolve)));
    const shown = shownView();
    await vi.waitFor(() => {
      expect(sendRequest).toHaveBeenCalledOnce();
    });
    code.leftOut = ['file:/in/a.yaml'];
    leftOutChanged();
    await Promise.resolve();
    reply(answer('sentryPermissions/reviews', { grouping: 'state' }));
    await shown;
    await vi.waitFor(() => {
      expect(lastWithout()).toEqual(['file:/in/a.yaml']);
    });
    expect(sendRequest).toHaveBeenCalledTimes(2);
    // That is what was asked already.
    leftOutChanged();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sendRequest).toHaveBeenCalledTimes(2);
  });
});
