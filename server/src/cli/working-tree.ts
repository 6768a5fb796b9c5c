/** The manifests that changed from a commit to what is on disk. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LINK, type Files, type ReadResult } from '../ports/files.ts';
import type { Git } from '../ports/git.ts';
import {
  fileOf,
  inGitsWords,
  isFile,
  MANIFESTS,
  NO_FILE,
  RAW,
  rawChanges,
  textOf,
  type ChangedManifest,
  type Entry,
  type Fault,
  type GitFile,
} from './git-entries.ts';

/** The manifests that are not as in the commit, and the files that were read for that. */
interface OnDisk {
  readonly changed: readonly ChangedManifest[];
  readonly read: readonly string[];
}

/** The manifests that are not as in the commit, those that Git does not know yet among them, unless it ignores them. */
export async function changedOnDisk(
  commit: string,
  git: Git,
  files: Pick<Files, 'read'>,
): Promise<OnDisk | Fault> {
  const top = await git.run(['rev-parse', '--show-toplevel']);
  if ('fault' in top) return { message: top.fault };
  const folder = new TextDecoder().decode(top.bytes).replace(/\r?\n$/, '');
  // Asking must not change the index, not even what it remembers of the disk, nor look into repositories below.
  const listed = await git.run([
    '--no-optional-locks',
    'diff-index',
    ...RAW,
    '--ignore-submodules=dirty',
    commit,
    '--',
    ...MANIFESTS,
  ]);
  if ('fault' in listed) return { message: inGitsWords(listed.fault) };
  const unknown = await unknownToGit(git);
  if ('message' in unknown) return unknown;
  const unwatched = await unwatchedByGit(git);
  if ('message' in unwatched) return unwatched;
  const read: string[] = [];
  const readAt = async (path: string): Promise<ReadResult> => {
    const place = join(folder, path);
    read.push(place);
    return files.read(place, 'refused');
  };
  /** Undefined where it is gone, and Git does not say so, for it does not look. */
  const fileIn = (content: ReadResult, path: string): GitFile | undefined => {
    if ('fault' in content && content.fault === 'missing' && unwatched.has(path)) return undefined;
    if ('code' in content && content.code === LINK) return { path, content: NO_FILE };
    return { path, content: textOf(content) };
  };
  const onDisk = async (path: string): Promise<GitFile | undefined> => fileIn(await readAt(path), path);
  /** What is there all the same of a file that is gone for Git. */
  const leftOf = async ({ path }: Entry): Promise<GitFile | undefined> => {
    // It was taken out of the index alone.
    if (unknown.delete(path)) return onDisk(path);
    // Git takes a file for gone, too, where its folder may not be read.
    const content = await files.read(join(folder, path), 'refused');
    const isHidden = 'fault' in content && (content.fault === 'denied' || content.fault === 'other');
    return isHidden ? { path, content: textOf(content) } : undefined;
  };
  const changed: ChangedManifest[] = [];
  for (const { before, after } of rawChanges(new TextDecoder().decode(listed.bytes))) {
    const base = await fileOf(before, git);
    if (!after) changed.push({ base, head: before && (await leftOf(before)) });
    else if (isFile(after)) {
      const left = unwatched.get(after.path)?.isLeftOut ? after : undefined;
      changed.push({ base, head: (await onDisk(after.path)) ?? (await fileOf(left, git)) });
    } else changed.push({ base, head: { path: after.path, content: NO_FILE } });
    if (after) unwatched.delete(after.path);
  }
  // For Git the others are as in the commit.
  for (const [path, { entry, isLeftOut }] of unwatched) {
    const content = await readAt(path);
    if (isNamed(entry.blob, content)) continue;
    const head = fileIn(content, path);
    if (!head && isLeftOut) continue;
    const base = await fileOf(entry, git);
    if (base && !isSame(base, head)) changed.push({ base, head });
  }
  for (const path of unknown) changed.push({ base: undefined, head: await onDisk(path) });
  return { changed, read };
}

/** The paths of the manifests that Git does not know yet, unless it ignores them. */
async function unknownToGit(git: Git): Promise<Set<string> | Fault> {
  const others = await git.run([
    'ls-files',
    '--others',
    '--exclude-standard',
    '--full-name',
    '-z',
    '--',
    ...MANIFESTS,
    // As a check leaves them out, ignored or not.
    ':(top,exclude,glob)**/node_modules/**',
  ]);
  if ('fault' in others) return { message: others.fault };
  return new Set(new TextDecoder().decode(others.bytes).split('\0').slice(0, -1));
}

/** A file of the index that Git takes to be on disk as it is there, without a look. */
interface Unwatched {
  readonly entry: Entry;
  /** Whether it need not be there at all, as in a sparse checkout; other than where Git was told to assume that it is unchanged. */
  readonly isLeftOut: boolean;
}

/** The manifests on disk that Git does not look at, by their paths. */
async function unwatchedByGit(git: Git): Promise<Map<string, Unwatched> | Fault> {
  const listed = await git.run(['ls-files', '-v', '--stage', '--full-name', '-z', '--', ...MANIFESTS]);
  if ('fault' in listed) return { message: listed.fault };
  const unwatched = new Map<string, Unwatched>();
  for (const line of new TextDecoder().decode(listed.bytes).split('\0')) {
    const [, tag = '', mode = '', blob = '', path = ''] =
      // A name that is not UTF-8 leads nowhere.
      /^([Sa-z]) (\d+) ([0-9a-f]+) 0\t([^\uFFFD]*)$/.exec(line) ?? [];
    if (tag !== '') unwatched.set(path, { entry: { path, mode, blob }, isLeftOut: /s/i.test(tag) });
  }
  return unwatched;
}

/** Whether the bytes are those that have this name in Git, which then need not be asked for: there may be thousands of files. */
function isNamed(blob: string, content: ReadResult): boolean {
  if (!('bytes' in content)) return false;
  const hash = createHash(blob.length > 40 ? 'sha256' : 'sha1');
  hash.update(`blob ${String(content.bytes.length)}\0`).update(content.bytes);
  return hash.digest('hex') === blob;
}

/** Whether a file is on disk as it is in the index; a link or a folder, which is no manifest, is not looked into. */
function isSame(index: GitFile, disk: GitFile | undefined): boolean {
  if (!disk) return false;
  if ('text' in index.content && 'text' in disk.content) return index.content.text === disk.content.text;
  return index.content === NO_FILE && 'message' in disk.content;
}
