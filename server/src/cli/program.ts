/** What the command line understands, and what it answers. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { createColors } from 'picocolors';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Git } from '../ports/git.ts';
import { jsonReport } from '../report/json.ts';
import { TOOL_NAME, type Report, type Style } from '../report/report.ts';
import { textReport } from '../report/text.ts';
import { visible } from '../report/visible.ts';
import { CATALOG_DATE, parseDay, type Day } from '../service.ts';
import { check, EXIT, FAIL_ON, type ExitCode, type FailOn } from './check.ts';
import { addDiff } from './diff.ts';
import { addReport } from './report.ts';

/** All that the program knows of the machine that it runs on. */
export interface World {
  readonly version: string;
  readonly clock: Clock;
  readonly files: Files;
  readonly git: Git;
  /** Standard output and standard error. */
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  readonly colors: boolean;
  /** The width of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
}

const REPORTS: Readonly<Record<string, Report>> = { text: textReport, json: jsonReport };

/** Does what `args`, the words after the program's name, ask for. Never throws for what somebody typed. */
export async function run(args: readonly string[], world: World): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.clean;
  const program = new Command(TOOL_NAME)
    .description('Checks which Sentry permissions your integrations are meant to hold, and why.')
    .version(
      `${TOOL_NAME} ${world.version}, catalogue of ${CATALOG_DATE}`,
      '-V, --version',
      "print the version and the catalogue's date",
    )
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: world.print, writeErr: world.complain })
    .addHelpText('after', EXAMPLES);

  const command: Command = program
    .command('check')
    .summary('check manifests')
    .description('Checks manifests and prints what it finds.')
    .argument('[file...]', 'the manifests, such as sentry-permissions.yaml')
    .usage('<file...> [options]')
    .addOption(
      new Option('--format <format>', 'how to print it').choices(Object.keys(REPORTS)).default('text'),
    )
    .addOption(
      new Option('--fail-on <level>', 'the faintest level that ends with exit code 1')
        .choices(FAIL_ON)
        .default('error'),
    )
    .option('--today <date>', 'judge as on this day, YYYY-MM-DD (default: the date here)', dayOf)
    .showHelpAfterError(`Run "${TOOL_NAME} check --help" to see what it understands.`)
    .addHelpText('after', CHECK_EXAMPLES)
    .action(async (paths: string[], options: { format: string; failOn: FailOn; today?: Day }) => {
      if (paths.length === 0)
        command.error(`error: no file is given. Name one: ${TOOL_NAME} check sentry-permissions.yaml`);
      exitCode = await checkAndReport(
        paths,
        { ...options, today: options.today ?? world.clock.today() },
        world,
      );
    });

  const done = (code: ExitCode): void => {
    exitCode = code;
  };
  addDiff(program, world, done);
  addReport(program, world, done);

  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Thrown for help and version too; the words are printed already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.trouble;
    throw error;
  }
}

async function checkAndReport(
  paths: readonly string[],
  options: { readonly format: string; readonly failOn: FailOn; readonly today: Day },
  world: World,
): Promise<ExitCode> {
  const { files, unchecked, exitCode } = await check(paths, options, world.files);
  for (const { path, message } of unchecked)
    world.complain(`${TOOL_NAME}: ${visible(path)}: ${visible(message)}\n`);
  const report = REPORTS[options.format] ?? textReport;
  const { version } = world;
  const checked = {
    version,
    catalogDate: CATALOG_DATE,
    today: options.today,
    files,
    unchecked: unchecked.length,
  };
  world.print(report(checked, styleOf(world)));
  return exitCode;
}

function styleOf({ colors, columns }: World): Style {
  const { red, yellow, blue, cyan, bold, dim } = createColors(colors);
  return { error: red, warning: yellow, info: blue, hint: cyan, strong: bold, faint: dim, columns };
}

function dayOf(text: string): Day {
  const day = parseDay(text);
  if (day === undefined)
    throw new InvalidArgumentError('Give a day of the calendar as YYYY-MM-DD, such as 2026-11-23.');
  return day;
}

const EXAMPLES = `
Examples:
  ${TOOL_NAME} check sentry-permissions.yaml
  ${TOOL_NAME} diff --git origin/main...HEAD
  ${TOOL_NAME} report sentry-permissions.yaml --format html > audit.html
  ${TOOL_NAME} check --help`;

const CHECK_EXAMPLES = `
Levels, gravest first: error, warning, info. A hint never fails a check, nor does a finding that the file accepts.

Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage, or a file that could not be checked

Examples:
  ${TOOL_NAME} check sentry-permissions.yaml
  ${TOOL_NAME} check infra/*.sentry-permissions.yaml --fail-on warning
  ${TOOL_NAME} check sentry-permissions.yaml --format json --fail-on never
  ${TOOL_NAME} check sentry-permissions.yaml --today 2027-01-01`;
