/** What Git tracks: a file that is committed is one like any other to Git, whatever a `.gitignore` names. */
import { realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { repositoryAround } from '../disk/checkout.ts';
import { NOT_INSTALLED, type Git } from '../ports/git.ts';
import { MANIFESTS } from './git-manifests.ts';

/** Whether Git tracks what is at a path, or anything below it. */
export type IsTracked = (path: string) => Promise<boolean>;

/** What Git tracks, in every repository that a search comes upon. */
export interface Tracked {
  /** The same of what is below a folder, down to the next repository: of its manifests alone, or of all files. Git is asked once it is needed. */
  readonly below: (folder: string, files: 'manifests' | 'all') => IsTracked;
  /** The repositories of which Git does not tell, and why. */
  readonly untold: ReadonlyMap<string, string>;
}

/** Asks Git once for all the manifests of a repository. Without Git, or a repository, nothing is tracked. */
export function trackedBy(git: Git): Tracked {
  const lists = new Map<string, Promise<ReadonlySet<string>>>();
  const untold = new Map<string, string>();

  async function list(root: string, places: readonly string[]): Promise<ReadonlySet<string>> {
    // What a submodule tracks is committed by way of it.
    const listed = await git.run(['ls-files', '-z', '--recurse-submodules', '--', ...places], root);
    if ('bytes' in listed) return withFolders(root, new TextDecoder().decode(listed.bytes).split('\0'));
    if (listed.fault !== NOT_INSTALLED) untold.set(root, listed.fault);
    return new Set();
  }

  async function listOnce(top: string, files: 'manifests' | 'all'): Promise<ReadonlySet<string>> {
    const root = await repositoryAround(top);
    if (root === undefined) return new Set();
    const below = relative(root, top).split(sep).join('/');
    const places = files === 'manifests' ? MANIFESTS : [`:(top,literal)${below}`];
    const key = [root, ...places].join('\0');
    const listed = lists.get(key) ?? list(root, places);
    lists.set(key, listed);
    return listed;
  }

  async function lookUp(folder: string, files: 'manifests' | 'all'): Promise<IsTracked> {
    const top = await realpath(folder);
    const listed = await listOnce(top, files);
    // No folder below was reached by a link.
    return (path) => Promise.resolve(listed.has(join(top, relative(folder, path))));
  }

  return {
    below(folder, files) {
      let answer: Promise<IsTracked> | undefined;
      return async (path) => (await (answer ??= lookUp(folder, files)))(path);
    },
    untold,
  };
}

/** The files, and the folders in which they are. */
function withFolders(root: string, names: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const name of names.filter((name) => name !== ''))
    for (let path = join(root, name); path !== root && !all.has(path); path = dirname(path)) all.add(path);
  return all;
}
