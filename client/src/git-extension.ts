/** VS Code's own Git extension, as far as we use version 1 of its interface. */
import * as vscode from 'vscode';

/** A file that differs between two states; `status` is the extension's own number for how. */
export interface GitChange {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly renameUri: vscode.Uri | undefined;
}

export interface GitRef {
  readonly name?: string;
  readonly commit?: string;
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly workingTreeChanges: readonly GitChange[];
    /** Missing in older versions. */
    readonly untrackedChanges?: readonly GitChange[];
  };
  getConfig(key: string): Promise<string>;
  getGlobalConfig(key: string): Promise<string>;
  getRefs(query: {
    readonly sort?: 'alphabetically' | 'committerdate';
    readonly count?: number;
  }): Promise<GitRef[]>;
  getCommit(revision: string): Promise<{ readonly hash: string }>;
  log(options: {
    readonly maxEntries: number;
  }): Promise<{ readonly hash: string; readonly message: string; readonly commitDate?: Date }[]>;
  /** What differs between a revision and the files as they are on the disk, without those that Git does not know. */
  diffWith(revision: string): Promise<GitChange[]>;
  /** The text of a file at a revision; rejects where it is not there. */
  show(revision: string, path: string): Promise<string>;
}

export interface GitApi {
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** Git as VS Code has it; undefined where the extension is off, or there is none as in a browser. */
export async function gitApi(): Promise<GitApi | undefined> {
  try {
    const git = vscode.extensions.getExtension<GitExtension>('vscode.git');
    const extension = git && (git.isActive ? git.exports : await git.activate());
    return extension?.enabled === true ? extension.getAPI(1) : undefined;
  } catch {
    // Another extension's fault is none of ours.
    return undefined;
  }
}
