/** The files that paths, folders and patterns stand for. */
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { Minimatch } from 'minimatch';
import { checkoutAround } from '../disk/checkout.ts';
import { codeOf } from '../disk/error-code.ts';
import { SKIPPED_FOLDERS } from '../disk/folders.ts';
import { faultOfLink, type LinkFault } from '../disk/links.ts';
import { isManifestName, MAX_BYTES } from '../ports/files.ts';
import type { Git } from '../ports/git.ts';
import { counted } from '../service.ts';
import { trackedBy, type IsTracked, type Tracked } from './tracked.ts';

export interface Found {
  readonly paths: readonly string[];
  /** What stands for no file at all, and what was found and is left out. */
  readonly problems: readonly Problem[];
  /** What is to be known of the search, though nothing is wrong with a file. */
  readonly notes?: readonly Problem[];
}

interface Problem {
  readonly path: string;
  readonly message: string;
}

const MAGIC = /[*?[\]{}]|[!+@]\(/;

/** The rules of one `.gitignore`, which count from its folder on. */
interface Ignored {
  readonly folder: string;
  readonly rules: Ignore;
}

/**
 * Finds the files, each once, in the order given and then by name. A file that is named counts whatever it is called; below folders
 * manifests do, and what Git ignores is left out there, which is nothing that it tracks. Links to folders are not followed, nor those
 * to files that lead elsewhere.
 */
export async function findFiles(given: readonly string[], git: Git): Promise<Found> {
  const tracked = trackedBy(git);
  const paths = new Map<string, string>();
  const problems: Problem[] = [];
  const add = (path: string): void => {
    if (!paths.has(resolve(path))) paths.set(resolve(path), path);
  };
  /** Whether the search came upon anything; otherwise that is a problem. */
  const take = async (path: string, search: Search, nothing: string): Promise<void> => {
    const found = await below(search, tracked);
    found.paths.forEach(add);
    problems.push(...found.problems);
    if (found.paths.length + found.problems.length === 0)
      problems.push({ path, message: ignoredLine(await below(search, 'even ignored')) ?? nothing });
  };
  for (const path of given) {
    const kind = await kindOf(path);
    if (kind === 'folder')
      await take(
        path,
        { folder: path, files: 'manifests', isWanted: isManifestName },
        'No manifest is in this folder. They are named sentry-permissions.yaml or <name>.sentry-permissions.yaml.',
      );
    else if (kind === 'missing' && MAGIC.test(path)) await take(path, matching(path), 'No file matches.');
    else add(path);
  }
  return {
    paths: [...paths.values()],
    // A path that is named too is read as its user says.
    problems: problems.filter(({ path }) => !paths.has(resolve(path))),
    notes: [...tracked.untold].map(([path, why]) => ({
      path,
      message: `Git does not say which files are committed, so what .gitignore names is left out. ${why}`,
    })),
  };
}

async function kindOf(path: string): Promise<'folder' | 'missing' | 'other'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'missing' : 'other';
  }
}

/** What is said where Git ignores all that would be read; undefined where there is nothing at all. */
function ignoredLine({ paths: ignored }: Found): string | undefined {
  const [first] = ignored;
  if (first === undefined) return undefined;
  const which = `${counted(ignored.length, 'file')}, ${ignored.length > 1 ? 'such as ' : ''}${first}`;
  return `Nothing is here but what Git ignores: ${which}. Give a file’s own path to have it read all the same.`;
}

/** What is looked for below a folder. */
interface Search {
  readonly folder: string;
  readonly files: 'manifests' | 'all';
  readonly isWanted: (name: string, path: string) => boolean;
}

function matching(pattern: string): Search {
  const slashed = sep === '\\' ? pattern.replaceAll('\\', '/') : pattern;
  const parts = slashed.replace(/^(?:\.\/+)+/, '').split('/');
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => MAGIC.test(part)),
  );
  const folder = fixed.join('/') || (slashed.startsWith('/') ? '/' : '.');
  const matcher = new Minimatch(parts.join('/'), { dot: true, nocomment: true, nonegate: true });
  return { folder, files: 'all', isWanted: (_name, path) => matcher.match(path) };
}

/** A folder on the way, and by what is judged what is in it. */
interface Place {
  readonly at: string;
  readonly shown: string;
  readonly ignored: readonly Ignored[];
  /** Whether it is ignored itself: what is in it counts where Git tracks it, whatever a `.gitignore` there says. */
  readonly isHidden: boolean;
  readonly isTracked: IsTracked;
}

/** The files below a folder that are wanted, by name; those that Git ignores only where asked for. */
async function below({ folder, files, isWanted }: Search, tracked: Tracked | 'even ignored'): Promise<Found> {
  const found: Candidate[] = [];
  const isTrackedBelow = (at: string): IsTracked =>
    tracked === 'even ignored' ? () => Promise.resolve(true) : tracked.below(at, files);

  async function walk(place: Place): Promise<void> {
    const entries = await entriesOf(place.at);
    const { shown, isHidden, isTracked, ignored } = await withRules(place, entries);
    for (const entry of entries) {
      const { name } = entry;
      const at = join(place.at, name);
      const isFolder = entry.isDirectory();
      if (isFolder ? SKIPPED_FOLDERS.has(name) : !isReadable(entry) || !isWanted(name, shown + name))
        continue;
      const isIgnoredHere = isHidden || isIgnored(at, isFolder, ignored);
      if (isIgnoredHere && !(await isTracked(at))) continue;
      if (isFolder)
        await walk({ at, shown: `${shown}${name}/`, ignored, isHidden: isIgnoredHere, isTracked });
      else found.push({ at, path: shown + name, isLink: entry.isSymbolicLink() });
    }
  }

  /** The place with the rules that it has itself; where a repository begins, none from around it count. */
  async function withRules(place: Place, entries: readonly Dirent[]): Promise<Place> {
    if (tracked === 'even ignored') return place;
    const here = await ignoredIn(place.at);
    const own = here ? [here] : [];
    return entries.some(({ name }) => name === '.git')
      ? { ...place, ignored: own, isHidden: false, isTracked: isTrackedBelow(place.at) }
      : { ...place, ignored: [...own, ...place.ignored] };
  }

  const start = resolve(folder);
  await walk({
    at: start,
    shown: folder === '.' || folder === './' ? '' : `${folder.replace(/(?<![\\/])[\\/]+$/, '')}/`,
    ignored: tracked === 'even ignored' ? [] : await ignoredAbove(start),
    isHidden: false,
    isTracked: isTrackedBelow(start),
  });
  return sifted(found, start);
}

/** A file or a link that a search came upon. */
interface Candidate {
  /** Where it is, and how it is shown. */
  readonly at: string;
  readonly path: string;
  readonly isLink: boolean;
}

/** The files to read, without links to what nobody meant to have searched; `start` is where the search began. */
async function sifted(found: readonly Candidate[], start: string): Promise<Found> {
  if (found.length === 0) return { paths: [], problems: [] };
  const [root, top] = [await checkoutAround(start), await realpath(start)];
  // No folder below was reached by a link.
  const files = new Set(
    found.filter(({ isLink }) => !isLink).map(({ at }) => join(top, relative(start, at))),
  );
  const paths: string[] = [];
  const problems: Problem[] = [];
  for (const { at, path, isLink } of found) {
    const message =
      (await faultOfName(at)) ??
      (isLink ? await messageOfLink(at, root, (target) => files.has(target)) : undefined);
    if (message === undefined) paths.push(path);
    else problems.push({ path, message });
  }
  return { paths, problems };
}

/** Node puts this for bytes of a name that are not UTF-8, and finds no file of such a name. */
const REPLACEMENT = '\uFFFD';

async function faultOfName(path: string): Promise<string | undefined> {
  if (!basename(path).includes(REPLACEMENT)) return undefined;
  try {
    await lstat(path);
    return undefined;
  } catch {
    return 'Its name is not UTF-8, so it cannot be read. Rename it.';
  }
}

const NAME_IT = 'Give its own path to have it read all the same.';

const LINK_FAULTS: Readonly<Record<LinkFault, string>> = {
  outside: `This is a link that leads out of the folder or repository that is searched, so it is not followed. ${NAME_IT}`,
  'no file': 'This is a link to what is no file. Remove it, or let it lead to a manifest.',
  'other file': `This is a link to a file that has no manifest’s name, so it is not followed. ${NAME_IT}`,
};

async function messageOfLink(...link: Parameters<typeof faultOfLink>): Promise<string | undefined> {
  const fault = await faultOfLink(...link);
  return fault && LINK_FAULTS[fault];
}

/** Whether it is a file, or a link, which may be one to a file; a pipe would be waited for without end. */
function isReadable(entry: Dirent): boolean {
  return entry.isFile() || entry.isSymbolicLink();
}

async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    return (await readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // What may not be read is not part of the check; a file that is named says so.
    return [];
  }
}

/** The nearest `.gitignore` that has a say decides. */
function isIgnored(path: string, isFolder: boolean, ignored: readonly Ignored[]): boolean {
  for (const { folder, rules } of ignored) {
    const name = relative(folder, path).split(sep).join('/') + (isFolder ? '/' : '');
    const verdict = rules.test(name);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

async function ignoredIn(folder: string): Promise<Ignored | undefined> {
  const path = join(folder, '.gitignore');
  try {
    // Git does not follow a link here either; behind it could be a device without end.
    const info = await lstat(path);
    if (!info.isFile() || info.size > MAX_BYTES) return undefined;
    const text = await readFile(path, 'utf8');
    return { folder, rules: ignore().add(text) };
  } catch {
    return undefined;
  }
}

/** The files `.gitignore` between the folder and the root of its repository, nearest first; none outside of a repository. */
async function ignoredAbove(start: string): Promise<Ignored[]> {
  const found: Ignored[] = [];
  let folder = start;
  while ((await kindOf(join(folder, '.git'))) === 'missing') {
    const above = dirname(folder);
    if (above === folder) return [];
    folder = above;
    const here = await ignoredIn(folder);
    if (here) found.push(here);
  }
  return found;
}
