import { expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { acceptOwner } from '../../client/src/accept-owner.ts';
import type { Question, Questions } from '../../client/src/questions.ts';

vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  Uri: { parse: (address: string) => ({ scheme: address.split(':')[0] }) },
  extensions: {
    getExtension: () => ({
      isActive: true,
      exports: {
        enabled: true,
        getAPI: () => ({
          getRepository: () => ({ getConfig: () => Promise.resolve('sam@acme.example') }),
        }),
      },
    }),
  },
  window: { activeTextEditor: { document: { uri: 'file:///a.yaml' }, selection: {} } },
  workspace: {
    textDocuments: [],
    fs: { isWritableFileSystem: () => true },
    getConfiguration: () => ({ get: () => '' }),
    getWorkspaceFolder: () => undefined,
  },
}));
vi.mock('vscode-languageclient', () => ({}));

const places = ['one', 'two'].map((id) => ({ id, prompt: `Why may ${id} stay?`, value: '', what: id }));
const client = {
  code2ProtocolConverter: { asUri: (uri: string) => uri, asPosition: () => ({ line: 0, character: 0 }) },
  sendRequest: (request: string) =>
    Promise.resolve(
      request.endsWith('/owners')
        ? [{ owner: 'team-shop@acme.example', integrations: ['bot'] }]
        : { rules: [{ rule: 'broad-scope', places }], today: '2026-11-23', until: '2027-02-21' },
    ),
} as unknown as BaseLanguageClient;

it('shows who accepts before anything is written, for the address may be that of the repository', async () => {
  const titles: string[] = [];
  const ask = ({ title, value }: Question): Promise<string | undefined> =>
    // The day is taken as it is proposed; at the first place the person has seen enough.
    Promise.resolve(titles.push(title) === 1 ? value : undefined);
  const pick = <T>(_title: string, items: readonly T[]): Promise<T | undefined> => Promise.resolve(items[0]);
  const memory = { get: (_key: string, otherwise: unknown) => otherwise, update: () => Promise.resolve() };
  await acceptOwner(
    client,
    { ask, pick } as unknown as Questions,
    memory as unknown as Parameters<typeof acceptOwner>[2],
  );
  expect(titles).toEqual([
    'Accept for All of an Owner',
    'Accept for All of an Owner as sam@acme.example (1 of 2)',
  ]);
});
