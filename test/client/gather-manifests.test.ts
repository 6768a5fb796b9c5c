import { beforeEach, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { gatherManifests } from '../../client/src/gather-manifests.ts';

interface Document {
  readonly uri: string;
  readonly getText: () => string;
}

const code = vi.hoisted(() => ({ documents: [] as Document[], leftOut: [] as Document[] }));
vi.mock('vscode', () => ({
  Uri: { parse: String },
  languages: { match: (_: unknown, { uri }: Document) => (uri.endsWith('.yaml') ? 10 : 0) },
  workspace: {
    get textDocuments() {
      return code.documents;
    },
  },
}));
vi.mock('../../client/src/left-out.ts', () => ({ leftOut: () => Promise.resolve(code.leftOut) }));
vi.mock('../../client/src/path-of.ts', () => ({ pathOf: String }));
vi.mock('../../client/src/workspace-files.ts', () => ({
  listFiles: () => Promise.resolve(['file:/in/kept.yaml', 'file:/in/open.yaml', 'file:/in/gone.yaml']),
  readFile: ({ uri }: { uri: string }) =>
    Promise.resolve(uri.endsWith('gone.yaml') ? { missing: true } : { text: `the file ${uri}` }),
}));

const document = (uri: string): Document => ({ uri, getText: () => `the editor's ${uri}` });

beforeEach(() => {
  code.documents = code.leftOut = [];
});

it('gathers what counts for somebody: a document that does not is read from its folder, or left out', async () => {
  const [kept, elsewhere] = [document('file:/in/kept.yaml'), document('file:/elsewhere.yaml')];
  code.documents = [
    kept,
    elsewhere,
    document('file:/in/open.yaml'),
    document('file:/alone.yaml'),
    document('file:/notes.txt'),
  ];
  code.leftOut = [kept, elsewhere];
  const { files, unread } = await gatherManifests({} as BaseLanguageClient);
  expect(files.map(({ text }) => text).sort()).toEqual([
    "the editor's file:/alone.yaml",
    "the editor's file:/in/open.yaml",
    'the file file:/in/kept.yaml',
  ]);
  expect(unread).toEqual([]);
});
