import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { followLeftOut } from '../../client/src/left-out.ts';

interface Document {
  readonly uri: { readonly scheme: string; readonly path: string };
  isDirty: boolean;
  readonly isUntitled: boolean;
}

const code = vi.hoisted(() => ({
  documents: [] as Document[],
  /** Paths of files that are in a tab, on one side of a tab, or in an editor without one. */
  tabs: [] as string[],
  sides: [] as string[],
  editors: [] as string[],
  missing: new Set<string>(),
  /** How often a file system was asked, which may be over a network. */
  asked: 0,
  hear: new Map<string, (argument: unknown) => void>(),
}));

vi.mock('vscode', () => {
  class TabInputText {
    constructor(readonly uri: unknown) {}
  }
  class TabInputTextDiff {
    readonly original = 'git:/a.yaml';
    constructor(readonly modified: unknown) {}
  }
  class FileSystemError extends Error {
    code = 'FileNotFound';
  }
  const on = (name: string) => (hear: (argument: unknown) => void) => void code.hear.set(name, hear);
  return {
    FileSystemError,
    TabInputText,
    TabInputTextDiff,
    Disposable: { from: () => ({ dispose: () => undefined }) },
    languages: { match: (_: unknown, { uri }: Document) => (uri.path.endsWith('.yaml') ? 10 : 0) },
    window: {
      tabGroups: {
        get all() {
          const tabs = code.tabs.map((path) => ({ input: new TabInputText(`file:${path}`) }));
          const sides = code.sides.map((path) => ({ input: new TabInputTextDiff(`file:${path}`) }));
          return [{ tabs: [...tabs, ...sides] }];
        },
        onDidChangeTabs: on('tabs'),
      },
      get visibleTextEditors() {
        return code.editors.map((path) => ({ document: { uri: `file:${path}` } }));
      },
      onDidChangeVisibleTextEditors: on('editors'),
    },
    workspace: {
      createFileSystemWatcher: () => ({ onDidCreate: on('create'), onDidDelete: on('delete') }),
      fs: {
        isWritableFileSystem: (scheme: string) => scheme !== 'git',
        stat: ({ path }: Document['uri']) => {
          code.asked++;
          return code.missing.has(path) ? Promise.reject(new FileSystemError()) : Promise.resolve({});
        },
      },
      getWorkspaceFolder: () => undefined,
      get textDocuments() {
        return code.documents;
      },
      onDidChangeWorkspaceFolders: on('folders'),
      onDidOpenTextDocument: on('open'),
      onDidCloseTextDocument: on('close'),
      onDidSaveTextDocument: on('save'),
      onDidChangeTextDocument: on('change'),
    },
  };
});
vi.mock('vscode-languageclient', () => ({}));

const document = (scheme: string, path: string, over: Partial<Document> = {}): Document => ({
  uri: Object.assign({ scheme, path }, { toString: () => `${scheme}:${path}` }),
  isDirty: false,
  isUntitled: false,
  ...over,
});
const changed = vi.fn();
const told: unknown[] = [];
const client = {
  isRunning: () => true,
  onDidChangeState: (hear: () => void) => void code.hear.set('state', hear),
  code2ProtocolConverter: { asUri: String },
  sendNotification: (_: string, { uris }: { uris: unknown }) => Promise.resolve(void told.push(uris)),
  warn: vi.fn(),
} as unknown as BaseLanguageClient;

/** Something happens, and what the server is told of it. */
async function after(event: string, argument?: unknown): Promise<unknown[]> {
  told.length = 0;
  code.hear.get(event)?.(argument);
  await new Promise((resolve) => setTimeout(resolve, 5));
  return [...told];
}

beforeEach(() => {
  changed.mockReset();
  code.documents = [];
  code.tabs = code.sides = code.editors = [];
  code.missing.clear();
  followLeftOut(client, changed);
});

describe('what counts for nobody', () => {
  it('is what nobody looks at, no other file, and no text of which the other side is compared', async () => {
    code.documents = [
      ...['/tab', '/side', '/editor', '/kept'].map((path) => document('file', `${path}.yaml`)),
      document('file', '/notes.txt'),
      document('git', '/a.yaml'),
      document('untitled', 'b.yaml', { isUntitled: true }),
    ];
    code.tabs = ['/tab.yaml'];
    code.sides = ['/side.yaml'];
    code.editors = ['/editor.yaml'];
    expect(await after('state')).toEqual([['file:/kept.yaml', 'git:/a.yaml']]);
    expect(changed).toHaveBeenCalledOnce();
    expect(await after('tabs')).toEqual([]);
    code.tabs = ['/tab.yaml', '/kept.yaml'];
    expect(await after('tabs')).toEqual([['git:/a.yaml']]);
    expect(await after('state')).toEqual([['git:/a.yaml']]);
  });

  it('is what is shown unchanged and has no file any more, as soon as it is gone and until it is back', async () => {
    const [a, b] = [document('file', '/in/a.yaml'), document('file', '/in/b.yaml', { isDirty: true })];
    code.documents = [a, b];
    code.tabs = ['/in/a.yaml', '/in/b.yaml'];
    expect(await after('state')).toEqual([]);
    code.missing = new Set(['/in/a.yaml', '/in/b.yaml']);
    expect(await after('delete', { path: '/other' })).toEqual([]);
    expect(await after('delete', { path: '/in' })).toEqual([['file:/in/a.yaml']]);
    code.missing.clear();
    expect(await after('create', { path: '/in/a.yaml' })).toEqual([[]]);
  });

  it('counts again with the first change, and with the last that is taken back no more', async () => {
    const a = document('file', '/a.yaml');
    code.documents = [a];
    code.tabs = ['/a.yaml'];
    code.missing = new Set(['/a.yaml']);
    expect(await after('state')).toEqual([['file:/a.yaml']]);
    a.isDirty = true;
    expect(await after('change', { document: a, contentChanges: [{}] })).toEqual([[]]);
    a.isDirty = false;
    expect(await after('change', { document: a, contentChanges: [] })).toEqual([['file:/a.yaml']]);
  });

  it('is no text that is no file yet where findings are concerned, and no review', async () => {
    code.documents = [document('untitled', 'b.yaml', { isUntitled: true })];
    expect(await after('open', code.documents[0])).toEqual([]);
    expect(changed).toHaveBeenCalledOnce();
  });

  it('is not looked for anew with each key in a text that is no file yet', async () => {
    const sample = document('untitled', 'b.yaml', { isDirty: true, isUntitled: true });
    code.documents = [document('file', '/a.yaml'), sample];
    code.tabs = ['/a.yaml'];
    await after('state');
    code.asked = 0;
    for (const contentChanges of [[{}], [{}], []])
      expect(await after('change', { document: sample, contentChanges })).toEqual([]);
    expect(code.asked).toBe(0);
  });
});
