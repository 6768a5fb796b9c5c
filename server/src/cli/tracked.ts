/** What Git tracks: a file that is committed is one like any other to Git, whatever a `.gitignore` names. */
import { realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { repositoryAround } from '../disk/checkout.ts';
import { NOT_INSTALLED, type Git } from '../ports/git.ts';

/** A repository of which Git does not tell what it tracks, and why. */
export interface Untold {
  readonly repository: string;
  readonly why: string;
}

/** Whether Git tracks what is at a path, or anything below it, if it tells; undefined without Git, or a repository. */
export type IsTracked = (path: string) => Promise<boolean | Untold | undefined>;

/** The same of what is below a folder, down to the next repository, and among the files that Git's patterns name. Git is asked once it is needed. */
export type Tracked = (folder: string, patterns: readonly string[]) => IsTracked;

type Names = ReadonlySet<string> | Untold | undefined;

/** Asks Git once for all such files of a repository. */
export function trackedBy(git: Git): Tracked {
  const lists = new Map<string, Promise<Names>>();

  async function list(repository: string, patterns: readonly string[]): Promise<Names> {
    const ask = ['ls-files', '-z'];
    // What a submodule tracks is committed by way of it.
    let listed = await git.run([...ask, '--recurse-submodules', '--', ...patterns], repository);
    // A `.gitmodules` that is committed may be such that Git fails. It reads none for a list of all, which names the submodules too.
    if ('fault' in listed && listed.fault !== NOT_INSTALLED) listed = await git.run(ask, repository);
    if ('bytes' in listed) return withFolders(repository, namesIn(listed.bytes));
    return listed.fault === NOT_INSTALLED ? undefined : { repository, why: listed.fault };
  }

  async function listOnce(top: string, patterns: readonly string[]): Promise<Names> {
    const repository = await repositoryAround(top);
    if (repository === undefined) return undefined;
    const key = [repository, ...patterns].join('\0');
    const listed = lists.get(key) ?? list(repository, patterns);
    lists.set(key, listed);
    return listed;
  }

  async function lookUp(folder: string, patterns: readonly string[]): Promise<IsTracked> {
    const top = await realpath(folder);
    const listed = await listOnce(top, patterns);
    // No folder below was reached by a link.
    return (path) =>
      Promise.resolve(
        listed === undefined || 'why' in listed ? listed : listed.has(join(top, relative(folder, path))),
      );
  }

  return (folder, patterns) => {
    let answer: Promise<IsTracked> | undefined;
    return async (path) => (await (answer ??= lookUp(folder, patterns)))(path);
  };
}

/** A name may begin with what is taken for the mark of an encoding, and left out, elsewhere. */
function namesIn(bytes: Uint8Array): string[] {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\0');
}

/** The files, and the folders in which they are. */
function withFolders(root: string, names: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const name of names.filter((name) => name !== ''))
    for (let path = join(root, name); path !== root && !all.has(path); path = dirname(path)) all.add(path);
  return all;
}
