/** One run of `check`. */
import { createColors } from 'picocolors';
import { githubReport } from '../report/github.ts';
import { gitlabReport } from '../report/gitlab.ts';
import { jsonReport } from '../report/json.ts';
import { markdownReport } from '../report/markdown.ts';
import { TOOL_NAME, type Report, type Style, type Totals } from '../report/report.ts';
import { sarifReport } from '../report/sarif.ts';
import { leftLine, reaches, summaryLine } from '../report/summary.ts';
import { textReport } from '../report/text.ts';
import { visible, withoutCommands } from '../report/visible.ts';
import {
  CATALOG_DATE,
  counted,
  hideCredentials,
  readPolicy,
  together,
  type Day,
  type Floors,
} from '../service.ts';
import { checkEach, type Done, type Output } from './check-each.ts';
import type { Job } from './check-file.ts';
import { EXIT, exitCodeOf, type ExitCode, type FailOn } from './check.ts';
import type { Sink, WriteFault } from './disk.ts';
import { fromHere } from './from-here.ts';
import { baselinePath, knownFindings } from './known-findings.ts';
import { patchFolder } from './patch-folder.ts';
import { progressBar } from './progress.ts';
import { rulePage } from './rule-page.ts';
import { complain, orTrouble, textOf, Trouble, Troubles } from './trouble.ts';
import type { World } from './world.ts';
import { isStandard, refuseInput } from './write-to.ts';

/** The formats by name. */
export const REPORTS: Readonly<Record<string, Report>> = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  github: githubReport,
  gitlab: gitlabReport,
  markdown: markdownReport,
};

/** The options, as they are typed. */
export interface CheckOptions {
  readonly format: string;
  readonly failOn: FailOn;
  readonly output?: string;
  readonly fix?: true;
  readonly fixDryRun?: true;
  readonly rule?: readonly Floors[];
  readonly policy?: string;
  readonly today?: Day;
  readonly stdin?: true;
  readonly stdinFilename?: string;
  readonly baseline?: string;
  readonly writeBaseline?: true;
  readonly includeAccepted?: true;
}

/** Checks what is given and reports it. */
export async function checkAll(
  given: readonly string[],
  options: CheckOptions,
  world: World,
): Promise<ExitCode> {
  return orTrouble(world, checkFound(given, options, world));
}

async function checkFound(given: readonly string[], options: CheckOptions, world: World): Promise<ExitCode> {
  const today = options.today ?? world.clock.today();
  const report = REPORTS[options.format] ?? textReport;
  const floors = await floorsOf(options, world);
  const input = options.stdin ? (options.stdinFilename ?? 'stdin') : undefined;
  const { paths, problems } =
    input === undefined
      ? await world.find(given.length === 0 ? ['.'] : given)
      : { paths: [input], problems: [] };
  for (const { path, message } of problems) complain(world, path, message);
  const job: Job = {
    today,
    floors: [...floors],
    needs: options.fixDryRun ? { excerpts: false, fixes: 'none' } : report.needs,
    fix: options.fix ? 'write' : options.fixDryRun ? 'show' : 'none',
    patchFrom: options.fixDryRun ? await patchFolder(paths, world.files) : '',
  };
  const known = await knownFindings(options, paths, today, world);
  const sink = await sinkOf(options, paths, world);
  const output = startOutput(report, { paths, today, options, sink }, world);
  const pool = input === undefined ? world.pool(job, paths.length) : undefined;
  let done: Done;
  let unwritten: WriteFault;
  try {
    done = await checkEach({ paths, input, job, pool, known, unfound: problems }, output, world);
  } finally {
    output.progress.clear();
    await pool?.close();
    unwritten = await sink?.close();
  }
  const { totals } = done;
  if (unwritten !== undefined) complain(world, options.output ?? '', unwritten);
  else if (sink) await world.print(closingLine(totals, options.output ?? ''));
  sayWhatWasFixed(job, done, world);
  known.end(done.isWhole);
  const isAllWritten = unwritten === undefined && done.unfixed === 0 && done.isBaselineWritten;
  return isAllWritten ? exitCodeOf(totals, options.failOn) : EXIT.trouble;
}

function startOutput(
  report: Report,
  {
    paths,
    today,
    options,
    sink,
  }: {
    readonly paths: readonly string[];
    readonly today: Day;
    readonly options: CheckOptions;
    readonly sink: Sink | undefined;
  },
  world: World,
): Output {
  const { version } = world;
  const reporter = report.start(
    {
      version,
      catalogDate: CATALOG_DATE,
      today,
      includeAccepted: options.includeAccepted === true,
      page: (rule) => rulePage(rule, world),
      fromHere,
    },
    styleOf(world, sink !== undefined),
  );
  const progress = progressBar(paths.length, world.progressColumns, world.complain);
  const print = async (text: string): Promise<void> => {
    if (text === '') return;
    // Where both go to the same screen, the bar makes room.
    if (!sink && world.columns !== undefined) progress.clear();
    await (sink ?? { write: world.print }).write(text);
  };
  if (options.fixDryRun) {
    const nothing = (): Promise<void> => Promise.resolve();
    return { progress, head: nothing, file: (_, patch) => print(patch), tail: nothing };
  }
  return {
    progress,
    head: () => print(reporter.head),
    file: (file) => print(reporter.file(file)),
    tail: (totals) => print(reporter.tail(totals)),
  };
}

async function floorsOf({ rule = [], policy }: CheckOptions, world: World): Promise<Floors> {
  if (policy === undefined) return together(rule);
  const read = readPolicy(await textOf(policy, world));
  if ('floors' in read) return together([...rule, read.floors]);
  const told = read.faults.map(
    ({ line, problem }) => new Trouble(line === undefined ? policy : `${policy}:${String(line)}`, problem),
  );
  throw new Troubles(told);
}

async function sinkOf(
  options: CheckOptions,
  paths: readonly string[],
  world: World,
): Promise<Sink | undefined> {
  const { output, policy, stdin, writeBaseline } = options;
  if (isStandard(output)) return undefined;
  const baseline = baselinePath(options);
  if (writeBaseline && baseline !== undefined && (await world.files.isOneOf(output, [baseline])))
    throw new Trouble(output, 'The baseline is written to this file. Give another one to --output.');
  const read = [...(stdin ? [] : paths), policy, baseline].filter((path) => path !== undefined);
  await refuseInput(output, read, world);
  const sink = await world.files.open(output);
  if ('fault' in sink) throw new Trouble(output, sink.fault);
  return sink;
}

function sayWhatWasFixed({ fix, patchFrom }: Job, done: Done, world: World): void {
  if (fix !== 'none' && done.totals.files > 0) world.complain(`${TOOL_NAME}: ${fixedLine(fix, done)}\n`);
  if (done.fixed > 0 && patchFrom !== '')
    world.complain(
      `${TOOL_NAME}: The paths of the patch count from ${visible(patchFrom)}. Apply it there.\n`,
    );
}

/** What became of safe fixes, and what they leave. */
function fixedLine(fix: Job['fix'], { totals, fixed, unfixed }: Done): string {
  const left = leftLine(totals);
  if (unfixed > 0)
    return `Safe fixes were written to ${counted(fixed, 'file')}, and cannot be to ${counted(unfixed, 'file')}.`;
  if (fixed === 0) return `No safe fixes${reaches(totals, 'hint') ? `; ${left}` : ', and no findings'}.`;
  return fix === 'write'
    ? `Safe fixes were written to ${counted(fixed, 'file')}.`
    : `Safe fixes would change ${counted(fixed, 'file')}; ${left} then.`;
}

function closingLine(totals: Totals, output: string): string {
  const summary = summaryLine(totals) || 'Nothing was checked';
  return `${summary}; the report is in ${withoutCommands(visible(hideCredentials(output)))}\n`;
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
