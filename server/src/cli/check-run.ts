/** One run of `check`. */
import { createColors } from 'picocolors';
import { githubReport } from '../report/github.ts';
import { gitlabReport } from '../report/gitlab.ts';
import { jsonReport } from '../report/json.ts';
import { markdownReport } from '../report/markdown.ts';
import { TOOL_NAME, type CheckedFile, type Report, type Style, type Totals } from '../report/report.ts';
import { sarifReport } from '../report/sarif.ts';
import { leftLine, NO_TOTALS, reaches, summaryLine, withFile } from '../report/summary.ts';
import { textReport } from '../report/text.ts';
import { visible, withoutCommands } from '../report/visible.ts';
import {
  CATALOG_DATE,
  counted,
  createSecretPlaces,
  hideCredentials,
  readPolicy,
  together,
  type Day,
  type Elsewhere,
  type Floors,
  type Policy,
} from '../service.ts';
import { checkBytes, checkFile, placesInFile, type Job, type Outcome } from './check-file.ts';
import { EXIT, exitCodeOf, inOrder, type ExitCode, type FailOn } from './check.ts';
import { baselinePath, knownFindings } from './known-findings.ts';
import { patchFolder } from './patch-folder.ts';
import { progressBar } from './progress.ts';
import { rulePage } from './rule-page.ts';
import { complain, orTrouble, textOf, Trouble } from './trouble.ts';
import type { Pool, Sink, World, WriteFault } from './world.ts';
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
  readonly rule?: readonly Policy[];
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
    // Where both go to the same screen, the bar makes room.
    if (!sink && world.columns !== undefined) progress.clear();
    await (sink ?? { write: world.print }).write(text);
  };

  const pool = input === undefined ? world.pool(job, paths.length) : undefined;
  const ahead = (pool?.size ?? 0) * 4;
  let elsewhereOf: (path: string) => Elsewhere | undefined = () => undefined;
  const checkOne = async (path: string): Promise<Outcome> => {
    if (input !== undefined) return checkBytes(input, await world.input(), job, world.files);
    return pool ? pool.check(path, elsewhereOf(path)) : checkFile(path, job, world.files, elsewhereOf(path));
  };
  let totals: Totals = { ...NO_TOTALS, unchecked: problems.length };
  let [fixed, unfixed] = [0, 0];
  let unwritten: WriteFault;
  let isBaselineWritten = true;
  const shows = !options.fixDryRun;
  // No finding is said to be in a baseline that has still to be written.
  const held: { readonly found: CheckedFile; readonly marked: CheckedFile }[] = [];
  const take = async (file: CheckedFile, patch = ''): Promise<void> => {
    totals = withFile(totals, file);
    await print(shows ? reporter.file(file) : patch);
  };
  try {
    if (shows) await print(reporter.head);
    if (paths.length > 1)
      elsewhereOf = await othersOf(
        paths,
        pool?.placesIn ?? ((path) => placesInFile(path, job, world.files)),
        ahead,
      );
    for await (const outcome of inOrder(paths, checkOne, ahead)) {
      if ('message' in outcome) {
        progress.clear();
        complain(world, outcome.path, outcome.message);
        totals = { ...totals, unchecked: totals.unchecked + 1 };
      } else {
        if (outcome.unfixed !== undefined) {
          progress.clear();
          complain(world, outcome.checked.path, `Its fixes cannot be written. ${outcome.unfixed}`);
          unfixed++;
        }
        if (outcome.fixed || outcome.patch !== '') fixed++;
        const marked = known.mark(outcome.checked);
        if (known.write) held.push({ found: outcome.checked, marked });
        else await take(marked, outcome.patch);
      }
      // Drawn behind what was printed, so that it stays in sight until the next is.
      progress.step();
    }
    if (known.write) {
      progress.clear();
      isBaselineWritten = await known.write(totals.unchecked === 0);
      for (const { found, marked } of held) await take(isBaselineWritten ? marked : found);
    }
    if (shows) await print(reporter.tail(totals));
  } finally {
    progress.clear();
    await pool?.close();
    unwritten = await sink?.close();
  }
  if (unwritten !== undefined) complain(world, options.output ?? '', unwritten);
  else if (sink) await world.print(closingLine(totals, options.output ?? ''));
  if (job.fix !== 'none' && totals.files > 0)
    world.complain(`${TOOL_NAME}: ${fixedLine(job.fix, { fixed, unfixed }, totals)}\n`);
  if (fixed > 0 && job.patchFrom !== '')
    world.complain(
      `${TOOL_NAME}: The paths of the patch count from ${visible(job.patchFrom)}. Apply it there.\n`,
    );
  known.end(totals.unchecked === 0);
  const isAllWritten = unwritten === undefined && unfixed === 0 && isBaselineWritten;
  return isAllWritten ? exitCodeOf(totals, options.failOn) : EXIT.trouble;
}

/** What the files have to do with each other: of each the rest is read again when its turn comes. */
async function othersOf(
  paths: readonly string[],
  placesIn: Pool['placesIn'],
  ahead: number,
): Promise<(path: string) => Elsewhere | undefined> {
  const index = createSecretPlaces();
  let at = 0;
  for await (const places of inOrder(paths, placesIn, ahead)) {
    const path = paths[at++];
    if (path !== undefined && places.length > 0) index.take(path, path, places);
  }
  return (path) => {
    const { elsewhere } = index.answer(path);
    return elsewhere.size === 0 ? undefined : elsewhere;
  };
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

/** What became of safe fixes, and what they leave. */
function fixedLine(
  fix: Job['fix'],
  { fixed, unfixed }: { readonly fixed: number; readonly unfixed: number },
  totals: Totals,
): string {
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
