/** The command that compares two states of manifests. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { differenceJson } from '../documents/difference-json.ts';
import { differenceMarkdown } from '../documents/difference-markdown.ts';
import { differenceText } from '../documents/difference-text.ts';
import {
  differenceOf,
  type Compared,
  type DifferenceReport,
  type FileDifference,
} from '../documents/difference.ts';
import type { Git } from '../ports/git.ts';
import { TOOL_NAME } from '../report/report.ts';
import {
  compareManifests,
  GATES,
  isUnchanged,
  NO_CHANGE,
  ofUnread,
  type Day,
  type Gate,
  type ManifestChange,
  type States,
  whyUnread,
} from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import { NO_FILE, textOf, type ChangedManifest, type GitFile } from './git-entries.ts';
import { changedManifests, earlierStates, otherManifests, type EarlierState } from './git-manifests.ts';
import { dayOf, notEmpty } from './option-values.ts';
import { movedSubmodules } from './submodules.ts';
import { complain, orTrouble, Trouble } from './trouble.ts';
import type { World } from './world.ts';
import { writeTo } from './write-to.ts';

const REPORTS: Readonly<Record<string, DifferenceReport>> = {
  text: differenceText,
  markdown: differenceMarkdown,
  json: differenceJson,
};

interface DiffOptions {
  readonly format: string;
  readonly failOn: readonly Gate[];
  readonly output?: string;
  readonly git?: string;
  readonly today?: Day;
}

/** Adds the command to the program; `done` is told how the program is to end. */
export function addDiff(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program.command('diff');
  command
    .summary('say what changed between two states of a manifest')
    .description(
      'Says which permissions widened or narrowed, whether that is explained, and which checks got weaker.',
    )
    .argument('[base]', 'the manifest as it was', notEmpty)
    .argument('[head]', 'the manifest as it is', notEmpty)
    .usage('(<base> <head> | --git BASE[..HEAD]) [options]')
    .option(
      '--git <revisions>',
      'compare every manifest of two revisions, such as origin/main..HEAD, or of one with the files on disk',
      notEmpty,
    )
    .addOption(
      new Option('--format <format>', 'how to print it').choices(Object.keys(REPORTS)).default('text'),
    )
    .option('--output <file>', 'write it to a file; - is standard output', notEmpty)
    .addOption(
      new Option('--fail-on <gate,...>', `what ends with exit code 1: ${GATES.join(', ')}; or never`)
        .argParser(gatesOf)
        .default(['widened-without-rationale'], 'widened-without-rationale'),
    )
    .option('--today <date>', 'judge as on this day, YYYY-MM-DD (default: the date here)', dayOf)
    .addHelpText('after', EXAMPLES)
    .action(async (base: string | undefined, head: string | undefined, options: DiffOptions) => {
      const byGit = options.git !== undefined;
      if (byGit ? base !== undefined : head === undefined)
        command.error('error: give two files, or --git BASE..HEAD or --git BASE and no file.');
      done(await orTrouble(world, diff(world, { base: base ?? '', head: head ?? '' }, options)));
    });
}

async function diff(
  world: World,
  paths: { readonly base: string; readonly head: string },
  { format, failOn, git, output, today = world.clock.today() }: DiffOptions,
): Promise<ExitCode> {
  const compared =
    git === undefined ? await compareFiles(paths, today, world) : await compareRevisions(git, today, world);
  const { read } = compared;
  const difference = differenceOf(compared, { version: world.version, today, failOn });
  for (const { base, head, change } of difference.files) {
    for (const { side, integration, message } of change.faults) {
      const path = (side === 'base' ? base : head) ?? '';
      complain(world, `${integration === null ? path : `${path}: ${integration}`} (${side})`, message);
    }
  }
  await writeTo(output, (REPORTS[format] ?? differenceText)(difference), world, read);
  if (!difference.judged) return EXIT.trouble;
  return difference.failed.length > 0 ? EXIT.findings : EXIT.clean;
}

/** A comparison, and the files that were read for it. */
type FromDisk = Compared & { readonly read: readonly string[] };

async function compareFiles(
  { base, head }: { base: string; head: string },
  today: Day,
  world: World,
): Promise<FromDisk> {
  const read = await world.files.read(base);
  const [before, after] = [
    { path: base, content: textOf(read, base) },
    { path: head, content: textOf(await world.files.read(head), head) },
  ];
  // A path that was mistyped must not make everything new.
  const isNoFile = 'fault' in read && (read.fault === 'folder' || !(await world.files.exists(base)));
  if (isNoFile && 'message' in before.content) throw new Trouble(base, before.content.message);
  // Of two files each has its own name; that is no renaming, nor a move.
  const files = differences([{ base: before, head: { ...after, path: base }, earlier: undefined }], today)
    .filter(({ change }) => !isUnchanged(change))
    .map((file) => ({ ...file, head }));
  return { base, head, files, read: [base, head] };
}

async function compareRevisions(range: string, today: Day, world: World): Promise<FromDisk> {
  const found = await changedManifests(range, world.git, world.files);
  if ('message' in found) throw new Trouble(range, found.message);
  for (const { path, message } of await movedSubmodules(found.commit, found.headCommit, world.git))
    complain(world, path, message);
  const read: ReadManifest[] = [];
  for (const { base, head } of found.changed)
    read.push({ base, head, earlier: await readableBefore(base, found.commit, world.git) });
  const named = { base: found.base, head: found.head, read: found.read };
  const files = differences(read, today);
  if (!files.some(({ change }) => isExplained(change))) return { ...named, files };
  // Only a reason that seems to be new may have been copied from a manifest that stays as it is.
  const paths = new Set(read.flatMap(({ base }) => base?.path ?? []));
  const others = await otherManifests(found.commit, paths, world.git);
  if ('message' in others) throw new Trouble(range, others.message);
  return { ...named, files: others.length === 0 ? files : differences(read, today, others) };
}

/** The last state in which a base that cannot be read could be; undefined where it can be read, or never could. */
async function readableBefore(
  base: GitFile | undefined,
  commit: string,
  git: Git,
): Promise<EarlierState | undefined> {
  if (!base || isReadable(base)) return undefined;
  for await (const state of earlierStates(base.path, commit, git)) {
    if (isReadable(state.file)) return state;
  }
  return undefined;
}

function isReadable({ content }: GitFile): boolean {
  return 'text' in content && whyUnread(content.text) === undefined;
}

/** A manifest that changed, and the last state of it that could be read, where its base cannot be. */
interface ReadManifest extends ChangedManifest {
  readonly earlier: EarlierState | undefined;
}

function isExplained({ integrations }: ManifestChange): boolean {
  return integrations.some(({ widened }) => widened.some(({ rationale }) => rationale === 'new'));
}

/** What changed in each of the files; what moved from one to another is told of where it is now. */
function differences(
  files: readonly ReadManifest[],
  today: Day,
  others: readonly string[] = [],
): FileDifference[] {
  const changes = compareManifests(files.map(statesOf), today, others);
  return files.map((file, i) => ({
    base: file.base?.path ?? null,
    head: file.head?.path ?? null,
    change: withFaults(file, changes[i] ?? NO_CHANGE),
  }));
}

/** A base that cannot be read is no measure: an earlier state takes its place, and where there is none everything counts as new. */
function statesOf({ base, head, earlier }: ReadManifest): States {
  if (faultOfHead(head).length > 0) return { base: undefined, head: undefined };
  return { base: stateOf(earlier ? earlier.file : base), head: stateOf(head) };
}

function stateOf(file: GitFile | undefined): States['base'] {
  return file && 'text' in file.content ? { path: file.path, text: file.content.text } : undefined;
}

/** The change with what keeps it from being judged, and with what it was compared instead of a base that cannot be read. */
function withFaults({ base, head, earlier }: ReadManifest, change: ManifestChange): ManifestChange {
  const unread = faultOfHead(head);
  if (unread.length > 0) return { ...NO_CHANGE, faults: unread };
  if (!base || ('text' in base.content && !earlier)) return change;
  const why = whyNoMeasure(base.content);
  const message = earlier
    ? `${why} Compared with its last state that could be read, in commit ${earlier.commit.slice(0, 12)}.`
    : ofUnread(why, head !== undefined);
  return { ...change, faults: [{ side: 'base', integration: null, message }, ...change.faults] };
}

/** Why what cannot be read is no measure. What was committed stays as it is, so a link has no cure. */
function whyNoMeasure(base: GitFile['content']): string {
  if (base === NO_FILE) return 'This was a link or a folder.';
  return 'text' in base ? (whyUnread(base.text) ?? '') : base.message;
}

function faultOfHead(file: GitFile | undefined): ManifestChange['faults'] {
  return file && 'message' in file.content
    ? [{ side: 'head', integration: null, message: file.content.message }]
    : [];
}

function gatesOf(text: string): readonly Gate[] {
  if (text === 'never') return [];
  return text.split(',').map((name) => {
    const gate = GATES.find((known) => known === name.trim());
    if (!gate)
      throw new InvalidArgumentError(`Give some of ${GATES.join(', ')}, with commas between; or never.`);
    return gate;
  });
}

const EXAMPLES = `
Gates:
  widened-without-rationale  a grant widened, and no rationale came or changed with it (default)
  weakened-check             a check got weaker: a rule lowered, an exception added or extended, an end put off,
                             a review or a rotation made rarer; or evidence is gone: an owner, a purpose,
                             a rationale, where a secret is stored, the newest review or what it is of
  widened                    a grant widened at all

Exit codes:
  0  no gate is closed
  1  a gate of --fail-on is closed
  2  wrong usage, or a manifest that could not be read

Examples:
  ${TOOL_NAME} diff --git origin/main...HEAD --format markdown
  ${TOOL_NAME} diff --git HEAD
  ${TOOL_NAME} diff --git v1..v2 --fail-on widened-without-rationale,weakened-check
  ${TOOL_NAME} diff old.sentry-permissions.yaml sentry-permissions.yaml --format json --fail-on never`;
