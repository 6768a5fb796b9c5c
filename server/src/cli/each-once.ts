/** Paths of which no two lead to one file. */
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isLink } from '../disk/links.ts';

/** The paths in their order; of several to the same file the first that is no link. */
export async function eachFileOnce(paths: readonly string[]): Promise<readonly string[]> {
  const byFile = new Map<string, { readonly path: string; readonly isLink: boolean }>();
  for (const path of paths) {
    const file = await truePath(path);
    const before = byFile.get(file);
    if (before && (!before.isLink || (await isLink(path)))) continue;
    // Put where it stands itself in the order.
    byFile.delete(file);
    byFile.set(file, { path, isLink: await isLink(path) });
  }
  return [...byFile.values()].map(({ path }) => path);
}

/** Where the path leads; the path itself where that is nowhere on the disk, as for a pipe of a shell. */
export async function truePath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path);
  }
}
