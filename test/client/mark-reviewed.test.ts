import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { markListedReviewed, markOwnerReviewed } from '../../client/src/mark-reviewed.ts';
import type { Question, Questions } from '../../client/src/questions.ts';
import {
  MarkManyRequest,
  OwnersRequest,
  type MarkManyParams,
  type OwnersParams,
} from '../../server/src/review-protocol.ts';

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
  Uri: { parse: (address: string) => ({ address, scheme: 'file' }) },
  extensions: {
    getExtension: () => ({
      isActive: true,
      exports: { enabled: true, getAPI: () => ({ repositories: [], getRepository }) },
    }),
  },
  window: {
    showWarningMessage: say,
    showInformationMessage: say,
    activeTextEditor: {
      document: { uri: 'file:///a.yaml' },
      selection: { active: { line: 7, character: 2 } },
    },
  },
  workspace: {
    textDocuments: [],
    asRelativePath: ({ address }: { address: string }) => address.slice('file:///'.length),
    fs: { isWritableFileSystem: () => true },
    getWorkspaceFolder: () => undefined,
    getConfiguration: () => ({ get: () => code.reviewer }),
    openTextDocument: () => Promise.resolve({}),
  },
}));
vi.mock('vscode-languageclient', () => ({}));

/** The repository of every file, where one is open. */
const getRepository = (): unknown =>
  code.address === undefined ? null : { getConfig: () => Promise.resolve(code.address) };

/** What kim@acme.example has marked today, what is gone, and what is granted otherwise by the time it is signed. */
const ALREADY = 'done';
const GONE = 'gone';
const WIDENED = 'widened';
/** What the chosen owner has. */
let ofOwner: readonly string[] = [];
const asked: MarkManyParams[] = [];
const owners: OwnersParams[] = [];
const client = {
  code2ProtocolConverter: { asUri: (uri: string) => uri, asPosition: (position: object) => position },
  sendRequest: (request: string, params: MarkManyParams) => {
    if (request === OwnersRequest) {
      owners.push(params);
      return Promise.resolve([{ owner: 'team-b@acme.example', integrations: ['bot', 'app'] }]);
    }
    if (request !== MarkManyRequest) return Promise.resolve({ catalogDate: '2026-01-01' });
    asked.push(params);
    const there = (params.ids ?? ofOwner).filter((id) => !id.startsWith(GONE));
    const isWidened = (id: string): boolean => id === WIDENED && params.digests !== undefined;
    const isDone = (id: string): boolean => id === ALREADY && params.by === 'kim@acme.example';
    return Promise.resolve({
      edit: null,
      marked: there
        .filter((id) => !isDone(id) && !isWidened(id))
        .map((id) => ({
          id,
          name: nameOf(id),
          service: id.startsWith('hub') ? 'GitHub' : null,
          digest: `p1-${id}`,
        })),
      left: [],
      already: there.filter(isDone),
      changed: there.filter(isWidened),
    });
  },
} as unknown as BaseLanguageClient;

const remembered = new Map<string, unknown>();
const memory = {
  get: (key: string, otherwise: unknown) => remembered.get(key) ?? otherwise,
  update: (key: string, value: unknown) => Promise.resolve(remembered.set(key, value)),
} as unknown as Parameters<typeof markListedReviewed>[2];

/** Answers who it was, if that is asked, and then with these notes; tells what was asked while something runs. */
async function promptsIn(
  during: (questions: Questions) => Promise<void>,
  notes: string | undefined,
): Promise<string[]> {
  const prompts: string[] = [];
  const ask = ({ prompt }: Question): Promise<string | undefined> => {
    prompts.push(prompt);
    return Promise.resolve(prompt.startsWith('Who') ? 'kim@acme.example' : notes);
  };
  const pick = <T>(_title: string, items: readonly T[]): Promise<T | undefined> => Promise.resolve(items[0]);
  await during({ ask, pick } as unknown as Questions);
  return prompts;
}

/** The same of rows of a list: one of another file than the first is named with it, as in `bot@b.yaml`. */
function promptsFor(ids: readonly string[], notes?: string): Promise<string[]> {
  const listed = ids.map((id) => ({
    uri: `file:///${id.split('@')[1] ?? 'a.yaml'}`,
    id,
    name: nameOf(id),
  }));
  return promptsIn((questions) => markListedReviewed(client, questions, memory, listed), notes);
}

function nameOf(id: string): string {
  return id.split('@')[0] ?? '';
}

beforeEach(() => {
  code.address = undefined;
  code.reviewer = '';
  code.said = [];
  asked.length = 0;
  owners.length = 0;
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

  it('names the file of those that are called the same', async () => {
    const several = ['bot', 'hub', 'app', 'bot@b.yaml', 'hub@b.yaml'];
    expect((await promptsFor(several))[1]).toContain(
      ': bot (a.yaml), hub (GitHub, a.yaml), app, bot (b.yaml), hub (GitHub, b.yaml). ',
    );
    expect((await promptsFor(['bot', 'bot@b.yaml', `${GONE}@b.yaml`, GONE], ''))[1]).toContain(
      'bot (b.yaml)',
    );
    expect(code.said).toEqual([
      'No longer in the file, so no review was written: gone (b.yaml), gone (a.yaml)',
    ]);
  });

  it('names the file of one that is called as another of the view, which is not chosen', async () => {
    const row = { uri: 'file:///a.yaml', id: 'bot', name: 'bot', isNameShared: true };
    const mark = (questions: Questions): Promise<void> =>
      markListedReviewed(client, questions, memory, [row]);
    expect((await promptsIn(mark, undefined))[1]).toContain('compared bot (a.yaml) with its settings');
  });

  it('is of an owner, where all of theirs is meant', async () => {
    const ask = (notes?: string): Promise<string[]> =>
      promptsIn((questions) => markOwnerReviewed(client, questions, memory), notes);
    ofOwner = ['bot', 'app'];
    expect((await ask())[1]).toContain(
      'compared 2 integrations of team-b@acme.example with their settings in Sentry today: bot, app.',
    );
    ofOwner = ['bot'];
    expect((await ask())[1]).toContain('compared bot of team-b@acme.example with its settings in Sentry');
    expect(owners[0]).toEqual({ uri: 'file:///a.yaml', position: { line: 7, character: 2 } });
  });

  it('is of what is there, and that alone is written', async () => {
    expect((await promptsFor(['bot', GONE], ''))[1]).toContain('compared bot ');
    expect(asked.map(({ ids, by, digests }) => [ids, by, digests])).toEqual([
      [['bot', GONE], '', undefined],
      [['bot'], 'kim@acme.example', ['p1-bot']],
    ]);
    expect(code.said).toEqual(['No longer in the file, so no review was written: gone']);
  });

  it('is not of what has been granted since', async () => {
    await promptsFor(['bot', WIDENED], '');
    expect(code.said).toEqual([expect.stringMatching(/^Granted otherwise since .*: widened\. Compare/)]);
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
