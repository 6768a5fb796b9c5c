/** The report for the log of GitHub Actions: workflow commands, which it shows as annotations beside the lines of a change. */
import { checkoutPath } from './checkout-path.ts';
import { counted, hideCredentials } from '../service.ts';
import { isOpen, type Report, type ReportedFinding } from './report.ts';
import { summaryLine } from './summary.ts';
import type { Unread } from './unread.ts';
import { visible, withoutCommands } from './visible.ts';

/** The commands, gravest first. Hints have none: they never fail a check, and would take the place of others. */
const COMMANDS = ['error', 'warning', 'notice'] as const;
type Command = (typeof COMMANDS)[number];

/** How many annotations of each command GitHub shows of one step. */
const SHOWN = 10;

export const githubReport: Report = {
  needs: { excerpts: false, fixes: 'none' },
  start({ includeAccepted }) {
    // GitHub shows the first ones of a step, so that the gravest have to come first.
    const lines: Record<Command, string[]> = { error: [], warning: [], notice: [] };
    return {
      head: '',
      file({ path, findings }) {
        for (const finding of findings) {
          const command = isOpen(finding) ? commandOf(finding) : includeAccepted ? 'notice' : undefined;
          if (command !== undefined) lines[command].push(annotation(command, path, finding));
        }
        return '';
      },
      tail(totals) {
        // Before all that is found: whoever reads the rest has to know that it is not all.
        lines.error = [...totals.unread.map(annotationOfUnread), ...lines.error];
        const unseen = COMMANDS.flatMap((command) => {
          const more = lines[command].length - SHOWN;
          return more > 0 ? [counted(more, command)] : [];
        });
        const summary = summaryLine(totals);
        return [
          ...COMMANDS.flatMap((command) => lines[command]),
          ...(summary === '' ? [] : [summary]),
          ...(unseen.length === 0
            ? []
            : [
                `GitHub shows ${String(SHOWN)} annotations of each level and step: ${unseen.join(', ')} more in this log only.`,
              ]),
        ]
          .map((line) => `${line}\n`)
          .join('');
      },
    };
  },
};

function commandOf({ level }: ReportedFinding): Command | undefined {
  if (level === 'hint') return undefined;
  return level === 'info' ? 'notice' : level;
}

function annotation(
  command: Command,
  path: string,
  { rule, message, accepted, baselined, place: { start, end } }: ReportedFinding,
): string {
  const properties = {
    file: checkoutPath(path),
    line: String(start.line),
    endLine: String(end.line),
    // GitHub takes columns only where both are on one line.
    ...(start.line === end.line ? { col: String(start.column), endColumn: String(end.column) } : {}),
    title: `${rule}${accepted ? ' (accepted)' : baselined ? ' (in the baseline)' : ''}`,
  };
  const all = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(value)}`);
  return `::${command} ${all.join(',')}::${escaped(message)}`;
}

function annotationOfUnread({ path, message }: Unread): string {
  return `::error file=${escapedProperty(checkoutPath(path))},title=could not be checked::${escaped(message)}`;
}

/** Nothing in the text ends the command or begins another. */
function escaped(text: string): string {
  return withoutCommands(visible(hideCredentials(text)))
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
