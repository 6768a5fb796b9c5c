import {
  DiagnosticRefreshRequest,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticRequest,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver-protocol/node';
import type {
  Diagnostic,
  PreviousResultId,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import { describe, expect, it } from 'vitest';
import type { ManifestText } from '../../../server/src/ports/files.ts';
import { LeftOutNotification, type LeftOutParams } from '../../../server/src/review-protocol.ts';
import { startSession } from './session.ts';
import type { Session } from './session.ts';

const A = 'file:///one/sentry-permissions.yaml';
const B = 'file:///two/sentry-permissions.yaml';
const C = 'file:///two/c.sentry-permissions.yaml';
const SHARED = 'vault://platform/sentry/shared';

/** A sound manifest of one integration. */
function manifest(name: string, storedIn: string): string {
  return `version: 1
organization: acme
review: { every: 90 days }
integrations:
  ${name}:
    kind: internal-integration
    purpose: Files issues of the shop in our tracker.
    owner: team-shop@acme.example
    credential: { storedIn: ${storedIn} }
    scopes:
      - scope: event:read
        rationale: It copies the title and the link of each new issue.
    reviews:
      - { date: 2026-10-20, by: dana@acme.example }
`;
}

/** What is told: the rule, where it stands, and the places that it points at. */
function brief(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(
    ({ code, range, relatedInformation = [] }) =>
      `${String(code)} ${range.start.line}: ${relatedInformation
        .map(({ message, location }) => `${message} ${location.uri}:${location.range.start.line}`)
        .join(', ')}`,
  );
}

const IN_A = [`shared-credential 8: the secret of bot-b ${B}:8`];
const IN_B = [`shared-credential 8: the secret of bot-a ${A}:8`];

function onDisk(disk: Map<string, ManifestText>, reads: string[] = []) {
  return () => ({
    list: () => Promise.resolve([...disk.keys()]),
    read: (uri: string) => {
      reads.push(uri);
      return Promise.resolve(disk.get(uri) ?? ({ missing: true } as const));
    },
  });
}

function watched(session: Session, uri: string, type: 1 | 2 | 3): Promise<void> {
  return session.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri, type }],
  });
}

describe('a credential that two files share, for a client that is told', () => {
  const files = (disk: Map<string, ManifestText>) =>
    startSession({}, undefined, { folders: ['file:///one', 'file:///two'], files: onDisk(disk) });

  it('is told in both, in unsaved text too, and no more once one of them says something else', async () => {
    const session = await files(new Map());
    await session.open(manifest('bot-a', SHARED), A);
    expect(brief((await session.published()).diagnostics)).toEqual([]);
    await session.open(manifest('bot-b', 'vault://platform/sentry/b'), B);
    expect(brief((await session.published()).diagnostics)).toEqual([]);
    await session.change(manifest('bot-b', SHARED), 2, B);
    const both = [await session.published(), await session.published()];
    expect(Object.fromEntries(both.map(({ uri, diagnostics }) => [uri, brief(diagnostics)]))).toEqual({
      [A]: IN_A,
      [B]: IN_B,
    });
    // Lines above it move the place that the other points at.
    await session.change(`# one more line\n${manifest('bot-b', SHARED)}`, 3, B);
    const moved = [await session.published(), await session.published()];
    expect(Object.fromEntries(moved.map(({ uri, diagnostics }) => [uri, brief(diagnostics)]))).toEqual({
      [A]: [`shared-credential 8: the secret of bot-b ${B}:9`],
      [B]: [`shared-credential 9: the secret of bot-a ${A}:8`],
    });
    await session.change(manifest('bot-b', `${SHARED}#b`), 4, B);
    const gone = [await session.published(), await session.published()];
    expect(gone.map(({ diagnostics }) => brief(diagnostics))).toEqual([[], []]);
    await session.end();
  });

  it('goes with the document that is closed, unless its file says the same', async () => {
    const disk = new Map<string, ManifestText>([
      [B, { text: manifest('bot-b', 'vault://platform/sentry/b') }],
    ]);
    const session = await files(disk);
    await session.open(manifest('bot-a', SHARED), A);
    expect(brief((await session.published()).diagnostics)).toEqual([]);
    await session.open(manifest('bot-b', SHARED), B);
    const both = [await session.published(), await session.published()];
    expect(both.flatMap(({ diagnostics }) => brief(diagnostics)).sort()).toEqual([...IN_B, ...IN_A].sort());
    await session.close(B);
    const after = [await session.published(), await session.published()];
    expect(after.map(({ uri, diagnostics }) => [uri, brief(diagnostics)])).toEqual([
      [B, []],
      [A, []],
    ]);
    await session.end();
  });

  it('is told where the other file is not open, and goes with that file', async () => {
    const disk = new Map<string, ManifestText>([[B, { text: manifest('bot-b', SHARED) }]]);
    const session = await files(disk);
    await session.open(manifest('bot-a', SHARED), A);
    let told = brief((await session.published()).diagnostics);
    // The file may be read before the document or behind it.
    if (told.length === 0) told = brief((await session.published()).diagnostics);
    expect(told).toEqual(IN_A);
    disk.delete(B);
    await watched(session, B, 3);
    expect(brief((await session.published()).diagnostics)).toEqual([]);
    await session.end();
  });

  it('is none where the same integration stands in both', async () => {
    const session = await files(new Map());
    await session.open(manifest('bot-a', SHARED), A);
    await session.open(manifest('bot-a', SHARED), B);
    const both = [await session.published(), await session.published()];
    expect(both.flatMap(({ diagnostics }) => brief(diagnostics))).toEqual([]);
    await session.end();
  });
});

describe('a credential that two files share, for a client that asks', () => {
  const PULL = {
    textDocument: { diagnostic: {} },
    workspace: { workspaceFolders: true, diagnostics: { refreshSupport: true } },
  };

  function ids({ items }: WorkspaceDiagnosticReport): PreviousResultId[] {
    return items.flatMap(({ uri, resultId }) => (resultId === undefined ? [] : [{ uri, value: resultId }]));
  }
  function said({ items }: WorkspaceDiagnosticReport): Record<string, unknown> {
    return Object.fromEntries(
      items.map((item) => [item.uri, item.kind === 'full' ? brief(item.items) : 'unchanged']),
    );
  }

  it('is in the first answer on files that are not open, follows them, and leaves the others unchanged', async () => {
    const disk = new Map<string, ManifestText>([
      [A, { text: manifest('bot-a', SHARED) }],
      [B, { text: manifest('bot-b', SHARED) }],
      [C, { text: manifest('bot-c', 'vault://platform/sentry/c') }],
    ]);
    const reads: string[] = [];
    const session = await startSession(PULL, undefined, {
      folders: ['file:///one'],
      files: onDisk(disk, reads),
    });
    const pull = (previousResultIds: PreviousResultId[] = []): Promise<WorkspaceDiagnosticReport> =>
      session.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
    const first = await pull();
    expect(said(first)).toEqual({ [A]: IN_A, [B]: IN_B, [C]: [] });
    const held = pull(ids(first));
    reads.length = 0;
    disk.set(B, { text: manifest('bot-b', 'vault://platform/sentry/b') });
    await watched(session, B, 2);
    const second = await held;
    expect(said(second)).toEqual({ [A]: [], [B]: [], [C]: 'unchanged' });
    expect(reads).not.toContain(C);
    const next = pull(ids(second));
    disk.set(B, { text: manifest('bot-b', SHARED) });
    await watched(session, B, 2);
    const third = await next;
    expect(said(third)).toEqual({ [A]: IN_A, [B]: IN_B, [C]: 'unchanged' });
    const last = pull(ids(third));
    disk.delete(A);
    await watched(session, A, 3);
    expect(said(await last)).toEqual({ [A]: [], [B]: [], [C]: 'unchanged' });
    await session.end();
  });

  it('is not one of an open document that counts for nobody', async () => {
    const disk = new Map<string, ManifestText>([[A, { text: manifest('bot-a', SHARED) }]]);
    const session = await startSession(PULL, undefined, { folders: ['file:///one'], files: onDisk(disk) });
    const pull = (previousResultIds: PreviousResultId[] = []): Promise<WorkspaceDiagnosticReport> =>
      session.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
    await session.open(manifest('bot-b', SHARED), B);
    const first = await pull();
    expect(said(first)).toEqual({ [A]: IN_A, [B]: IN_B });
    const held = pull(ids(first));
    const params: LeftOutParams = { uris: [B] };
    await session.connection.sendNotification(LeftOutNotification, params);
    expect(said(await held)).toEqual({ [A]: [], [B]: [] });
    await session.end();
  });

  it('is told anew of an open document whose text is the same, and only then', async () => {
    let refreshes = 0;
    let onRefresh = (): void => undefined;
    const session = await startSession(PULL, undefined, {
      prepare: (connection) => {
        connection.onRequest(DiagnosticRefreshRequest.type, () => {
          refreshes++;
          onRefresh();
        });
      },
    });
    const ask = (uri: string, previousResultId?: string) =>
      session.connection.sendRequest(DocumentDiagnosticRequest.type, {
        textDocument: { uri },
        ...(previousResultId === undefined ? {} : { previousResultId }),
      });
    await session.open(manifest('bot-a', SHARED), A);
    await session.open(manifest('bot-b', 'vault://platform/sentry/b'), B);
    const before = await ask(A);
    await ask(B);
    await session.change(manifest('bot-b', 'vault://platform/sentry/bb'), 2, B);
    await ask(B);
    expect(await ask(A, before.resultId)).toMatchObject({ kind: 'unchanged' });
    expect(refreshes).toBe(0);

    const refreshed = new Promise<void>((resolve) => (onRefresh = resolve));
    await session.change(manifest('bot-b', SHARED), 3, B);
    const inB = await ask(B);
    expect(inB.kind === 'full' && brief(inB.items)).toEqual(IN_B);
    await refreshed;
    const inA = await ask(A, before.resultId);
    expect(inA.kind === 'full' && brief(inA.items)).toEqual(IN_A);
    expect(await ask(B, inB.resultId)).toMatchObject({ kind: 'unchanged' });
    expect(await ask(A, inA.resultId)).toMatchObject({ kind: 'unchanged' });
    await session.end();
  });
});
