/** Where things stand in this repository. */
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The repository's top folder, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** What set-up and builds keep between runs; git-ignored, safe to delete. */
export const cache = join(root, '.cache');

/**
 * @param {...string} parts of a path below the repository's top folder
 * @returns {string}
 */
export const at = (...parts) => join(root, ...parts);
