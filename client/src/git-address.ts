/** The address that Git signs a person's commits with, from VS Code's own Git extension where that runs. */
import type * as vscode from 'vscode';
import { gitApi } from './git-extension.ts';

/** `user.email` of the repository that holds a file; undefined where there is no such repository, or no Git as in a browser. */
export async function gitAddress(file: vscode.Uri): Promise<string | undefined> {
  try {
    const repository = (await gitApi())?.getRepository(file);
    if (!repository) return undefined;
    for (const read of [
      () => repository.getConfig('user.email'),
      () => repository.getGlobalConfig('user.email'),
    ]) {
      const address = (await read().catch(() => '')).trim();
      if (address !== '') return address;
    }
  } catch {
    // Another extension's fault is no reason not to ask the person.
  }
  return undefined;
}
