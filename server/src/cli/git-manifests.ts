/** The manifests that changed between two commits, read from Git without a checkout. */
import type { Git } from '../ports/git.ts';
import { decoded } from './check-file.ts';

/** A file at one commit: its path from the top of the repository, and its text or why it has none. */
export interface GitFile {
  readonly path: string;
  readonly content: { readonly text: string } | { readonly message: string };
}

/** A manifest that changed; undefined where it was not there yet, or is not any more. */
export interface ChangedManifest {
  readonly base: GitFile | undefined;
  readonly head: GitFile | undefined;
}

export type ChangedManifests =
  | {
      readonly changed: readonly ChangedManifest[];
      /** The commit that the bases are read from. */
      readonly commit: string;
    }
  | { readonly message: string };

/** `:(top)` so that it does not matter from which folder of the repository this runs. */
const MANIFESTS = ['sentry-permissions', '*.sentry-permissions'].flatMap((name) =>
  ['yaml', 'yml'].map((extension) => `:(top,glob)**/${name}.${extension}`),
);

/**
 * The manifests that changed in `BASE..HEAD`, or since HEAD left BASE for `BASE...HEAD`, sorted by path. A file that was renamed is
 * one that changed.
 */
export async function changedManifests(range: string, git: Git): Promise<ChangedManifests> {
  const ends = endsOf(range);
  if ('message' in ends) return ends;
  const [base, head] = [await commitOf(ends.base, git), await commitOf(ends.head, git)];
  if ('message' in base) return base;
  if ('message' in head) return head;
  const from = ends.sinceFork ? await forkOf(base.commit, head.commit, git) : base;
  if ('message' in from) return from;
  const listed = await git.run([
    'diff-tree',
    '-r',
    '-z',
    '--raw',
    '--no-abbrev',
    '--no-ext-diff',
    '--find-renames',
    from.commit,
    head.commit,
    '--',
    ...MANIFESTS,
  ]);
  if ('fault' in listed) return { message: listed.fault };
  const changed: ChangedManifest[] = [];
  for (const { before, after } of rawChanges(new TextDecoder().decode(listed.bytes))) {
    changed.push({ base: await fileOf(before, git), head: await fileOf(after, git) });
  }
  const pathOf = ({ base: old, head: now }: ChangedManifest): string => now?.path ?? old?.path ?? '';
  return { changed: changed.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1)), commit: from.commit };
}

/** A file as an earlier commit left it. */
export interface EarlierState {
  readonly commit: string;
  readonly file: GitFile;
}

/** A manifest that stayed broken for so many changes of it has no state worth comparing with. */
const MOST_STATES = 100;

/** How the file of that path came to what it is at `commit`: its states along the main line, newest first, followed through renames. */
export async function* earlierStates(path: string, commit: string, git: Git): AsyncGenerator<EarlierState> {
  const listed = await git.run([
    'log',
    '--follow',
    '--first-parent',
    '-m',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-ext-diff',
    '--no-show-signature',
    '--format=%H',
    `--max-count=${String(MOST_STATES)}`,
    commit,
    '--',
    `:(top,literal)${path}`,
  ]);
  if ('fault' in listed) return;
  // Each commit is its name, and after a line end what it changed.
  for (const part of new TextDecoder().decode(listed.bytes).split(/(?<=^|\0)(?=[0-9a-f]{40,64}\0)/)) {
    const [name = '', ...raw] = part.split('\0');
    const [change] = rawChanges(raw.join('\0').trimStart());
    const file = await fileOf(change?.after, git);
    if (file) yield { commit: name, file };
    // An earlier file of that name was removed: what it granted is no measure.
    if (!change?.before || !file) return;
  }
}

function endsOf(range: string): { base: string; head: string; sinceFork: boolean } | { message: string } {
  const [, base = '', dots = '', head = ''] =
    /^((?:[^.\r\n\u2028\u2029]|\.(?!\.))*)(\.{2,3})(.*)$/.exec(range) ?? [];
  const message = 'Give two revisions as BASE..HEAD, such as origin/main..HEAD.';
  if (dots === '' || head.startsWith('.')) return { message };
  // What begins with a hyphen is an option to Git, wherever it stands.
  for (const end of [base, head])
    if (end.startsWith('-')) return { message: `No revision begins with "-". ${message}` };
  if (base === '') return { message };
  return { base, head: head === '' ? 'HEAD' : head, sinceFork: dots === '...' };
}

type Commit = { readonly commit: string } | { readonly message: string };

async function commitOf(revision: string, git: Git): Promise<Commit> {
  const found = await git.run(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  if ('fault' in found) {
    // Asked quietly, Git says nothing of a revision that is not there.
    const why =
      found.fault === '' ? 'There is no such revision here; a shallow clone may lack it' : found.fault;
    return { message: `${revision}: ${why.replace(/\.$/, '')}.` };
  }
  return { commit: new TextDecoder().decode(found.bytes).trim() };
}

async function forkOf(base: string, head: string, git: Git): Promise<Commit> {
  const found = await git.run(['merge-base', base, head]);
  if ('fault' in found)
    return { message: 'The two revisions have no common ancestor here; a shallow clone may lack it.' };
  return { commit: new TextDecoder().decode(found.bytes).trim() };
}

/** A file of a tree: its path, its mode and the name of its content. */
interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly blob: string;
}

/** What `git diff-tree --raw -z` lists: `:MODE MODE BLOB BLOB STATUS`, a path, and for a rename a second one. */
function* rawChanges(raw: string): Generator<{ before: Entry | undefined; after: Entry | undefined }> {
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

async function fileOf(entry: Entry | undefined, git: Git): Promise<GitFile | undefined> {
  return entry && { path: entry.path, content: await contentOf(entry, git) };
}

async function contentOf({ mode, blob }: Entry, git: Git): Promise<GitFile['content']> {
  if (!mode.startsWith('100')) return { message: 'This is a link or a folder. Commit the manifest itself.' };
  const content = await git.run(['cat-file', 'blob', blob]);
  if ('fault' in content) return { message: content.fault };
  return decoded(content.bytes);
}
