import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { markListedReviewed } from '../../client/src/mark-reviewed.ts';
import type { Question, Questions } from '../../client/src/questions.ts';
import { MarkManyRequest, type MarkManyParams } from '../../server/src/review-protocol.ts';

const code = vi.hoisted((): { address: string | undefined; reviewer: unknown; said: string[] } => ({
  address: undefined,
  reviewer: '',
  said: [],
}));
const say = vi.hoisted(() => (message: string): Promise<undefined> => {
  code.said.push(message);
  return Promise.resolve(undefined);
});
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  Uri: { parse: (address: string) => ({ address }) },
  extensions: {
    getExtension: () => ({
      isActive: true,
      exports: { enabled: true, getAPI: () => ({ repositories: [], getRepository }) },
    }),
  },
  window: { showWarningMessage: say, showInformationMessage: say },
  workspace: {
    getConfiguration: () => ({ get: () => code.reviewer }),
    openTextDocument: () => Promise.resolve({}),
  },
}));
vi.mock('vscode-languageclient', () => ({}));

/** The repository of every file, where one is open. */
const getRepository = (): unknown =>
  code.address === undefined ? null : { getConfig: () => Promise.resolve(code.address) };

/** What kim@acme.example has marked today, and what is gone. */
const ALREADY = 'done';
const GONE = 'gone';
const asked: MarkManyParams[] = [];
const client = {
  sendRequest: (request: string, params: MarkManyParams) => {
    if (request !== MarkManyRequest) return Promise.resolve({ catalogDate: '2026-01-01' });
    asked.push(params);
    const there = (params.ids ?? []).filter((id) => id !== GONE);
    const isDone = (id: string): boolean => id === ALREADY && params.by === 'kim@acme.example';
    return Promise.resolve({
      edit: null,
      marked: there
        .filter((id) => !isDone(id))
        .map((id) => ({ id, name: id, service: id === 'hub' ? 'GitHub' : null })),
      left: [],
      already: there.filter(isDone),
    });
  },
} as unknown as BaseLanguageClient;

const remembered = new Map<string, unknown>();
const memory = {
  get: (key: string, otherwise: unknown) => remembered.get(key) ?? otherwise,
  update: (key: string, value: unknown) => Promise.resolve(remembered.set(key, value)),
} as unknown as Parameters<typeof markListedReviewed>[2];

/** Answers who it was, if that is asked, and then with these notes; tells what was asked. */
async function promptsFor(names: readonly string[], notes?: string): Promise<string[]> {
  const prompts: string[] = [];
  const ask = ({ prompt }: Question): Promise<string | undefined> => {
    prompts.push(prompt);
    return Promise.resolve(prompt.startsWith('Who') ? 'kim@acme.example' : notes);
  };
  const listed = names.map((name) => ({ uri: 'file:///a.yaml', id: name, name }));
  await markListedReviewed(client, { ask } as unknown as Questions, memory, listed);
  return prompts;
}

beforeEach(() => {
  code.address = undefined;
  code.reviewer = '';
  code.said = [];
  asked.length = 0;
  remembered.clear();
});

describe('who reviewed', () => {
  it('is asked of one integration, or of several, as it is', async () => {
    const [one] = await promptsFor(['bot']);
    expect(one).toMatch(/^Who compared this integration with Sentry\?/);
    const [several, statement] = await promptsFor(['bot', 'app']);
    expect(several).toMatch(/^Who compared these integrations with Sentry\?/);
    expect(statement).toContain('kim@acme.example');
  });

  it('is not asked where the repository says it, and is shown before it is written', async () => {
    code.address = 'sam@acme.example';
    const [statement, ...others] = await promptsFor(['bot']);
    expect(statement).toMatch(/^This states that you \(sam@acme\.example\) compared bot /);
    expect(others).toEqual([]);
  });

  it('is remembered once it was signed, and not where that was cancelled', async () => {
    await promptsFor(['bot']);
    expect([...remembered]).toEqual([]);
    await promptsFor(['bot'], '');
    expect([...remembered]).toEqual([['reviewer', 'kim@acme.example']]);
    expect(await promptsFor(['bot'], '')).toHaveLength(1);
  });

  it('is asked where the setting holds no text', async () => {
    for (const value of [42, null, ['kim@acme.example'], '  ']) {
      code.reviewer = value;
      expect((await promptsFor(['bot']))[0], JSON.stringify(value)).toMatch(/^Who compared/);
    }
  });
});

describe('what is stated', () => {
  it('is of Sentry, or of the service of the entry', async () => {
    expect((await promptsFor(['bot']))[1]).toContain('compared bot with its settings in Sentry today.');
    expect((await promptsFor(['hub']))[1]).toContain('compared hub with its settings in GitHub today.');
    expect((await promptsFor(['bot', 'app']))[1]).toMatch(/with their settings in Sentry today: bot, app\./);
    expect((await promptsFor(['bot', 'hub']))[1]).toMatch(
      /their settings today, in Sentry or in the service .*: bot, hub \(GitHub\)\./,
    );
  });

  it('names as many as there is room for, and counts all', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    expect((await promptsFor(names))[1]).toMatch(/compared 7 integrations .*: a, b, c, d, e, …\./);
  });

  it('is of what is there, and that alone is written', async () => {
    expect((await promptsFor(['bot', GONE], ''))[1]).toContain('compared bot ');
    expect(asked.map(({ ids, by }) => [ids, by])).toEqual([
      [['bot', GONE], ''],
      [['bot'], 'kim@acme.example'],
    ]);
    expect(code.said).toEqual(['No longer in the file, so no review was written: gone']);
  });

  it('is not asked for where there is nothing to mark', async () => {
    expect(await promptsFor([GONE])).toEqual([]);
    expect(code.said).toEqual(['No longer in the file, so no review was written: gone']);
  });

  it('is told to be there already', async () => {
    await promptsFor([ALREADY], '');
    expect(code.said).toEqual([expect.stringMatching(/today by the same person already.*: done\./)]);
  });
});
