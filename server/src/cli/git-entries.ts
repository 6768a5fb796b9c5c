/** The files that Git lists, and what they hold. */
import type { ReadResult } from '../ports/files.ts';
import type { Git } from '../ports/git.ts';
import { decoded, inWords } from './file-text.ts';

/** A file at one commit or on disk: its path from the top of the repository, and its text or why it has none. */
export interface GitFile {
  readonly path: string;
  readonly content: { readonly text: string } | Fault;
}

/** A manifest that changed; undefined where it was not there yet, or is not any more. */
export interface ChangedManifest {
  readonly base: GitFile | undefined;
  readonly head: GitFile | undefined;
}

/** What is wrong, for people. */
export interface Fault {
  readonly message: string;
}

/** Where manifests are, for Git; `:(top)` so that it does not matter from which folder of the repository this runs. */
export const MANIFESTS = ['sentry-permissions', '*.sentry-permissions'].flatMap((name) =>
  ['yaml', 'yml'].map((extension) => `:(top,glob)**/${name}.${extension}`),
);

/** How both ends of a comparison are listed, so that `rawChanges` can read it. */
export const RAW = ['-z', '--raw', '--no-abbrev', '--no-ext-diff', '--find-renames'];

/** A file of a tree: its path, its mode and the name of its content. */
export interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly blob: string;
}

/** What `git diff-tree --raw -z` and `git diff-index` list: `:MODE MODE BLOB BLOB STATUS`, a path, and for a rename a second one. */
export function* rawChanges(raw: string): Generator<{ before: Entry | undefined; after: Entry | undefined }> {
  const fields = raw.split('\0');
  for (let at = 0; at + 1 < fields.length;) {
    const [oldMode = '', mode = '', oldBlob = '', blob = '', status = ''] = (fields[at] ?? '')
      .slice(1)
      .split(' ');
    const path = fields[at + 1] ?? '';
    const hasTwo = /^[RC]/.test(status);
    const newPath = hasTwo ? (fields[at + 2] ?? '') : path;
    at += hasTwo ? 3 : 2;
    yield {
      // A copy is a new file: what its model grants, it grants once more.
      before: /^[AC]/.test(status) ? undefined : { path, mode: oldMode, blob: oldBlob },
      after: status === 'D' ? undefined : { path: newPath, mode, blob },
    };
  }
}

/** The file as Git holds it; undefined where there is no entry. */
export async function fileOf(entry: Entry | undefined, git: Git): Promise<GitFile | undefined> {
  return entry && { path: entry.path, content: await contentOf(entry, git) };
}

/** What is said of an entry that is no file. */
export const NO_FILE = { message: 'This is a link or a folder. Commit the manifest itself.' };

/** Whether an entry is a file and not a link, a folder or a submodule. */
export const isFile = ({ mode }: Entry): boolean => mode.startsWith('100');

async function contentOf(entry: Entry, git: Git): Promise<GitFile['content']> {
  if (!isFile(entry)) return NO_FILE;
  const content = await git.run(['cat-file', 'blob', entry.blob]);
  if ('fault' in content) return { message: inGitsWords(content.fault) };
  return decoded(content.bytes);
}

/** What Git says is wrong, in other words where it speaks of what it was forbidden. */
export function inGitsWords(fault: string): string {
  if (/promisor remote|lazy fetching|^fatal: transport /.test(fault))
    return 'This is a partial clone that lacks it, and a comparison fetches nothing. Clone without --filter.';
  if (fault.includes('safe.bareRepository'))
    return 'This folder has no work tree, or is made to look like a repository. If it is yours, set GIT_DIR to it.';
  return fault;
}

/** The text of a file that was read from disk, or why it has none. */
export function textOf(content: ReadResult, path?: string): GitFile['content'] {
  return 'bytes' in content
    ? decoded(content.bytes)
    : { message: inWords(content.fault, content.code, path) };
}
