import { beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { serveFiles } from '../../client/src/workspace-files.ts';
import { FilesChangedNotification, ListFilesRequest } from '../../server/src/protocol.ts';

interface FakeUri {
  readonly scheme: string;
  readonly path: string;
  toString(): string;
}

const FILE = 1;
const FOLDER = 2;
const LINK = 64;

interface Code {
  folders: { uri: FakeUri }[];
  findFiles: Mock;
  readDirectory: Mock;
  /** Settings by the folder that they are for. */
  settings: Record<string, Record<string, Record<string, boolean>>>;
  rename: () => void;
  create: (uri: FakeUri) => void;
}

const code = vi.hoisted((): Code => ({
  folders: [],
  findFiles: vi.fn(),
  readDirectory: vi.fn(),
  settings: {},
  rename: () => undefined,
  create: () => undefined,
}));

function uri(address: string): FakeUri {
  const colon = address.indexOf(':');
  return { scheme: address.slice(0, colon), path: address.slice(colon + 1), toString: () => address };
}

vi.mock('vscode', () => ({
  CancellationTokenSource: class {
    readonly token = { isCancellationRequested: false };
    cancel(): void {
      this.token.isCancellationRequested = true;
    }
    dispose = vi.fn();
  },
  Disposable: { from: () => ({ dispose: () => undefined }) },
  FileType: { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 },
  RelativePattern: class {
    readonly base: unknown;
    constructor(base: unknown) {
      this.base = base;
    }
  },
  Uri: { joinPath: (folder: FakeUri, name: string) => uri(`${folder.toString()}/${name}`) },
  workspace: {
    get workspaceFolders() {
      return code.folders;
    },
    findFiles: code.findFiles,
    fs: { readDirectory: code.readDirectory },
    getConfiguration: (_section: unknown, scope: FakeUri) => ({
      get: (section: string) => code.settings[scope.toString()]?.[section] ?? {},
    }),
    getWorkspaceFolder: (at: FakeUri) =>
      code.folders.find((folder) => at.toString().startsWith(folder.uri.toString())),
    createFileSystemWatcher: () => ({
      onDidCreate: (listener: (uri: FakeUri) => void) => {
        code.create = listener;
      },
      onDidDelete: () => undefined,
    }),
    onDidRenameFiles: (listener: () => void) => {
      code.rename = listener;
    },
    onDidChangeConfiguration: () => undefined,
  },
}));

const sendNotification = vi.fn();
const warn = vi.fn();
let isRunning = true;

/** Serves files to a client that does nothing, and returns how its server would ask for the list. */
function serve(): () => Promise<string[]> {
  const requests = new Map<string, () => Promise<string[]>>();
  const client = {
    isRunning: () => isRunning,
    sendNotification,
    warn,
    onRequest: (name: string, answer: () => Promise<string[]>) => requests.set(name, answer),
  };
  serveFiles(client as unknown as BaseLanguageClient);
  return () => requests.get(ListFilesRequest)!();
}

/** A virtual file system, where nothing can be found but by walking. */
function virtual(tree: (path: string) => [string, number][]): void {
  code.folders = [{ uri: uri('memfs:/shop') }];
  code.readDirectory.mockImplementation((folder: FakeUri) => Promise.resolve(tree(folder.path)));
}

beforeEach(() => {
  vi.resetAllMocks();
  isRunning = true;
  code.folders = [];
  code.settings = {};
  code.findFiles.mockResolvedValue([]);
  sendNotification.mockResolvedValue(undefined);
});

describe('changed files', () => {
  it('are told once until the server has asked which there are', async () => {
    const list = serve();
    for (let count = 0; count < 100; count++) code.rename();
    expect(sendNotification.mock.calls).toEqual([[FilesChangedNotification]]);
    const listed = list();
    // While it is being answered too: the answer may lack it.
    code.rename();
    await listed;
    expect(sendNotification).toHaveBeenCalledTimes(2);
  });

  it('are told again where that has failed, and the failure is logged', async () => {
    serve();
    sendNotification.mockRejectedValue(new Error('gone'));
    code.rename();
    await vi.waitFor(() => {
      expect(warn).toHaveBeenCalledOnce();
    });
    code.rename();
    expect(sendNotification).toHaveBeenCalledTimes(2);
  });

  it('are nothing to a server that does not run', () => {
    serve();
    isRunning = false;
    code.rename();
    expect(sendNotification).not.toHaveBeenCalled();
    isRunning = true;
    code.rename();
    expect(sendNotification).toHaveBeenCalledOnce();
  });
});

describe('what is new', () => {
  const MANIFEST = 'sentry-permissions.yaml';

  beforeEach(() => {
    code.folders = [{ uri: uri('file:/shop') }];
    code.settings = { 'file:/shop': { 'files.exclude': { '**/out': true } } };
    code.readDirectory.mockImplementation(({ path }: FakeUri) => {
      if (path === '/shop/team') return Promise.resolve([['ci', FOLDER]]);
      if (path === '/shop/docs') return Promise.resolve([['README.md', FILE]]);
      if (path.endsWith('.md')) return Promise.reject(new Error('no folder'));
      return Promise.resolve([[MANIFEST, FILE]]);
    });
  });

  const looked = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('is told of where it is a folder with a manifest that is not listed, however deep', async () => {
    serve();
    code.create(uri('file:/shop/team'));
    await vi.waitFor(() => {
      expect(sendNotification.mock.calls).toEqual([[FilesChangedNotification]]);
    });
  });

  it('is looked into again where more is new while it is looked into', async () => {
    serve();
    code.create(uri('file:/shop/docs'));
    code.create(uri('file:/shop/team'));
    await vi.waitFor(() => {
      expect(sendNotification).toHaveBeenCalledOnce();
    });
  });

  it.each([
    ['a manifest, which is watched by itself', `file:/shop/new/${MANIFEST}`],
    ['another file', 'file:/shop/new/README.md'],
    ['a folder without a manifest', 'file:/shop/docs'],
    ['excluded', 'file:/shop/out'],
    ['in no folder of the workspace', 'file:/other/team'],
  ])('is not told of where it is %s', async (_what, address) => {
    serve();
    code.create(uri(address));
    await looked();
    expect(sendNotification).not.toHaveBeenCalled();
  });

  it('is not told of where all of it is listed', async () => {
    code.findFiles.mockResolvedValue([uri(`file:/shop/team/ci/${MANIFEST}`)]);
    await serve()();
    code.create(uri('file:/shop/team'));
    await looked();
    expect(sendNotification).not.toHaveBeenCalled();
  });

  it('is told of without a look where it is very much', async () => {
    serve();
    for (let count = 0; count <= 200; count++) code.create(uri(`file:/shop/docs/${String(count)}.md`));
    await vi.waitFor(() => {
      expect(sendNotification).toHaveBeenCalledOnce();
    });
    expect(code.readDirectory.mock.calls.length).toBeLessThan(10);
  });
});

describe('the list', () => {
  it('is of every folder, each with its own excludes, and names a file once', async () => {
    const [shop, infra] = ['file:/acme/shop', 'file:/acme/shop/infra'].map(uri);
    code.folders = [{ uri: shop! }, { uri: infra! }];
    code.settings = {
      'file:/acme/shop': { 'search.exclude': { '**/old': true, '**/kept': false } },
      'file:/acme/shop/infra': { 'files.exclude': { '*.sentry-permissions.yaml': true } },
    };
    code.findFiles.mockImplementation(({ base }: { base: { uri: FakeUri } }) => {
      const infraFiles = [
        'sentry-permissions.yaml',
        'x.sentry-permissions.yaml',
        'old/sentry-permissions.yaml',
      ];
      const files =
        base.uri === infra
          ? infraFiles
          : ['old/sentry-permissions.yaml', 'kept/sentry-permissions.yml', 'infra/sentry-permissions.yaml'];
      return Promise.resolve(files.map((name) => uri(`${base.uri.toString()}/${name}`)));
    });
    expect(await serve()()).toEqual([
      'file:/acme/shop/kept/sentry-permissions.yml',
      'file:/acme/shop/infra/sentry-permissions.yaml',
      'file:/acme/shop/infra/old/sentry-permissions.yaml',
    ]);
  });

  it('of a virtual folder is found by walking, past what is excluded or a link', async () => {
    code.settings = { 'memfs:/shop': { 'search.exclude': { '**/node_modules': true } } };
    virtual((path) =>
      path === '/shop'
        ? [
            ['sentry-permissions.yaml', FILE],
            ['values.yaml', FILE],
            ['node_modules', FOLDER],
            ['team', FOLDER],
            ['loop', FOLDER | LINK],
          ]
        : [['ci.sentry-permissions.yml', FILE]],
    );
    expect(await serve()()).toEqual([
      'memfs:/shop/sentry-permissions.yaml',
      'memfs:/shop/team/ci.sentry-permissions.yml',
    ]);
    expect(warn).not.toHaveBeenCalled();
  });

  it('asks for several virtual folders at a time, not for all', async () => {
    let asked = 0;
    let most = 0;
    code.folders = [{ uri: uri('memfs:/shop') }];
    code.readDirectory.mockImplementation(async ({ path }: FakeUri) => {
      most = Math.max(most, ++asked);
      await Promise.resolve();
      asked--;
      if (path === '/shop') return Array.from({ length: 100 }, (_, number) => [`f${String(number)}`, FOLDER]);
      return [['sentry-permissions.yaml', FILE]];
    });
    expect(await serve()()).toHaveLength(100);
    expect(most).toBeGreaterThan(4);
    expect(most).toBeLessThan(50);
  });

  it.each([
    ['never ends', () => new Promise<never>(() => undefined)],
    ['fails', () => Promise.reject(new Error('no provider'))],
  ])('of a virtual folder is found where a search %s', async (_what, search) => {
    code.findFiles.mockImplementation(search);
    virtual(() => [['sentry-permissions.yaml', FILE]]);
    expect(await serve()()).toEqual(['memfs:/shop/sentry-permissions.yaml']);
  });

  it('of a virtual folder that can be searched needs no walk to its end', async () => {
    code.findFiles.mockResolvedValue([uri('memfs:/shop/deep/sentry-permissions.yaml')]);
    virtual(() => [['deeper', FOLDER]]);
    expect(await serve()()).toEqual(['memfs:/shop/deep/sentry-permissions.yaml']);
    const asked = code.readDirectory.mock.calls.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(code.readDirectory.mock.calls.length).toBeLessThanOrEqual(asked + 1);
    expect(asked).toBeLessThan(50);
  });

  it('goes on past a folder that cannot be read', async () => {
    virtual((path) => {
      if (path === '/shop/secret') throw new Error('no permission');
      return path === '/shop'
        ? [
            ['secret', FOLDER],
            ['open', FOLDER],
          ]
        : [['sentry-permissions.yaml', FILE]];
    });
    expect(await serve()()).toEqual(['memfs:/shop/open/sentry-permissions.yaml']);
  });

  it('says once in the log that there are too many folders', async () => {
    virtual((path) =>
      path === '/shop'
        ? Array.from({ length: 10_050 }, (_, number) => [`f${String(number)}`, FOLDER])
        : path.endsWith('9')
          ? [['sentry-permissions.yaml', FILE]]
          : [],
    );
    const list = serve();
    expect((await list()).length).toBeGreaterThan(900);
    await list();
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]?.[0]).toMatch(/memfs:\/shop has more than 10000 folders/);
  });

  it('says once in the log that there are too many manifests', async () => {
    code.folders = [{ uri: uri('file:/shop') }];
    code.findFiles.mockImplementation((_pattern, _exclude, most: number) =>
      Promise.resolve(
        Array.from({ length: Math.min(most, 6_000) }, (_, number) =>
          uri(`file:/shop/${String(number)}/sentry-permissions.yaml`),
        ),
      ),
    );
    const list = serve();
    expect(await list()).toHaveLength(5_000);
    await list();
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]?.[0]).toMatch(/more than 5000 manifests/);
  });
});
