/** The files that paths, folders and patterns stand for. */
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { Minimatch } from 'minimatch';
import { checkoutAround } from '../disk/checkout.ts';
import { codeOf } from '../disk/error-code.ts';
import { SKIPPED_FOLDERS } from '../ports/folders.ts';
import { faultOfLink, isLink, type LinkFault } from '../disk/links.ts';
import { isManifestName, MAX_BYTES } from '../ports/files.ts';
import type { Git } from '../ports/git.ts';
import { counted } from '../service.ts';
import { eachFileOnce } from './each-once.ts';
import { MANIFESTS } from './git-entries.ts';
import { trackedBy, type IsTracked, type Tracked, type Untold } from './tracked.ts';

export interface Found {
  readonly paths: readonly string[];
  /** What stands for no file at all, and what was found and is left out. */
  readonly problems: readonly Problem[];
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
 * Finds the files, each once whatever links lead to it, in the order given and then by name. A file that is named counts whatever it is
 * called; below folders manifests do, and what Git ignores is left out there, which is nothing that it tracks. Links to folders are not
 * followed, nor those to files that lead elsewhere.
 */
export async function findFiles(given: readonly string[], git: Git): Promise<Found> {
  const tracked = trackedBy(git);
  const paths = new Map<string, string>();
  const problems: Problem[] = [];
  const doubtful = new Map<string, Doubtful>();
  let mayBeDouble = given.length > 1;
  const add = (path: string): void => {
    if (!paths.has(resolve(path))) paths.set(resolve(path), path);
  };
  /** Whether the search came upon anything; otherwise that is a problem. */
  const take = async (path: string, search: Search, nothing: string): Promise<void> => {
    const found = await below(search, tracked);
    found.paths.forEach(add);
    mayBeDouble ||= found.hasLinks;
    for (const problem of found.problems) problems.push(problem);
    for (const file of found.doubtful) doubtful.set(resolve(file.path), file);
    if (found.paths.length + found.problems.length + found.doubtful.length === 0)
      problems.push({ path, message: ignoredLine(await below(search, 'even ignored')) ?? nothing });
  };
  for (const path of given) {
    const kind = await kindOf(path);
    if (kind === 'folder')
      await take(
        path,
        { folder: path, patterns: MANIFESTS, isWanted: isManifestName },
        'No manifest is in this folder. They are named sentry-permissions.yaml or <name>.sentry-permissions.yaml.',
      );
    else if (kind === 'missing' && MAGIC.test(path)) await take(path, matching(path), 'No file matches.');
    else if (kind === 'nowhere') problems.push({ path, message: LINK_FAULTS['no file'] });
    else add(path);
  }
  // A path that is named too is read as its user says.
  const isLeftOut = ({ path }: { readonly path: string }): boolean => !paths.has(resolve(path));
  const all = [...paths.values()];
  return {
    paths: mayBeDouble ? await eachFileOnce(all) : all,
    problems: [...problems.filter(isLeftOut), ...problemsOf([...doubtful.values()].filter(isLeftOut))],
  };
}

/** A file that is ignored and left out, though it may be committed: Git does not tell. */
interface Doubtful {
  readonly path: string;
  readonly untold: Untold;
}

/** One for each repository: whoever commits files must not be able to take them out of a check unnoticed. */
function problemsOf(doubtful: readonly Doubtful[]): Problem[] {
  const untold = new Map(doubtful.map((file) => [file.untold.repository, file.untold.why]));
  return [...untold].map(([repository, why]) => {
    const files = doubtful.filter((file) => file.untold.repository === repository).map(({ path }) => path);
    return {
      path: repository,
      message: `Git does not say which files are committed, so what .gitignore names is left out: ${inShort(files)}. ${why}`,
    };
  });
}

function inShort(paths: readonly string[]): string {
  return `${counted(paths.length, 'file')}, ${paths.length > 1 ? 'such as ' : ''}${paths[0] ?? ''}`;
}

/** What is at the path; nowhere is where a link leads that is there itself. */
async function kindOf(path: string): Promise<'folder' | 'missing' | 'nowhere' | 'other'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return 'other';
    return (await isLink(path)) ? 'nowhere' : 'missing';
  }
}

/** What is said where Git ignores all that would be read; undefined where there is nothing at all. */
function ignoredLine({ paths: ignored }: Found): string | undefined {
  if (ignored.length === 0) return undefined;
  return `Nothing is here but what Git ignores: ${inShort(ignored)}. Give a file’s own path to have it read all the same.`;
}

/** What is looked for below a folder. */
interface Search {
  readonly folder: string;
  /** By what Git finds all that is wanted, and more. */
  readonly patterns: readonly string[];
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
  const ends = new Set(matcher.globParts.map((parts) => literalEndOf(parts.at(-1) ?? '')));
  const patterns = [...ends].map((end) => `:(top,glob)**/*${end}`);
  return { folder, patterns, isWanted: (_name, path) => matcher.match(path) };
}

/** What every name ends in that matches, since Git does not know all that a pattern can say here. */
function literalEndOf(pattern: string): string {
  return pattern.split(/[*?[\]{}()|\\]/).at(-1) ?? '';
}

/** A folder on the way, and by what is judged what is in it. */
interface Place {
  readonly at: string;
  readonly shown: string;
  readonly ignored: readonly Ignored[];
  /** Whether it is ignored itself: what is in it counts where Git tracks it, whatever a `.gitignore` there says. */
  readonly isHidden: boolean;
  readonly isTracked: IsTracked;
  /** Why nobody knows whether what is here is committed, if so. */
  readonly untold?: Untold | undefined;
}

/** What a search of one folder comes upon. */
interface Below extends Found {
  readonly hasLinks: boolean;
  readonly doubtful: readonly Doubtful[];
}

/** The files below a folder that are wanted, by name; those that Git ignores only where asked for. */
async function below(
  { folder, patterns, isWanted }: Search,
  tracked: Tracked | 'even ignored',
): Promise<Below> {
  const found: Candidate[] = [];
  const doubtful: Doubtful[] = [];
  const unread: Problem[] = [];
  const start = resolve(folder);
  const isTrackedBelow = (at: string): IsTracked =>
    tracked === 'even ignored' ? () => Promise.resolve(true) : tracked(at, patterns);

  async function walk(place: Place): Promise<void> {
    const entries = await entriesOf(place.at);
    if ('message' in entries) {
      // Where nothing of it is committed, it is the data of some other program, which nobody asked about.
      if (place.at !== start && (await place.isTracked(place.at)) === false) return;
      unread.push({ path: place.shown.replace(/\/$/, '') || '.', message: entries.message });
      return;
    }
    const { shown, isHidden, isTracked, ignored } = await withRules(place, entries);
    for (const entry of entries) {
      const { name } = entry;
      const at = join(place.at, name);
      const isFolder = entry.isDirectory();
      if (isFolder ? SKIPPED_FOLDERS.has(name) : !isReadable(entry) || !isWanted(name, shown + name))
        continue;
      const isIgnoredHere = isHidden || isIgnored(at, isFolder, ignored);
      const answer = isIgnoredHere ? await isTracked(at) : true;
      if (answer === false || answer === undefined) continue;
      const untold = place.untold ?? (answer === true ? undefined : answer);
      if (isFolder)
        await walk({ at, shown: `${shown}${name}/`, ignored, isHidden: isIgnoredHere, isTracked, untold });
      else if (untold) doubtful.push({ path: shown + name, untold });
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

  await walk({
    at: start,
    shown: folder === '.' || folder === './' ? '' : `${folder.replace(/(?<![\\/])[\\/]+$/, '')}/`,
    ignored: tracked === 'even ignored' ? [] : await ignoredAbove(start),
    isHidden: false,
    isTracked: isTrackedBelow(start),
  });
  const { paths, problems } = await sifted(found, start);
  return { paths, problems: [...unread, ...problems], doubtful, hasLinks: found.some((file) => file.isLink) };
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

/** What is in the folder, by name; why nobody can tell. */
async function entriesOf(path: string): Promise<Dirent[] | { readonly message: string }> {
  try {
    return (await readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    switch (codeOf(error)) {
      // It went away meanwhile.
      case 'ENOENT':
      case 'ENOTDIR':
        return [];
      case 'EACCES':
      case 'EPERM':
        return {
          message:
            'This folder may not be read, so what is in it is not known. Give this user read access to it.',
        };
      default:
        return {
          message: `This folder cannot be read (${codeOf(error)}), so what is in it is not known. Check that the disk works.`,
        };
    }
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
  while (['missing', 'nowhere'].includes(await kindOf(join(folder, '.git')))) {
    const above = dirname(folder);
    if (above === folder) return [];
    folder = above;
    const here = await ignoredIn(folder);
    if (here) found.push(here);
  }
  return found;
}
