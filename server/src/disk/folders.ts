/** What a search of the disk passes over. */

/** The names of folders that hold nothing of one's own. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);
