/** Links in what is searched: whoever opens a pull request can make one to any file of the machine that reads it. */
import { promises as files } from 'node:fs';
import { basename } from 'node:path';
import { isManifestName } from '../ports/files.ts';
import { isWithin } from './checkout.ts';

/** Why a link is not followed: it leads out of what is searched, to what is no file, or to a file that nobody meant. */
export type LinkFault = 'outside' | 'no file' | 'other file';

/**
 * Why the link at `path` is not followed; undefined where it may be. What it may lead to, within `root`, is another manifest, or a
 * file that is wanted by its true path.
 */
export async function faultOfLink(
  path: string,
  root: string,
  isWanted: (target: string) => boolean = () => false,
): Promise<LinkFault | undefined> {
  try {
    const target = await files.realpath(path);
    if (!isWithin(root, target)) return 'outside';
    // A pipe would be waited for without end.
    if (!(await files.stat(target)).isFile()) return 'no file';
    return isManifestName(basename(target)) || isWanted(target) ? undefined : 'other file';
  } catch {
    return 'no file';
  }
}

/** Whether the path is a link itself, wherever that leads. */
export async function isLink(path: string): Promise<boolean> {
  try {
    return (await files.lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}
