/** The address that Git signs a person's commits with, from VS Code's own Git extension where that runs. */
import * as vscode from 'vscode';

/** What we use of the extension's interface, version 1. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): {
    getRepository(uri: vscode.Uri): {
      getConfig(key: string): Promise<string>;
      getGlobalConfig(key: string): Promise<string>;
    } | null;
  };
}

/** `user.email` of the repository that holds a file; undefined where there is no such repository, or no Git as in a browser. */
export async function gitAddress(file: vscode.Uri): Promise<string | undefined> {
  try {
    const git = vscode.extensions.getExtension<GitExtension>('vscode.git');
    const extension = git && (git.isActive ? git.exports : await git.activate());
    if (extension?.enabled !== true) return undefined;
    const repository = extension.getAPI(1).getRepository(file);
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
