/** The command `check`: what may be typed. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { TOOL_NAME } from '../report/report.ts';
import { readSetting, type Floors } from '../service.ts';
import { checkAll, REPORTS, type CheckOptions } from './check-run.ts';
import { FAIL_ON, type ExitCode } from './check.ts';
import { BASELINE } from './known-findings.ts';
import { dayOf, morePaths, notEmpty } from './option-values.ts';
import type { World } from './world.ts';

/** Adds the command; `done` is told its exit code. */
export function addCheck(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command: Command = program
    .command('check')
    .summary('check manifests')
    .description('Checks manifests and prints what it finds.')
    .argument(
      '[path...]',
      'manifests, folders to search and patterns (default: the current folder)',
      morePaths,
    )
    .usage('[path...] [options]')
    .addOption(
      new Option('--format <format>', 'how to print it').choices(Object.keys(REPORTS)).default('text'),
    )
    .option('--output <file>', 'write the report to a file; - is standard output', notEmpty)
    .addOption(
      new Option('--fail-on <level>', 'the faintest level that ends with exit code 1')
        .choices(FAIL_ON)
        .default('error'),
    )
    .option('--rule <id=level>', 'raise the level of a rule; may be given again', settingOf)
    .option('--policy <file>', 'raise the levels that a YAML file lists under "rules"', notEmpty)
    .option('--include-accepted', 'show what the manifest accepts, and what the baseline holds, too')
    .addOption(new Option('--fix', 'apply the safe fixes first').conflicts(['fixDryRun', 'stdin']))
    .addOption(
      new Option('--fix-dry-run', 'print what they would change, as a unified diff').conflicts(
        'writeBaseline',
      ),
    )
    .option('--baseline <file>', 'leave out what this file holds', notEmpty)
    .option('--write-baseline', `write down what is found now, in that file (default: ${BASELINE})`)
    .option('--stdin', 'check what comes on standard input')
    .option('--stdin-filename <path>', 'the path that it is reported under', notEmpty)
    .option('--today <date>', 'judge as on this day, YYYY-MM-DD (default: the date here)', dayOf)
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], options: CheckOptions) => {
      if (options.stdin && paths.length > 0)
        command.error('error: with --stdin no paths are checked. Leave one of them out.');
      if (options.stdinFilename !== undefined && !options.stdin)
        command.error('error: --stdin-filename has no meaning without --stdin.');
      if (options.fixDryRun && options.format !== 'text')
        command.error('error: --fix-dry-run prints a unified diff and no report. Leave out --format.');
      done(await checkAll(paths, options, world));
    });
}

function settingOf(text: string, before: readonly Floors[] = []): readonly Floors[] {
  const [rule = '', level, ...more] = text.split('=');
  if (level === undefined || more.length > 0)
    throw new InvalidArgumentError('Give one rule and its level, such as missing-owner=error.');
  const setting = readSetting(rule.trim(), level.trim());
  if ('problem' in setting) throw new InvalidArgumentError(setting.problem);
  return [...before, setting.floors];
}

const EXAMPLES = `
Levels, gravest first: error, warning, info. A hint never fails a check, nor does a finding that the file accepts.
Below folders, and for patterns, what a .gitignore names is left out, unless Git tracks it, and all in node_modules.

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
