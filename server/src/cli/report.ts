/** The command that writes the audit report. */
import { Option, type Command } from 'commander';
import type { AuditFormat } from '../document-protocol.ts';
import { AUDIT_FORMATS, AUDIT_REPORTS } from '../documents/audit-formats.ts';
import { auditDocument } from '../documents/audit-text.ts';
import { TOOL_NAME } from '../report/report.ts';
import { hideCredentials, type Day } from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import { decoded, inWords } from './file-text.ts';
import { dayOf, morePaths, notEmpty } from './option-values.ts';
import { complain, orTrouble } from './trouble.ts';
import type { World } from './world.ts';
import { writeTo } from './write-to.ts';

/** Adds the command to the program; `done` is told how the program is to end. */
export function addReport(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program.command('report');
  command
    .summary('write the audit report of manifests')
    .description(
      'Writes down what each integration is granted, why, for whom, how far it reaches, and what is overdue.',
    )
    .argument(
      '[path...]',
      'manifests, folders to search and patterns (default: the current folder)',
      morePaths,
    )
    .usage('[path...] [options]')
    .addOption(new Option('--format <format>', 'what to write').choices(AUDIT_FORMATS).default('markdown'))
    .option('--output <file>', 'write it to a file; - is standard output', notEmpty)
    .option('--today <date>', 'as on this day, YYYY-MM-DD (default: the date here)', dayOf)
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], options: ReportOptions) => {
      done(await orTrouble(world, report(world, paths, options)));
    });
}

interface ReportOptions {
  readonly format: AuditFormat;
  readonly output?: string;
  readonly today?: Day;
}

async function report(
  world: World,
  given: readonly string[],
  { format, output, today = world.clock.today() }: ReportOptions,
): Promise<ExitCode> {
  const { paths, problems } = await world.find(given.length === 0 ? ['.'] : given);
  const inputs: { path: string; text: string }[] = [];
  const unread = problems.map(({ path, message }) => ({ path: hideCredentials(path), message }));
  for (const path of paths) {
    const content = await textAt(path, world);
    if ('text' in content) inputs.push({ path, text: content.text });
    else unread.push({ path: hideCredentials(path), message: content.message });
  }
  const document = auditDocument({ files: inputs, unread, version: world.version, today });
  const faults = [...document.unread, ...document.inPart];
  for (const { path, message } of faults) complain(world, path, message);
  await writeTo(output, AUDIT_REPORTS[format](document), world, paths);
  return faults.length > 0 ? EXIT.trouble : EXIT.clean;
}

async function textAt(path: string, world: World): Promise<{ text: string } | { message: string }> {
  const content = await world.files.read(path);
  if ('bytes' in content) return decoded(content.bytes);
  return { message: inWords(content.fault, content.code, path) };
}

const EXAMPLES = `
Exit codes:
  0  the report is written, whatever it says
  2  wrong usage, or a manifest that could not be read, or only in part; the report says which

Examples:
  ${TOOL_NAME} report --format html --output audit.html
  ${TOOL_NAME} report infra --format csv --output permissions.csv
  ${TOOL_NAME} report sentry-permissions.yaml --today 2026-12-31`;
