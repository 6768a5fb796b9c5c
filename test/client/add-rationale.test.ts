import { beforeEach, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { addAllRationales, addRationale } from '../../client/src/add-rationale.ts';
import type { Questions } from '../../client/src/questions.ts';
import { AllBareGrantsRequest } from '../../server/src/protocol.ts';

const said = vi.hoisted((): string[] => []);
const say = vi.hoisted(
  () =>
    (message: string): void =>
      void said.push(message),
);
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  Uri: { parse: (address: string) => ({ scheme: address.split(':')[0] }) },
  window: {
    activeTextEditor: { document: { uri: 'file:///a.yaml' }, selection: {} },
    showInformationMessage: say,
    showWarningMessage: say,
  },
  workspace: { fs: { isWritableFileSystem: () => true } },
}));
vi.mock('vscode-languageclient', () => ({}));

/** A server that finds what can be asked about, and what cannot. */
const clientFor = (places: readonly string[], left: readonly string[]): BaseLanguageClient =>
  ({
    code2ProtocolConverter: { asUri: (uri: string) => uri, asPosition: () => ({ line: 0, character: 0 }) },
    sendRequest: (request: string) =>
      Promise.resolve(
        request === AllBareGrantsRequest
          ? { places: places.map((id) => ({ id, what: id, prompt: `Why ${id}?`, value: '' })), left }
          : { integration: 'bot', requests: [], left },
      ),
  }) as unknown as BaseLanguageClient;

const asked: string[] = [];
const questions = {
  ask: ({ title }: { title: string }) => Promise.resolve(void asked.push(title)),
} as unknown as Questions;

const LEFT =
  'Not asked about, for these cannot be edited safely (an anchor, a comment inside brackets): org:read of bot';

beforeEach(() => {
  said.length = 0;
  asked.length = 0;
});

it('says of an integration what is left out, and else that nothing asks for a rationale', async () => {
  await addRationale(clientFor([], ['org:read of bot']), questions);
  expect(said).toEqual([LEFT]);
  await addRationale(clientFor([], []), questions);
  expect(said.at(-1)).toBe('Nothing in this integration asks for a rationale.');
});

it('says of a file what is left out, and asks about the others', async () => {
  await addAllRationales(clientFor([], ['org:read of bot']), questions);
  expect(said).toEqual([LEFT]);
  await addAllRationales(clientFor(['team:read of other'], ['org:read of bot']), questions);
  expect(said).toEqual([LEFT, LEFT]);
  expect(asked).toEqual(['Add Rationale to All Bare Scopes (1 of 1)']);
  await addAllRationales(clientFor([], []), questions);
  expect(said.at(-1)).toBe('Nothing in this file asks for a rationale.');
});
