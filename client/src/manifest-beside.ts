/** Whether a page of ours has the focus and a manifest is shown beside it, for the commands that work on it then too. */
import * as vscode from 'vscode';
import { manifestBeside } from './target.ts';

const KEY = 'sentryPermissions.manifestBeside';

/** Keeps the key true that the palette goes by: by a page's own language and name it would offer nothing. */
export function followManifestBeside(): vscode.Disposable {
  let was: boolean | undefined;
  const follow = (): void => {
    const is = manifestBeside() !== undefined;
    if (is === was) return;
    was = is;
    void vscode.commands.executeCommand('setContext', KEY, is);
  };
  follow();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(follow),
    vscode.window.onDidChangeVisibleTextEditors(follow),
  );
}
