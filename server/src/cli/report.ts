/** The command that writes the audit report. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { auditCsv } from '../documents/audit-csv.ts';
import type { AuditReport } from '../documents/audit-document.ts';
import { auditHtml } from '../documents/audit-html.ts';
import { auditJson } from '../documents/audit-json.ts';
import { auditMarkdown } from '../documents/audit-markdown.ts';
import { TOOL_NAME } from '../report/report.ts';
import { visible } from '../report/visible.ts';
import { auditOf, CATALOG_DATE, hideCredentials, parseDay, type Day } from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import { decodeText } from './decode-text.ts';
import type { World } from './program.ts';

const REPORTS: Readonly<Record<string, AuditReport>> = {
  markdown: auditMarkdown,
  html: auditHtml,
  csv: auditCsv,
  json: auditJson,
};

/** Adds the command to the program; `done` is told how the program is to end. */
export function addReport(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program.command('report');
  command
    .summary('write the audit report of manifests')
    .description(
      'Writes down what each integration is granted, why, for whom, how far it reaches, and what is overdue.',
    )
    .argument('[file...]', 'the manifests, such as sentry-permissions.yaml')
    .usage('<file...> [options]')
    .addOption(
      new Option('--format <format>', 'what to write').choices(Object.keys(REPORTS)).default('markdown'),
    )
    .option('--today <date>', 'as on this day, YYYY-MM-DD (default: the date here)', dayOf)
    .showHelpAfterError(`Run "${TOOL_NAME} report --help" to see what it understands.`)
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: { format: string; today?: Day }) => {
      if (paths.length === 0)
        command.error(`error: no file is given. Name one: ${TOOL_NAME} report sentry-permissions.yaml`);
      done(await report(world, paths, options));
    });
}

async function report(
  world: World,
  paths: readonly string[],
  { format, today = world.clock.today() }: { readonly format: string; readonly today?: Day },
): Promise<ExitCode> {
  const inputs: { path: string; text: string }[] = [];
  const unread: { path: string; message: string }[] = [];
  for (const path of [...new Set(paths)].sort()) {
    const content = await textAt(path, world);
    if ('text' in content) inputs.push({ path, text: content.text });
    else unread.push({ path: hideCredentials(path), message: content.message });
  }
  for (const { path, message } of unread)
    world.complain(`${TOOL_NAME}: ${visible(path)}: ${visible(message)}\n`);
  const audit = auditOf(inputs, today);
  const write = REPORTS[format] ?? auditMarkdown;
  world.print(write({ version: world.version, catalogDate: CATALOG_DATE, audit, unread }));
  return unread.length > 0 ? EXIT.trouble : EXIT.clean;
}

async function textAt(path: string, world: World): Promise<{ text: string } | { message: string }> {
  const content = await world.files.read(path);
  if ('bytes' in content) return decodeText(content.bytes);
  return {
    message: content.fault === 'missing' ? 'There is no such file.' : `It cannot be read (${content.code}).`,
  };
}

function dayOf(text: string): Day {
  const day = parseDay(text);
  if (day === undefined)
    throw new InvalidArgumentError('Give a day of the calendar as YYYY-MM-DD, such as 2026-11-23.');
  return day;
}

const EXAMPLES = `
Exit codes:
  0  the report is written, whatever it says
  2  wrong usage, or a manifest that could not be read; the report says which

Examples:
  ${TOOL_NAME} report sentry-permissions.yaml --format html > audit.html
  ${TOOL_NAME} report infra/*.sentry-permissions.yaml --format csv > permissions.csv
  ${TOOL_NAME} report sentry-permissions.yaml --today 2026-12-31`;
