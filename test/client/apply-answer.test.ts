import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { applyAnswer, difference, sayWhichChanged } from '../../client/src/apply-answer.ts';

/** The documents by path, what is read-only of them, and what was said. */
const code = vi.hoisted(() => ({
  versions: new Map<string, number>(),
  readOnly: new Set<string>(),
  edited: new Set<string>(),
  said: [] as string[],
}));
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  Range: Object,
  WorkspaceEdit: class {
    replace = (): void => undefined;
  },
  window: {
    showWarningMessage: (message: string) => {
      code.said.push(message);
      return Promise.resolve(undefined);
    },
  },
  workspace: {
    asRelativePath: String,
    getWorkspaceFolder: () => undefined,
    onDidSaveTextDocument: () => ({ dispose: () => undefined }),
    openTextDocument: (path: string) =>
      code.versions.has(path)
        ? Promise.resolve({
            uri: path,
            version: code.versions.get(path),
            getText: () => (code.edited.has(path) ? 'after' : 'before'),
            positionAt: () => ({}),
            get isDirty() {
              return code.edited.has(path) && !code.readOnly.has(path);
            },
          })
        : Promise.reject(new Error('gone')),
    applyEdit: (paths: unknown) => {
      for (const path of Array.isArray(paths) ? (paths as string[]) : []) code.edited.add(path);
      return Promise.resolve(true);
    },
  },
}));

const client = {
  protocol2CodeConverter: {
    asUri: (uri: string) => uri,
    asWorkspaceEdit: ({ documentChanges = [] }: WorkspaceEdit) =>
      Promise.resolve(
        documentChanges.flatMap((change) => ('textDocument' in change ? [change.textDocument.uri] : [])),
      ),
  },
} as unknown as BaseLanguageClient;

const edit: WorkspaceEdit = {
  documentChanges: ['a.yaml', 'b.yaml', 'c.yaml'].map((uri) => ({
    textDocument: { uri, version: 1 },
    edits: [],
  })),
};

describe('an edit of several files', () => {
  beforeEach(() => {
    code.versions = new Map(['a.yaml', 'b.yaml', 'c.yaml'].map((path) => [path, 1]));
    code.readOnly.clear();
    code.edited.clear();
    code.said = [];
  });

  it('is for none of them where one has changed or is gone, and says which', async () => {
    code.versions.set('b.yaml', 2);
    expect(await applyAnswer(client, edit)).toBe('outdated');
    await sayWhichChanged(client, edit);
    code.versions.delete('c.yaml');
    expect(await applyAnswer(client, edit)).toBe('outdated');
    await sayWhichChanged(client, edit);
    expect(code.said).toEqual([
      'Changed or gone in the meantime: b.yaml. So nothing was written, in none of the 3 files. Try again.',
      'Changed or gone in the meantime: b.yaml, c.yaml. So nothing was written, in none of the 3 files. Try again.',
    ]);
    expect([...code.edited]).toEqual([]);
  });

  it('says which of them are read-only, and which were written', async () => {
    code.readOnly.add('b.yaml');
    expect(await applyAnswer(client, edit)).toBe('read-only');
    expect(code.said).toEqual([
      expect.stringMatching(/^Read-only in VS Code, so nothing was written there: b\.yaml\. /),
    ]);
    expect(code.said[0]).toMatch(/ In the others it was written: a\.yaml, c\.yaml\.$/);
  });

  it('has no others where it is of one', async () => {
    const one: WorkspaceEdit = { documentChanges: edit.documentChanges?.slice(0, 1) ?? [] };
    code.readOnly.add('a.yaml');
    expect(await applyAnswer(client, one)).toBe('read-only');
    expect(code.said[0]).not.toContain('others');
    code.versions.set('a.yaml', 2);
    await sayWhichChanged(client, one);
    expect(code.said[1]).toBe('The file has changed in the meantime, so nothing was written. Try again.');
  });
});

describe('the difference of two texts', () => {
  function applied(from: string, to: string): string {
    const { start, end, replacement } = difference(from, to);
    expect(end).toBeGreaterThanOrEqual(start);
    return from.slice(0, start) + replacement + from.slice(end);
  }

  it('turns one into the other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\n', '😀', '😁', '🐀')).map((parts) => parts.join(''));
    fc.assert(fc.property(text, text, (from, to) => applied(from, to) === to));
  });

  it('is no more than what was put in between', () => {
    expect(difference('a: 1\nnew: 2\nb: 3\n', 'a: 1\nb: 3\n')).toEqual({
      start: 5,
      end: 12,
      replacement: '',
    });
  });

  it('cuts no character in two', () => {
    expect(difference('a😀', 'a😁')).toEqual({ start: 1, end: 3, replacement: '😁' });
    expect(difference('😀b', '🐀b')).toEqual({ start: 0, end: 2, replacement: '🐀' });
  });
});
