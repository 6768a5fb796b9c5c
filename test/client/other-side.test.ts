import { describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { isOtherSide } from '../../client/src/other-side.ts';

vi.mock('vscode', () => ({
  workspace: {
    fs: {
      isWritableFileSystem: (scheme: string) =>
        ({ file: true, git: false, 'vscode-vfs': false, memfs: true })[scheme],
    },
    getWorkspaceFolder: ({ scheme, path }: vscode.Uri) =>
      (scheme === 'file' || scheme === 'vscode-vfs') && path.startsWith('/shop/')
        ? { name: 'shop' }
        : undefined,
  },
}));

const at = (scheme: string, path: string): vscode.Uri => ({ scheme, path }) as vscode.Uri;

describe('the other side of a comparison', () => {
  it.each([
    ['cannot be changed', at('git', '/shop/sentry-permissions.yaml')],
    ['no file system has, as what was saved last', at('showModifications', '/shop/sentry-permissions.yaml')],
  ])('is what %s and is of no folder that is open', (_what, uri) => {
    expect(isOtherSide(uri)).toBe(true);
  });

  it.each([
    ['a file of the folder', at('file', '/shop/sentry-permissions.yaml')],
    ['a file of a folder that cannot be written to', at('vscode-vfs', '/shop/sentry-permissions.yaml')],
    ['a file of no folder', at('file', '/tmp/sentry-permissions.yaml')],
    ['a file of a virtual file system', at('memfs', '/shop/sentry-permissions.yaml')],
    ['what is no file yet', at('untitled', 'Untitled-1')],
  ])('is not %s', (_what, uri) => {
    expect(isOtherSide(uri)).toBe(false);
  });
});
