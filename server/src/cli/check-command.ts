/** The command `check`: its options, and what they bring about. */
import { relative, sep } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { createColors } from 'picocolors';
import { githubReport } from '../report/github.ts';
import { jsonReport } from '../report/json.ts';
import { markdownReport } from '../report/markdown.ts';
import { TOOL_NAME, type CheckedFile, type Report, type Style, type Totals } from '../report/report.ts';
import { sarifReport } from '../report/sarif.ts';
import { counted, NOTHING, summaryLine, withFile } from '../report/summary.ts';
import { textReport } from '../report/text.ts';
import { visible, withoutCommands } from '../report/visible.ts';
import {
  CATALOG_DATE,
  parseDay,
  readPolicy,
  readSetting,
  together,
  type Day,
  type Floors,
  type Policy,
} from '../service.ts';
import { collecting, matching, readBaseline, writeBaseline, type Baseline } from './baseline.ts';
import { checkBytes, checkFile, type Job, type Outcome } from './check-file.ts';
import { EXIT, exitCodeOf, FAIL_ON, inOrder, type ExitCode, type FailOn } from './check.ts';
import { progressBar } from './progress.ts';
import { rulePage } from './rule-page.ts';
import type { Sink, World } from './world.ts';

const REPORTS: Readonly<Record<string, Report>> = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  github: githubReport,
  markdown: markdownReport,
};

/** Where the baseline is unless somebody says so. */
const BASELINE = 'sentry-permissions-baseline.json';

interface CheckOptions {
  readonly format: string;
  readonly failOn: FailOn;
  readonly output?: string;
  readonly fix?: true;
  readonly fixDryRun?: true;
  readonly rule?: readonly Policy[];
  readonly policy?: string;
  readonly today?: Day;
  readonly stdin?: true;
  readonly stdinFilename?: string;
  readonly baseline?: string;
  readonly writeBaseline?: true;
  readonly includeAccepted?: true;
}

/** Adds the command; `done` is told its exit code. */
export function addCheck(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command: Command = program
    .command('check')
    .summary('check manifests')
    .description('Checks manifests and prints what it finds.')
    .argument('[path...]', 'manifests, folders to search and patterns (default: the current folder)')
    .usage('[path...] [options]')
    .addOption(
      new Option('--format <format>', 'how to print it').choices(Object.keys(REPORTS)).default('text'),
    )
    .option('--output <file>', 'write the report to a file')
    .addOption(
      new Option('--fail-on <level>', 'the faintest level that ends with exit code 1')
        .choices(FAIL_ON)
        .default('error'),
    )
    .option('--rule <id=level>', 'raise the level of a rule; may be given again', settingOf)
    .option('--policy <file>', 'raise the levels that a YAML file lists under "rules"')
    .option('--include-accepted', 'show what the manifest accepts, and what the baseline holds, too')
    .addOption(new Option('--fix', 'apply the safe fixes first').conflicts(['fixDryRun', 'stdin']))
    .option('--fix-dry-run', 'print what they would change, as a unified diff')
    .option('--baseline <file>', 'leave out what this file holds')
    .option('--write-baseline', `write down what is found now, in that file (default: ${BASELINE})`)
    .option('--stdin', 'check what comes on standard input')
    .option('--stdin-filename <path>', 'the path that it is reported under')
    .option('--today <date>', 'judge as on this day, YYYY-MM-DD (default: the date here)', dayOf)
    .showHelpAfterError(`Run "${TOOL_NAME} check --help" to see what it understands.`)
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: CheckOptions) => {
      if (options.stdin && paths.length > 0)
        command.error('error: with --stdin no paths are checked. Leave one of them out.');
      if (options.stdinFilename !== undefined && !options.stdin)
        command.error('error: --stdin-filename has no meaning without --stdin.');
      done(await checkAll(paths, options, world));
    });
}

/** Something that keeps the check from starting. */
class Trouble extends Error {
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

async function checkAll(given: readonly string[], options: CheckOptions, world: World): Promise<ExitCode> {
  try {
    return await checkFound(given, options, world);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    complain(world, error.path, error.message);
    return EXIT.trouble;
  }
}

async function checkFound(given: readonly string[], options: CheckOptions, world: World): Promise<ExitCode> {
  const today = options.today ?? world.clock.today();
  const report = REPORTS[options.format] ?? textReport;
  const job: Job = {
    today,
    floors: [...(await floorsOf(options, world))],
    needs: options.fixDryRun ? { excerpts: false, fixes: 'none' } : report.needs,
    fix: options.fix ? 'write' : options.fixDryRun ? 'show' : 'none',
  };
  const input = options.stdin ? (options.stdinFilename ?? 'stdin') : undefined;
  const { paths, problems } =
    input === undefined
      ? await world.find(given.length === 0 ? ['.'] : given)
      : { paths: [input], problems: [] };
  for (const { path, message } of problems) complain(world, path, message);
  const known = await baselineOf(options, paths, today, world);
  const sink = await sinkOf(options, paths, world);

  const { version } = world;
  const reporter = report.start(
    {
      version,
      catalogDate: CATALOG_DATE,
      today,
      includeAccepted: options.includeAccepted === true,
      page: (rule) => rulePage(rule, world),
    },
    styleOf(world, sink !== undefined),
  );
  const progress = progressBar(paths.length, world.progressColumns, world.complain);
  const print = async (text: string): Promise<void> => {
    if (text === '') return;
    if (!sink) progress.clear();
    await (sink ?? { write: world.print }).write(text);
  };

  const pool = input === undefined ? world.pool(job, paths.length) : undefined;
  const checkOne = async (path: string): Promise<Outcome> =>
    input === undefined
      ? checkFile(path, job, world.files)
      : checkBytes(input, await world.input(), job, world.files);
  let totals: Totals = { ...NOTHING, unchecked: problems.length };
  let fixed = 0;
  const shows = !options.fixDryRun;
  try {
    if (shows) await print(reporter.head);
    for await (const outcome of inOrder(paths, pool?.check ?? checkOne, (pool?.size ?? 0) * 4)) {
      progress.step();
      if ('message' in outcome) {
        progress.clear();
        complain(world, outcome.path, outcome.message);
        totals = { ...totals, unchecked: totals.unchecked + 1 };
        continue;
      }
      const file = known.mark(outcome.checked);
      totals = withFile(totals, file);
      if (outcome.fixed) fixed++;
      await print(shows ? reporter.file(file) : outcome.patch);
    }
    if (shows) await print(reporter.tail(totals));
  } finally {
    progress.clear();
    await pool?.close();
    await sink?.close();
  }
  if (sink) await world.print(closingLine(totals, options.output ?? ''));
  if (fixed > 0) world.complain(`${TOOL_NAME}: Safe fixes were written to ${counted(fixed, 'file')}.\n`);
  await known.end();
  return exitCodeOf(totals, options.failOn);
}

async function floorsOf({ rule, policy }: CheckOptions, world: World): Promise<Floors> {
  const all = [...(rule ?? [])];
  if (policy !== undefined) {
    const read = readPolicy(await textOf(policy, world));
    if ('problem' in read) throw new Trouble(policy, read.problem);
    all.push(read);
  }
  const floors = together(all);
  // What is wrong with one of them was said when it was read.
  return 'problem' in floors ? new Map() : floors.floors;
}

/** What becomes of findings that are known, and what is said of the baseline at the end. */
interface KnownFindings {
  readonly mark: (file: CheckedFile) => CheckedFile;
  readonly end: () => Promise<void>;
}

async function baselineOf(
  options: CheckOptions,
  paths: readonly string[],
  today: Day,
  world: World,
): Promise<KnownFindings> {
  const writes = options.writeBaseline === true;
  if (options.baseline === undefined && !writes)
    return { mark: (file) => file, end: () => Promise.resolve() };
  const path = options.baseline ?? BASELINE;
  let before: Baseline = [];
  if (!writes || (await world.files.exists(path))) {
    const read = readBaseline(await textOf(path, world));
    if ('problem' in read) throw new Trouble(path, read.problem);
    before = read;
  }
  const looked = new Set(paths.map(nameOf));
  const gone = new Set<string>();
  for (const file of new Set(before.map((known) => known.file))) {
    if (!looked.has(file) && !(await world.files.exists(file))) gone.add(file);
  }
  if (writes) {
    const found = collecting(before, looked, gone, today);
    return {
      mark: (file) => found.add(nameOf(file.path), file),
      async end() {
        const baseline = found.baseline();
        const fault = await world.files.write(path, writeBaseline(baseline));
        if (fault !== undefined) throw new Trouble(path, fault);
        complain(world, path, `${counted(baseline.length, 'finding')} written down.`);
      },
    };
  }
  const known = matching(before, looked, gone);
  return {
    mark: (file) => known.mark(nameOf(file.path), file),
    end() {
      for (const { file, rule, integration, what, since } of known.stale()) {
        const about = [integration, what].filter((part) => part !== null && part !== '').join(', ');
        complain(
          world,
          path,
          `${rule} in ${file}${about === '' ? '' : ` (${about})`}, known since ${since}, is not found any more. Write the baseline again.`,
        );
      }
      return Promise.resolve();
    },
  };
}

/** A path as the baseline has it: from the current folder, the same on every system. */
function nameOf(path: string): string {
  return relative('', path).split(sep).join('/');
}

async function sinkOf(
  { output }: CheckOptions,
  paths: readonly string[],
  world: World,
): Promise<Sink | undefined> {
  if (output === undefined) return undefined;
  if (paths.some((path) => nameOf(path) === nameOf(output)))
    throw new Trouble(output, 'This is one of the files to be checked. Give another one to --output.');
  const sink = await world.files.open(output);
  if ('fault' in sink) throw new Trouble(output, sink.fault);
  return sink;
}

async function textOf(path: string, world: World): Promise<string> {
  const content = await world.files.read(path);
  if ('fault' in content) throw new Trouble(path, `It cannot be read (${content.code}).`);
  return new TextDecoder().decode(content.bytes);
}

function closingLine(totals: Totals, output: string): string {
  const summary = summaryLine(totals) || 'Nothing was checked';
  return `${summary}; the report is in ${withoutCommands(visible(output))}\n`;
}

function complain(world: World, path: string, message: string): void {
  world.complain(`${TOOL_NAME}: ${withoutCommands(visible(`${path}: ${message}`))}\n`);
}

function styleOf({ colors, columns }: World, isFile: boolean): Style {
  const { red, yellow, blue, cyan, bold, dim } = createColors(colors && !isFile);
  return {
    error: red,
    warning: yellow,
    info: blue,
    hint: cyan,
    strong: bold,
    faint: dim,
    columns: isFile ? undefined : columns,
  };
}

function dayOf(text: string): Day {
  const day = parseDay(text);
  if (day === undefined)
    throw new InvalidArgumentError('Give a day of the calendar as YYYY-MM-DD, such as 2026-11-23.');
  return day;
}

function settingOf(text: string, before: readonly Policy[] = []): readonly Policy[] {
  const [rule = '', level = ''] = text.split('=');
  const setting = readSetting(rule.trim(), level.trim());
  if ('problem' in setting) throw new InvalidArgumentError(setting.problem);
  return [...before, setting];
}

const EXAMPLES = `
Levels, gravest first: error, warning, info. A hint never fails a check, nor does a finding that the file accepts.
Below folders, and for patterns, what Git ignores is left out.

Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage, or a file that could not be read, checked or written

Examples:
  ${TOOL_NAME} check sentry-permissions.yaml
  ${TOOL_NAME} check
  ${TOOL_NAME} check infra 'teams/**/*.sentry-permissions.yaml' --fail-on warning
  ${TOOL_NAME} check --format sarif --output sentry-permissions.sarif
  ${TOOL_NAME} check --rule missing-owner=error --policy policy.yaml
  ${TOOL_NAME} check --fix-dry-run
  ${TOOL_NAME} check --write-baseline
  ${TOOL_NAME} check --baseline ${BASELINE}
  ${TOOL_NAME} check sentry-permissions.yaml --format json --fail-on never
  ${TOOL_NAME} check sentry-permissions.yaml --today 2027-01-01`;
