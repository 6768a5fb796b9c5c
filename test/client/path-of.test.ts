import { beforeEach, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { folderName, pathOf } from '../../client/src/path-of.ts';

interface Folder {
  readonly name: string;
  readonly index: number;
  readonly uri: { readonly path: string };
}
const code = vi.hoisted(() => ({ folders: [] as Folder[] }));

vi.mock('vscode', () => {
  const folderOf = ({ path }: Folder['uri']): Folder | undefined =>
    code.folders.find(({ uri }) => path.startsWith(`${uri.path}/`));
  return {
    workspace: {
      get workspaceFolders() {
        return code.folders;
      },
      getWorkspaceFolder: folderOf,
      asRelativePath: (uri: Folder['uri']) => {
        const folder = folderOf(uri);
        if (!folder) return uri.path;
        const path = uri.path.slice(folder.uri.path.length + 1);
        return code.folders.length > 1 ? `${folder.name}/${path}` : path;
      },
    },
  };
});

const open = (...paths: readonly string[]): void => {
  code.folders = paths.map((path, index) => ({ name: path.split('/').at(-1) ?? '', index, uri: { path } }));
};
const pathAt = (path: string): string => pathOf({ path } as vscode.Uri);
const names = (): string[] =>
  code.folders.map((folder) => folderName(folder as unknown as vscode.WorkspaceFolder));

beforeEach(() => {
  open('/src/shop/api');
});

it('a path is the one in its folder, after the name of that where several are open', () => {
  expect(pathAt('/src/shop/api/a.yaml')).toBe('a.yaml');
  expect(pathAt('/elsewhere/a.yaml')).toBe('/elsewhere/a.yaml');
  open('/src/shop/api', '/src/shop/web');
  expect(pathAt('/src/shop/api/a.yaml')).toBe('api/a.yaml');
  expect(names()).toEqual(['api', 'web']);
});

it('folders of one name are told apart by what stands above them', () => {
  open('/src/shop/api', '/src/pay/api', '/src/web');
  expect(pathAt('/src/shop/api/a.yaml')).toBe('shop/api/a.yaml');
  expect(names()).toEqual(['shop/api', 'pay/api', 'web']);
  open('/one/shop/api', '/two/shop/api');
  expect(pathAt('/two/shop/api/a.yaml')).toBe('two/shop/api/a.yaml');
  expect(names()).toEqual(['one/shop/api', 'two/shop/api']);
});
