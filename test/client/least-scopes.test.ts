import { beforeEach, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { replaceByLeast } from '../../client/src/least-scopes.ts';
import { PinRequest } from '../../server/src/protocol.ts';

const said = vi.hoisted((): string[] => []);
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  Uri: { parse: (address: string) => ({ scheme: address.split(':')[0] }) },
  window: {
    activeTextEditor: { document: { uri: 'file:///a.yaml' }, selection: {} },
    showWarningMessage: (message: string) => void said.push(message),
  },
  workspace: {
    textDocuments: [],
    fs: { isWritableFileSystem: () => true },
  },
}));
vi.mock('vscode-languageclient', () => ({}));

/** A server that finds the integration or none, and nothing to replace. */
const clientFor = (pinned: object | null): BaseLanguageClient =>
  ({
    code2ProtocolConverter: { asUri: (uri: string) => uri, asPosition: () => ({ line: 0, character: 0 }) },
    sendRequest: (request: string) => Promise.resolve(request === PinRequest ? pinned : null),
  }) as unknown as BaseLanguageClient;

beforeEach(() => {
  said.length = 0;
});

it('says that there is no integration where the cursor is in none', async () => {
  await replaceByLeast(clientFor(null), undefined);
  expect(said).toEqual(['There is no integration here. Put the cursor into one, and try again.']);
});

it('says of an integration that nothing was replaced', async () => {
  await replaceByLeast(clientFor({ name: 'bot', target: { uri: 'file:///a.yaml', id: '1' } }), undefined);
  expect(said).toEqual([expect.stringMatching(/^Nothing was replaced: this integration holds no more/)]);
});
