import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { hasFile, manifestBeside, pinned, targetAtCursor, writableTarget } from '../../client/src/target.ts';

interface Editor {
  readonly document: { readonly uri: { readonly scheme: string; readonly path: string } };
  readonly selection: { readonly active: unknown };
}

const code = vi.hoisted(() => ({
  active: undefined as Editor | undefined,
  visible: [] as Editor[],
  warned: vi.fn(),
  /** Open documents whose file was deleted. */
  gone: [] as string[],
}));

vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  Uri: { parse: (address: string) => ({ scheme: address.split(':')[0], toString: () => address }) },
  FileSystemError: class extends Error {
    readonly code = 'FileNotFound';
    static FileNotFound(): Error {
      return new this();
    }
  },
  languages: {
    match: (_selector: unknown, { uri }: Editor['document']) => (uri.path.endsWith('.yaml') ? 10 : 0),
  },
  window: {
    get activeTextEditor() {
      return code.active;
    },
    get visibleTextEditors() {
      return code.visible;
    },
    showWarningMessage: code.warned,
  },
  workspace: {
    fs: {
      isWritableFileSystem: (scheme: string) => scheme !== 'git',
      stat: async () => {
        const { FileSystemError } = await import('vscode');
        throw FileSystemError.FileNotFound();
      },
    },
    get textDocuments() {
      return code.gone.map((address) => ({ uri: { scheme: 'file', toString: () => address } }));
    },
    getWorkspaceFolder: () => undefined,
  },
}));
vi.mock('vscode-languageclient', () => ({}));

const editor = (scheme: string, path: string, line = 1): Editor => ({
  document: { uri: { scheme, path } },
  selection: { active: { line, character: 0 } },
});

const sendRequest = vi.fn();
const client = {
  code2ProtocolConverter: {
    asUri: ({ scheme, path }: Editor['document']['uri']) => `${scheme}:${path}`,
    asPosition: (position: unknown) => position,
  },
  sendRequest,
} as unknown as BaseLanguageClient;

beforeEach(() => {
  vi.resetAllMocks();
  code.active = undefined;
  code.visible = [];
  code.gone = [];
});

describe('what a command works on', () => {
  it('is what the cursor of the editor in use is in', () => {
    code.active = editor('file', '/b.yaml', 3);
    code.visible = [editor('file', '/a.yaml'), code.active];
    expect(writableTarget(client)).toEqual({ uri: 'file:/b.yaml', position: { line: 3, character: 0 } });
    expect(code.warned).not.toHaveBeenCalled();
  });

  it('is the manifest beside a page that has the focus, such as the walkthrough', () => {
    code.visible = [editor('file', '/notes.txt'), editor('git', '/a.yaml'), editor('untitled', '/b.yaml', 7)];
    expect(targetAtCursor(client)).toEqual({ uri: 'untitled:/b.yaml', position: { line: 7, character: 0 } });
    expect(manifestBeside()).toBe(code.visible[2]);
    code.active = code.visible[0];
    expect(manifestBeside()).toBeUndefined();
  });

  it('is nothing where no manifest is shown, which whoever wants to write is told', () => {
    code.visible = [editor('file', '/notes.txt')];
    expect(targetAtCursor(client)).toBeUndefined();
    expect(code.warned).not.toHaveBeenCalled();
    expect(writableTarget(client)).toBeUndefined();
    expect(code.warned).toHaveBeenCalledWith(expect.stringMatching(/^No manifest is shown here\. Open one/));
  });

  it('is never to be written to on the other side of a comparison', async () => {
    code.active = editor('git', '/a.yaml');
    expect(writableTarget(client)).toBeUndefined();
    expect(await pinned(client, 'Title', { uri: 'git:/a.yaml', integration: 'bot' })).toBeUndefined();
    expect(code.warned.mock.calls).toEqual([
      [expect.stringMatching(/other side of a comparison/)],
      [expect.stringMatching(/other side of a comparison/)],
    ]);
    expect(sendRequest).not.toHaveBeenCalled();
  });

  it('is said to be gone where its file was deleted under the editor', async () => {
    code.gone = ['file:/a.yaml'];
    expect(await pinned(client, 'Title', { uri: 'file:/a.yaml', integration: 'bot' })).toBeUndefined();
    expect(code.warned.mock.calls).toEqual([[expect.stringMatching(/^The file of this editor is gone\./)]]);
    expect(sendRequest).not.toHaveBeenCalled();
    expect(await hasFile('file:/b.yaml')).toBe(true);
  });

  it('is said not to be there before anything is asked', async () => {
    sendRequest.mockResolvedValue(null);
    expect(
      await pinned(client, 'Title', { uri: 'file:/a.yaml', position: { line: 0, character: 0 } }),
    ).toBeUndefined();
    expect(code.warned).toHaveBeenCalledWith(expect.stringMatching(/^There is no integration here\./));
  });
});
