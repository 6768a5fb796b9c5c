/** Git as a program of the machine. */
import { execFile } from 'node:child_process';
import { codeOf } from '../disk/error-code.ts';
import { NOT_INSTALLED, type Git, type GitResult } from '../ports/git.ts';

/** More than any list of changed files or any manifest needs. */
const MAX_OUTPUT = 64_000_000;

/**
 * What no repository gets Git to do, however it is configured: start a program that watches files (an empty name is none to every
 * version of Git), or take a folder that was committed for another repository, whose configuration would then count.
 */
const SAFE = ['-c', 'core.fsmonitor=', '-c', 'safe.bareRepository=explicit'];

/** Nothing is fetched, not even what a partial clone lacks: fetching starts programs that the repository names. */
const OFFLINE = {
  GIT_NO_LAZY_FETCH: '1',
  // For a Git that does not know this yet: no protocol is allowed.
  GIT_ALLOW_PROTOCOL: '',
};

/** What makes other patterns of those that are given here; `git --literal-pathspecs commit` hands it on to its hooks. */
const PATTERNS = ['LITERAL', 'GLOB', 'NOGLOB', 'ICASE'].map((kind) => `GIT_${kind}_PATHSPECS`);

/**
 * What `git rev-parse --local-env-vars` lists: what is true of one repository alone. Left out are GIT_CONFIG_PARAMETERS and
 * GIT_CONFIG_COUNT, which Git hands on to a submodule too: they may say that a folder is safe. No manifest is lost with GIT_INDEX_FILE:
 * the index that `git commit` makes for its hooks names no file that .gitignore names and the repository's own index does not.
 */
const OF_ONE_REPOSITORY = [
  ...['GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_COMMON_DIR', 'GIT_CONFIG', 'GIT_DIR', 'GIT_GRAFT_FILE'],
  ...['GIT_IMPLICIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_INTERNAL_SUPER_PREFIX', 'GIT_NO_REPLACE_OBJECTS'],
  ...['GIT_OBJECT_DIRECTORY', 'GIT_PREFIX', 'GIT_REPLACE_REF_BASE', 'GIT_SHALLOW_FILE', 'GIT_WORK_TREE'],
];

/** The Git that is installed, run in `folder`. It starts no program that the repository names. */
export function gitIn(folder: string): Git {
  // Windows looks for a program in the current folder first, and a checkout may hold a git.exe; heeded from Node 22 on.
  process.env['NoDefaultCurrentDirectoryInExePath'] ??= '1';
  const settings = new Map<string | undefined, Promise<Settings>>();
  return {
    async run(args, repository) {
      const place = repository === undefined ? [] : ['-C', repository];
      const setting = settings.get(repository) ?? withoutFilters(folder, place);
      settings.set(repository, setting);
      const found = await setting;
      return 'fault' in found ? found : runGit(folder, [...place, ...args], found.env);
    },
  };
}

type Environment = Readonly<Record<string, string | undefined>>;
type Settings = { readonly env: Environment } | { readonly fault: string };

async function runGit(folder: string, args: readonly string[], env: Environment): Promise<GitResult> {
  const options = {
    cwd: folder,
    env: { ...env, ...OFFLINE },
    encoding: 'buffer',
    maxBuffer: MAX_OUTPUT,
    windowsHide: true,
  } as const;
  const answer = new Promise<GitResult>((resolve) => {
    // No shell, so no argument means anything but itself.
    execFile('git', [...SAFE, ...args], options, (error, stdout, stderr) => {
      if (!error) resolve({ bytes: stdout });
      else if (error.code === 'ENOENT') resolve({ fault: NOT_INSTALLED });
      else if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
        resolve({ fault: `Git gives more than ${String(MAX_OUTPUT / 1_000_000)} MB.` });
      else resolve({ fault: complaintIn(stderr.toString()) });
    });
  });
  // So many arguments as no system takes are thrown back.
  return answer.catch((error: unknown) => ({ fault: `Git cannot be started: ${codeOf(error)}.` }));
}

const FILTER = /^(filter\..*)\.(?:clean|process|required)$/s;

/**
 * The environment with every filter switched off: Git runs those that are configured on the files that it looks into. Other than an
 * option, it takes any name; it goes on from what it sets already.
 */
async function withoutFilters(folder: string, place: readonly string[]): Promise<Settings> {
  const unwanted = new Set([...PATTERNS, ...(place.length > 0 ? OF_ONE_REPOSITORY : [])]);
  const env: Environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !unwanted.has(name)),
  );
  const listed = await runGit(folder, [...place, 'config', '--null', '--name-only', '--list'], env);
  if ('fault' in listed) return listed;
  const keys = new TextDecoder().decode(listed.bytes).split('\0');
  const filters = new Set(keys.flatMap((key) => FILTER.exec(key)?.[1] ?? []));
  // No environment holds such a name, so its filter would run.
  if ([...filters].some((filter) => filter.includes('\uFFFD')))
    return { fault: 'The configuration of Git has a filter whose name is not UTF-8. Rename it.' };
  const settings = [...filters].flatMap((filter) => [
    [`${filter}.clean`, ''],
    [`${filter}.process`, ''],
    [`${filter}.required`, 'false'],
  ]);
  const before = Number(env['GIT_CONFIG_COUNT'] ?? 0);
  const added = settings.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${String(before + i)}`, key],
    [`GIT_CONFIG_VALUE_${String(before + i)}`, value],
  ]);
  const count = String(before + settings.length);
  const variables = Object.fromEntries(added) as Environment;
  return { env: { ...env, ...variables, GIT_CONFIG_COUNT: count } };
}

/** The first line that is no mere warning; where Git names a cure on a later one, that. */
function complaintIn(stderr: string): string {
  const lines = stderr.trim().split('\n');
  // The one part of that complaint that Git translates into no language.
  const cure = lines.find((line) => line.trim().startsWith('git config --global --add safe.directory '));
  if (cure !== undefined)
    return `This folder belongs to another user, so Git does not read it. If it is yours: \`${cure.trim()}\`.`;
  return lines.find((line) => !line.startsWith('warning:')) ?? lines[0] ?? '';
}
