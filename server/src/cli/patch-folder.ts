/** Where a patch is to be applied: Git takes no path that leads upwards, and none that is absolute. */
import { dirname, relative, resolve, sep } from 'node:path';
import { isWithin } from '../disk/checkout.ts';
import type { Disk } from './disk.ts';

/** The current folder. */
const HERE = '';

/**
 * The folder that the paths of a patch of these files count from: the current one where all are below it, as `''`; otherwise the
 * root of the repository that holds all of them, or the nearest folder that does.
 */
export async function patchFolder(
  paths: readonly string[],
  files: Pick<Disk, 'repositoryAround'>,
): Promise<string> {
  const all = paths.map((path) => resolve(path));
  const holdsAll = (folder: string): boolean => all.every((path) => isWithin(folder, path));
  if (holdsAll(resolve(HERE))) return HERE;
  let folder = dirname(all[0] ?? HERE);
  while (!holdsAll(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const root = await files.repositoryAround(folder);
  // What a link leads to is called otherwise.
  return root !== undefined && isWithin(root, folder) ? root : folder;
}

/** The path from that folder on, as Git writes it on every system. */
export function pathIn(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}
