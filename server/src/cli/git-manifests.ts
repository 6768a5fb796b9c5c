/** The manifests that changed between two commits, read from Git without a checkout, or from a commit to what is on disk. */
import type { Files } from '../ports/files.ts';
import type { Git } from '../ports/git.ts';
import {
  fileOf,
  inGitsWords,
  MANIFESTS,
  RAW,
  rawChanges,
  type ChangedManifest,
  type Fault,
  type GitFile,
} from './git-entries.ts';
import { changedOnDisk } from './working-tree.ts';

export interface ChangedManifests {
  readonly changed: readonly ChangedManifest[];
  /** The commit that the bases are read from. */
  readonly commit: string;
  /** The commit that the heads are read from; undefined for the files on disk. */
  readonly headCommit: string | undefined;
  /** Both ends, as they are called. */
  readonly base: string;
  readonly head: string;
  /** The files on disk that were read. */
  readonly read: readonly string[];
}

/** What stands for a revision where the files on disk are compared: no revision has a blank in it. */
const WORKING_TREE = 'working tree';

/**
 * The manifests that changed in `BASE..HEAD`, or since HEAD left BASE for `BASE...HEAD`, or from `BASE` alone to what is on disk,
 * sorted by path. A file that was renamed is one that changed.
 */
export async function changedManifests(
  range: string,
  git: Git,
  files: Pick<Files, 'read'>,
): Promise<ChangedManifests | Fault> {
  const ends = endsOf(range);
  if ('message' in ends) return ends;
  const base = await commitOf(ends.base, range, git);
  if ('message' in base) return base;
  if (ends.head === undefined) {
    const found = await changedOnDisk(base.commit, git, files);
    return 'message' in found
      ? found
      : {
          ...found,
          changed: byPath(found.changed),
          commit: base.commit,
          headCommit: undefined,
          base: ends.base,
          head: WORKING_TREE,
        };
  }
  const head = await commitOf(ends.head, range, git);
  if ('message' in head) return head;
  const from = ends.sinceFork ? await forkOf(base.commit, head.commit, git) : base;
  if ('message' in from) return from;
  const listed = await git.run(['diff-tree', '-r', ...RAW, from.commit, head.commit, '--', ...MANIFESTS]);
  if ('fault' in listed) return { message: inGitsWords(listed.fault) };
  const changed: ChangedManifest[] = [];
  for (const { before, after } of rawChanges(new TextDecoder().decode(listed.bytes))) {
    changed.push({ base: await fileOf(before, git), head: await fileOf(after, git) });
  }
  return {
    changed: byPath(changed),
    commit: from.commit,
    headCommit: head.commit,
    base: ends.base,
    head: ends.head,
    read: [],
  };
}

/** The texts of all manifests at a commit, but of those at these paths; why, where Git cannot tell. */
export async function otherManifests(
  commit: string,
  paths: ReadonlySet<string>,
  git: Git,
): Promise<readonly string[] | Fault> {
  const listed = await git.run([...EVERY_LINE, '--files-with-matches', '-e', '', commit, '--', ...MANIFESTS]);
  if ('fault' in listed) return isNothing(listed) ? [] : { message: inGitsWords(listed.fault) };
  const names = new TextDecoder().decode(listed.bytes).split('\0').slice(0, -1);
  const others = names.map((name) => name.slice(commit.length + 1)).filter((path) => !paths.has(path));
  const texts: string[] = [];
  for (let at = 0; at < others.length; at += AT_ONCE) {
    const places = others.slice(at, at + AT_ONCE).map((path) => `:(top,literal)${path}`);
    const read = await git.run([...EVERY_LINE, '-e', '', commit, '--', ...places]);
    if ('bytes' in read) texts.push(...textsOf(read.bytes));
    else if (!isNothing(read)) return { message: inGitsWords(read.fault) };
  }
  return texts;
}

/** A search that finds no line ends like one that fails, without a word; so it does of a name that is not UTF-8. */
export function isNothing({ fault }: { readonly fault: string }): boolean {
  return fault === '';
}

/** Every line of every text, whatever attributes take for binary and somebody has set for his own searches. */
export const EVERY_LINE = [
  ...['grep', '--text', '-z', '-F', '--full-name', '--no-line-number', '--no-column', '--color=never'],
  '--no-recurse-submodules',
];

/** Each line comes with the path before it: so many texts fit into what is taken of Git at once. */
const AT_ONCE = 50;

/** The texts of `COMMIT:PATH`, a zero and a line, line by line. */
function textsOf(lines: Uint8Array): string[] {
  const texts = new Map<string, string[]>();
  for (const line of new TextDecoder().decode(lines).split('\n')) {
    const end = line.indexOf('\0');
    if (end < 0) continue;
    const place = line.slice(0, end);
    const known = texts.get(place) ?? [];
    texts.set(place, known);
    known.push(line.slice(end + 1));
  }
  return [...texts.values()].map((all) => `${all.join('\n')}\n`);
}

function byPath(changed: readonly ChangedManifest[]): ChangedManifest[] {
  const pathOf = ({ base, head }: ChangedManifest): string => head?.path ?? base?.path ?? '';
  return [...changed].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
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

interface Ends {
  readonly base: string;
  /** Undefined for the files on disk. */
  readonly head: string | undefined;
  readonly sinceFork: boolean;
}

function endsOf(range: string): Ends | Fault {
  const [, base = '', dots = '', head = ''] =
    /^((?:[^.\r\n\u2028\u2029]|\.(?!\.))*)(?:(\.{2,3})(.*))?$/.exec(range) ?? [];
  const message =
    'Give two revisions as BASE..HEAD, such as origin/main..HEAD, or one to compare the files on disk with.';
  if (head.startsWith('.')) return { message };
  // What begins with a hyphen is an option to Git, wherever it stands.
  for (const end of [base, head])
    if (end.startsWith('-')) return { message: `No revision begins with "-". ${message}` };
  if (base === '') return { message };
  if (dots === '') return { base, head: undefined, sinceFork: false };
  return { base, head: head === '' ? 'HEAD' : head, sinceFork: dots === '...' };
}

type Commit = { readonly commit: string } | Fault;

async function commitOf(revision: string, range: string, git: Git): Promise<Commit> {
  const found = await git.run(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  if ('fault' in found) {
    // Asked quietly, Git says nothing of a revision that is not there.
    const why = found.fault === '' ? await whyMissing(git) : inGitsWords(found.fault);
    // The range is told of anyway.
    const about = revision === range ? '' : `${revision}: `;
    return { message: `${about}${why.replace(/\.$/, '')}.` };
  }
  return { commit: new TextDecoder().decode(found.bytes).trim() };
}

async function whyMissing(git: Git): Promise<string> {
  const any = await git.run(['rev-list', '--all', '--max-count=1']);
  return 'bytes' in any && any.bytes.length === 0
    ? 'Nothing is committed here yet, so there is nothing to compare with'
    : 'There is no such revision here; a shallow clone may lack it';
}

async function forkOf(base: string, head: string, git: Git): Promise<Commit> {
  const found = await git.run(['merge-base', base, head]);
  if ('fault' in found)
    return { message: 'The two revisions have no common ancestor here; a shallow clone may lack it.' };
  return { commit: new TextDecoder().decode(found.bytes).trim() };
}
