import { DidChangeWatchedFilesNotification } from 'vscode-languageserver-protocol/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ManifestText } from '../../../server/src/ports/files.ts';
import {
  ReviewFactsRequest,
  ReviewsChangedNotification,
  ReviewsOfGroupRequest,
  ReviewsRequest,
} from '../../../server/src/review-protocol.ts';
import type { ReviewFacts, ReviewRow, Reviews, ReviewsParams } from '../../../server/src/review-protocol.ts';
import { startSession } from './session.ts';
import type { Session } from './session.ts';

const A = 'file:///one/sentry-permissions.yaml';
const B = 'file:///two/sentry-permissions.yaml';
const PARAMS: ReviewsParams = { grouping: 'state', without: [] };

function manifest(name: string, reviewed: string): string {
  return `version: 1
review: { every: 90 days }
integrations:
  ${name}:
    kind: internal-integration
    owner: team@acme.example
    scopes: [org:read]
    reviews: [{ date: ${reviewed}, by: dana@acme.example }]
`;
}
const overdue = manifest('late-bot', '2026-08-01');
const fine = manifest('new-bot', '2026-11-20');

let session: Session;
let disk: Map<string, ManifestText>;
let today: string;
let newDay: () => void;
let told: number;
let onTold: () => void;

beforeEach(async () => {
  disk = new Map([
    [A, { text: overdue }],
    [B, { text: fine }],
  ]);
  today = '2026-11-23';
  told = 0;
  onTold = () => undefined;
  session = await startSession({ workspace: { workspaceFolders: true } }, undefined, {
    folders: ['file:///one', 'file:///two'],
    today: () => today,
    days: (tell) => {
      newDay = tell;
      return () => undefined;
    },
    files: (folders) => ({
      list: () =>
        Promise.resolve([...disk.keys()].filter((uri) => folders().some((folder) => uri.startsWith(folder)))),
      read: (uri) => Promise.resolve(disk.get(uri) ?? { missing: true }),
    }),
    prepare: (connection) => {
      connection.onNotification(ReviewsChangedNotification, () => {
        told++;
        onTold();
      });
    },
  });
});
afterEach(() => session.end());

function reviews(params = PARAMS): Promise<Reviews> {
  return session.connection.sendRequest(ReviewsRequest, params);
}

/** The counts by state. */
async function states(): Promise<Record<string, number>> {
  return Object.fromEntries((await reviews()).groups.map(({ key, count }) => [key, count]));
}

function news(): Promise<void> {
  return new Promise((resolve) => {
    onTold = resolve;
  });
}

function watched(uri: string, type: 1 | 2 | 3): Promise<void> {
  return session.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri, type }],
  });
}

describe('the reviews of the workspace', () => {
  it('cover files that are not open, and count the unsaved text of those that are', async () => {
    expect(await states()).toEqual({ overdue: 1, fine: 1 });
    const changed = news();
    await session.open(overdue, B);
    await changed;
    expect(await states()).toEqual({ overdue: 2 });
  });

  it('leave out what the client names', async () => {
    await session.open(overdue, 'git:/one/sentry-permissions.yaml');
    expect((await reviews()).overdue).toBe(2);
    expect((await reviews({ ...PARAMS, without: ['git:/one/sentry-permissions.yaml'] })).overdue).toBe(1);
  });

  it('leave out a document that stays open once its file is gone, and say so', async () => {
    const params = { ...PARAMS, without: [A] };
    await session.open(overdue, A);
    expect((await reviews(params)).overdue).toBe(1);
    const changed = news();
    disk.delete(A);
    await watched(A, 3);
    await changed;
    expect((await reviews(params)).overdue).toBe(0);
  });

  it('are told of once, and not for an edit that changes none', async () => {
    await session.open(overdue, A);
    await reviews();
    await session.change(`# a comment\n${overdue}`, 2, A);
    const changed = news();
    await session.change(overdue.replace('2026-08-01', '2026-11-01'), 3, A);
    await changed;
    await session.change(overdue.replace('2026-08-01', '2026-08-30'), 4, A);
    expect(await states()).toEqual({ dueSoon: 1, fine: 1 });
    expect(told).toBe(1);
  });

  it('are told of again where only the integrations of a group were asked for since', async () => {
    await session.open(overdue, A);
    await reviews();
    const changed = news();
    await session.change(fine, 2, A);
    const rows = await session.connection.sendRequest<ReviewRow[]>(ReviewsOfGroupRequest, {
      ...PARAMS,
      key: 'fine',
    });
    expect(rows.map(({ uri }) => uri)).toEqual([A, B]);
    await changed;
  });

  it('follow files that change, come and go, and the day', async () => {
    await reviews();
    let changed = news();
    disk.set(A, { text: fine });
    await watched(A, 2);
    await changed;
    expect(await states()).toEqual({ fine: 2 });

    changed = news();
    disk.delete(A);
    await watched(A, 3);
    await changed;
    expect(await states()).toEqual({ fine: 1 });

    changed = news();
    today = '2027-03-01';
    newDay();
    await changed;
    expect(await states()).toEqual({ overdue: 1 });
  });

  it('count the file again once its document is closed', async () => {
    await session.open(fine, A);
    expect(await states()).toEqual({ fine: 2 });
    const changed = news();
    await session.close(A);
    await changed;
    expect(await states()).toEqual({ overdue: 1, fine: 1 });
  });

  it('say which files cannot be read, and why', async () => {
    disk.set(B, { fault: 'it is no text' });
    const { unread, manifests } = await reviews();
    expect({ unread, manifests }).toEqual({ unread: [{ uri: B, reason: 'it is no text' }], manifests: 2 });
  });

  it('have facts, of files that are not open too', async () => {
    const { key } = (await reviews()).groups[0] ?? { key: '' };
    const [row] = await session.connection.sendRequest<ReviewRow[]>(ReviewsOfGroupRequest, {
      ...PARAMS,
      key,
    });
    expect(row).toMatchObject({ uri: A, name: 'late-bot', state: 'overdue', owner: 'team@acme.example' });
    const facts = (uri: string): Promise<ReviewFacts[]> =>
      session.connection.sendRequest(ReviewFactsRequest, { uri, ids: [row?.id] });
    expect((await facts(A)).map(({ text }) => text.split('\n')[1])).toEqual([
      'Overdue · Reviewed 114 days ago by dana@acme.example · was due 24 days ago',
    ]);
    expect(await facts('file:///gone.yaml')).toEqual([]);
  });
});
