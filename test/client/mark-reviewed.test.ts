import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { markListedReviewed } from '../../client/src/mark-reviewed.ts';
import type { Question, Questions } from '../../client/src/questions.ts';

const code = vi.hoisted(() => ({ address: undefined as string | undefined }));
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  Uri: { parse: (address: string) => ({ address }) },
  extensions: {
    getExtension: () => ({ isActive: true, exports: { enabled: true, getAPI: () => ({ getRepository }) } }),
  },
  workspace: { getConfiguration: () => ({ get: () => '' }) },
}));
vi.mock('vscode-languageclient', () => ({}));

/** The repository of every file, where one is open. */
const getRepository = (): unknown =>
  code.address === undefined ? null : { getConfig: () => Promise.resolve(code.address) };

const client = {
  sendRequest: () => Promise.resolve({ catalogDate: '2026-01-01' }),
} as unknown as BaseLanguageClient;

/** Answers the first question with the address and cancels the second; tells what was asked. */
async function promptsFor(names: readonly string[]): Promise<string[]> {
  const asked: string[] = [];
  const ask = ({ prompt }: Question): Promise<string | undefined> =>
    Promise.resolve(asked.push(prompt) === 1 && code.address === undefined ? 'kim@acme.example' : undefined);
  const memory = { get: (_key: string, otherwise: unknown) => otherwise, update: () => Promise.resolve() };
  await markListedReviewed(
    client,
    { ask } as unknown as Questions,
    memory as unknown as Parameters<typeof markListedReviewed>[2],
    names.map((name) => ({ uri: 'file:///a.yaml', id: name, name })),
  );
  return asked;
}

beforeEach(() => {
  code.address = undefined;
});

describe('who reviewed', () => {
  it('is asked of one integration, or of several, as it is', async () => {
    const [one] = await promptsFor(['bot']);
    expect(one).toMatch(/^Who compared this integration with Sentry\?/);
    const [several, statement] = await promptsFor(['bot', 'hub']);
    expect(several).toMatch(/^Who compared these integrations with Sentry\?/);
    expect(statement).toContain('kim@acme.example');
  });

  it('is not asked where the repository says it, and is shown before it is written', async () => {
    code.address = 'sam@acme.example';
    const [statement, ...others] = await promptsFor(['bot']);
    expect(statement).toMatch(/^This states that you \(sam@acme\.example\) compared bot /);
    expect(others).toEqual([]);
  });
});
