/** What a search for manifests passes over, on whatever disk. */

/** The names of folders that hold nothing of one's own. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);

/** The name of such a folder that a path leads through; undefined where it leads through none. */
export function skippedIn(path: string): string | undefined {
  return path
    .split('/')
    .slice(0, -1)
    .find((name) => SKIPPED_FOLDERS.has(name));
}
