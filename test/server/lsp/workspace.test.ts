import {
  CancellationTokenSource,
  DiagnosticRefreshRequest,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DocumentDiagnosticRequest,
  LSPErrorCodes,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver-protocol/node';
import type { PreviousResultId, WorkspaceDiagnosticReport } from 'vscode-languageserver-protocol/node';
import { afterEach, assert, beforeEach, describe, expect, it } from 'vitest';
import type { ManifestText } from '../../../server/src/ports/files.ts';
import { LeftOutNotification, type LeftOutParams } from '../../../server/src/review-protocol.ts';
import { EXAMPLE } from '../support/manifests.ts';
import { startSession } from './session.ts';
import type { Session } from './session.ts';

const PULL = {
  textDocument: { diagnostic: {} },
  workspace: { workspaceFolders: true, diagnostics: { refreshSupport: true } },
};
const BROKEN = 'version: 2\n';
const A = 'file:///one/sentry-permissions.yaml';
const B = 'file:///two/sentry-permissions.yaml';

let session: Session;
let disk: Map<string, ManifestText>;
let today: string;
let newDay: () => void;
let reads: string[];
let onRefresh: () => void;

beforeEach(async () => {
  disk = new Map([
    [A, { text: BROKEN }],
    [B, { text: EXAMPLE }],
  ]);
  today = '2026-11-23';
  reads = [];
  session = await startSession(PULL, undefined, {
    folders: ['file:///one', 'file:///two'],
    today: () => today,
    days: (tell) => {
      newDay = tell;
      return () => undefined;
    },
    files: (folders) => ({
      list: () =>
        Promise.resolve([...disk.keys()].filter((uri) => folders().some((folder) => uri.startsWith(folder)))),
      read: (uri) => {
        reads.push(uri);
        return Promise.resolve(disk.get(uri) ?? { missing: true });
      },
    }),
    prepare: (connection) => {
      connection.onRequest(DiagnosticRefreshRequest.type, () => {
        onRefresh();
      });
    },
  });
});
afterEach(() => session.end());

function pull(previousResultIds: PreviousResultId[] = []): Promise<WorkspaceDiagnosticReport> {
  return session.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
}

function ids({ items }: WorkspaceDiagnosticReport): PreviousResultId[] {
  return items.flatMap(({ uri, resultId }) => (resultId === undefined ? [] : [{ uri, value: resultId }]));
}

/** What a report says: the rules found, or how it has not changed. */
function said({ items }: WorkspaceDiagnosticReport): Record<string, unknown> {
  return Object.fromEntries(
    items.map((item) => [item.uri, item.kind === 'full' ? item.items.map(({ code }) => code) : 'unchanged']),
  );
}

function watched(uri: string, type: 1 | 2 | 3): Promise<void> {
  return session.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri, type }],
  });
}

function leftOut(...uris: string[]): Promise<void> {
  const params: LeftOutParams = { uris };
  return session.connection.sendNotification(LeftOutNotification, params);
}

/** The rules found in an open document, by itself. */
async function pullOne(uri: string): Promise<unknown[]> {
  const report = await session.connection.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument: { uri },
  });
  assert.ok(report.kind === 'full');
  return report.items.map(({ code }) => code);
}

describe('diagnostics of the workspace', () => {
  it('cover files that are not open', async () => {
    expect(session.initialized.capabilities.diagnosticProvider).toMatchObject({ workspaceDiagnostics: true });
    expect(said(await pull())).toMatchObject({ [A]: ['unsupported-version'], [B]: [] });
  });

  it('are held until a file changes; the others are unchanged and not read again', async () => {
    const first = await pull();
    const held = pull(ids(first));
    reads = [];
    disk.set(A, { text: EXAMPLE });
    await watched(A, 2);
    expect(said(await held)).toEqual({ [A]: [], [B]: 'unchanged' });
    expect(reads).not.toContain(B);
  });

  it('follow a file that is deleted, once, and one that is created', async () => {
    const first = await pull();
    const held = pull(ids(first));
    disk.delete(A);
    await watched(A, 3);
    const second = await held;
    expect(said(second)).toEqual({ [A]: [], [B]: 'unchanged' });
    const C = 'file:///one/c.sentry-permissions.yml';
    const next = pull(ids(second));
    disk.set(C, { text: BROKEN });
    await watched(C, 1);
    expect(said(await next)).toEqual({ [B]: 'unchanged', [C]: ['unsupported-version'] });
  });

  it('take in a file that is new and told of as changed', async () => {
    const held = pull(ids(await pull()));
    const C = 'file:///one/c.sentry-permissions.yml';
    disk.set(C, { text: BROKEN });
    await watched(C, 2);
    expect(said(await held)).toMatchObject({ [C]: ['unsupported-version'] });
  });

  it('count the open document, and the file again once it is closed', async () => {
    const first = await pull();
    const held = pull(ids(first));
    await session.open(EXAMPLE, A);
    const second = await held;
    expect(said(second)).toEqual({ [A]: [], [B]: 'unchanged' });
    const next = pull(ids(second));
    await session.close(A);
    expect(said(await next)).toEqual({ [A]: ['unsupported-version'], [B]: 'unchanged' });
  });

  it('clear a document outside of the folders once it is closed', async () => {
    const outside = 'file:///elsewhere/sentry-permissions.yaml';
    await session.open(BROKEN, outside);
    const first = await pull();
    await session.close(outside);
    // A client that settled the closing by itself has no id of it any more.
    const second = await pull(ids(first).filter(({ uri }) => uri !== outside));
    expect(said(second)).toMatchObject({ [outside]: [] });
  });

  it('leave out an open document that counts for nobody, until its file is there or it counts again', async () => {
    disk.delete(A);
    await session.open(BROKEN, A);
    const first = await pull();
    expect(said(first)).toMatchObject({ [A]: ['unsupported-version'] });
    const refreshed = new Promise<void>((resolve) => (onRefresh = resolve));
    const held = pull(ids(first));
    await leftOut(A);
    const second = await held;
    expect(said(second)).toEqual({ [A]: [], [B]: 'unchanged' });
    await refreshed;
    expect(await pullOne(A)).toEqual([]);

    const next = pull(ids(second));
    disk.set(A, { text: BROKEN });
    await watched(A, 1);
    const third = await next;
    expect(said(third)).toMatchObject({ [A]: ['unsupported-version'] });
    expect(await pullOne(A)).toEqual(['unsupported-version']);

    // The client was quicker to say that nobody looks at it than that it is gone.
    const gone = pull(ids(third));
    const refreshedAgain = new Promise<void>((resolve) => (onRefresh = resolve));
    disk.delete(A);
    await watched(A, 3);
    const fourth = await gone;
    expect(said(fourth)).toMatchObject({ [A]: [] });
    await refreshedAgain;
    expect(await pullOne(A)).toEqual([]);
    const back = pull(ids(fourth));
    await leftOut();
    expect(said(await back)).toMatchObject({ [A]: ['unsupported-version'] });
    expect(await pullOne(A)).toEqual(['unsupported-version']);
  });

  it.each(['file:///one', 'file:///one/', 'file:///%6Fne'])('leave a folder removed as %s', async (uri) => {
    const held = pull(ids(await pull()));
    await session.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: [], removed: [{ uri, name: 'one' }] },
    });
    expect(said(await held)).toEqual({ [A]: [], [B]: 'unchanged' });
  });

  it('end at once when cancelled, or when the client asks again', async () => {
    const first = ids(await pull());
    const source = new CancellationTokenSource();
    const held = session.connection.sendRequest(
      WorkspaceDiagnosticRequest.type,
      { previousResultIds: first },
      source.token,
    );
    // Answered behind the request above, which is held by then.
    await session.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: A },
      position: { line: 0, character: 0 },
    });
    source.cancel();
    await expect(held).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    const older = pull(first);
    const newer = pull();
    await expect(older).rejects.toMatchObject({
      code: LSPErrorCodes.ServerCancelled,
      data: { retriggerRequest: false },
    });
    expect(said(await newer)).toMatchObject({ [B]: [] });
  });

  it('follow the day, and ask for open documents to be pulled again', async () => {
    const held = pull(ids(await pull()));
    const refreshed = new Promise<void>((resolve) => (onRefresh = resolve));
    today = '2028-01-01';
    newDay();
    await refreshed;
    expect(said(await held)[B]).toContain('overdue-review');
  });

  it('skip what cannot be read, with one line in the log, and what has vanished', async () => {
    disk.set(A, { fault: 'EACCES' });
    const first = await pull();
    expect(Object.keys(said(first))).toEqual([B]);
    const held = pull(ids(first));
    await watched(A, 2);
    disk.set(B, { missing: true });
    await watched(B, 2);
    expect(said(await held)).toEqual({ [B]: [] });
    expect(session.log.filter((line) => line.includes('EACCES'))).toHaveLength(1);
  });

  it('do not name a credential in the log that a file is named for', async () => {
    const hex = '7f3a91c04be2d85f6a1907c3e48b2d5f0c69e1a3b7d4f82856c0e9a1b3d7f42c';
    disk.set(`file:///one/sntryi_${hex}.sentry-permissions.yaml`, { fault: 'EACCES' });
    await pull();
    const [line] = session.log.filter((each) => each.includes('EACCES'));
    expect(line).toContain('file:///one/');
    expect(line).not.toContain(hex.slice(0, 12));
  });
});
