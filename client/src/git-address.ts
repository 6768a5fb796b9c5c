/** The address that Git signs a person's commits with, from VS Code's own Git extension where that runs. */
import type * as vscode from 'vscode';
import { gitApi } from './git-extension.ts';

/**
 * `user.email` of the repository that holds a file, else the person's own. Git's extension reads that through a repository alone, and any
 * does; undefined where none is open, or there is no Git as in a browser.
 */
export async function gitAddress(file: vscode.Uri): Promise<string | undefined> {
  try {
    const git = await gitApi();
    const own = git?.getRepository(file);
    const open = own ?? git?.repositories[0];
    for (const read of [() => own?.getConfig('user.email'), () => open?.getGlobalConfig('user.email')]) {
      const address = (await read()?.catch(() => ''))?.trim() ?? '';
      if (address !== '') return address;
    }
  } catch {
    // Another extension's fault is no reason not to ask the person.
  }
  return undefined;
}
