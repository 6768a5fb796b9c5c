/** Where a checkout ends: what is in it may have been put there by anybody, its links too. */
// Not `node:fs/promises`: this property loads it when a file is first looked at.
import { promises as files } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** The Git repository around a folder, by its true path; undefined where there is none. */
export async function repositoryAround(folder: string): Promise<string | undefined> {
  for (let at = await files.realpath(folder); ; at = dirname(at)) {
    if (await isThere(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** The same, or the folder itself where there is no repository. */
export async function checkoutAround(folder: string): Promise<string> {
  return (await repositoryAround(folder)) ?? files.realpath(folder);
}

/** Whether a path is in a folder, by what both are called. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await files.stat(path);
    return true;
  } catch {
    return false;
  }
}
