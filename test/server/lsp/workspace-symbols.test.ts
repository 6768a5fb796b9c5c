/** Integrations by name through the protocol, whether their files are open or not. */
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  WorkspaceDiagnosticRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver-protocol/node';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ManifestText } from '../../../server/src/ports/files.ts';
import { startSession } from './session.ts';
import type { Session } from './session.ts';

const A = 'file:///one/sentry-permissions.yaml';
const B = 'file:///two/sentry-permissions.yaml';

let session: Session;
let disk: Map<string, ManifestText>;
let reads: string[];

const holding = (...names: readonly string[]): string =>
  `version: 1\norganization: acme\nintegrations:\n${names.map((name) => `  ${name}: {}\n`).join('')}`;

beforeEach(async () => {
  reads = [];
  disk = new Map([
    [A, { text: holding('bot', 'crane') }],
    [B, { text: holding('bottle') }],
  ]);
  session = await startSession({ textDocument: { diagnostic: {} } }, undefined, {
    folders: ['file:///one', 'file:///two'],
    files: () => ({
      list: () => Promise.resolve([...disk.keys()]),
      read: (uri) => {
        reads.push(uri);
        return Promise.resolve(disk.get(uri) ?? { missing: true });
      },
    }),
  });
});
afterEach(() => session.end());

async function named(query: string): Promise<string[]> {
  const found = await session.connection.sendRequest(WorkspaceSymbolRequest.type, { query });
  return (found ?? []).map(({ name }) => name);
}

function watched(uri: string, type: FileChangeType): Promise<void> {
  return session.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri, type }],
  });
}

/** Asks about all files, so that they are not taken in by themselves after a while. */
async function diagnosed(): Promise<void> {
  await session.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
  reads = [];
}

it('finds them in files that are not open, each read once', async () => {
  await diagnosed();
  expect(await session.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'crane' })).toEqual([
    {
      name: 'crane',
      kind: 2,
      containerName: 'acme',
      location: {
        uri: A,
        range: { start: { line: 4, character: 2 }, end: { line: 4, character: 7 } },
      },
    },
  ]);
  expect(await named('')).toEqual(['bot', 'crane', 'bottle']);
  expect(await named('b o t')).toEqual(['bot', 'bottle']);
  expect(reads).toEqual([A, B]);
});

it('takes the text of an open document for that of its file, until it is closed', async () => {
  expect(await named('')).toEqual(['bot', 'crane', 'bottle']);
  await session.open(holding('unsaved'), A);
  expect(await named('')).toEqual(['unsaved', 'bottle']);
  disk.set(A, { text: holding('saved') });
  await session.close(A);
  expect(await named('')).toEqual(['saved', 'bottle']);
});

it('follows what changes on disk, what goes and what cannot be read', async () => {
  expect(await named('bot')).toEqual(['bot', 'bottle']);
  disk.set(A, { text: holding('robot') });
  await watched(A, FileChangeType.Changed);
  expect(await named('bot')).toEqual(['robot', 'bottle']);
  disk.set(A, { fault: 'no rights' });
  await watched(A, FileChangeType.Changed);
  expect(await named('bot')).toEqual(['bottle']);
  disk.delete(B);
  await watched(B, FileChangeType.Deleted);
  expect(await named('bot')).toEqual([]);
});

it('asks at once, and reads each file once all the same', async () => {
  await diagnosed();
  expect(await Promise.all([named(''), named('cra')])).toEqual([['bot', 'crane', 'bottle'], ['crane']]);
  expect(reads).toEqual([A, B]);
});
