/** The report for a comment on a pull request or the summary of a job: Markdown as GitHub and GitLab read it. */
import { formatDay, LEVELS, type Level } from '../service.ts';
import { isOpen, type Report, type ReportedFinding, type Run } from './report.ts';
import type { Unread } from './unread.ts';
import { summaryLine } from './summary.ts';
import { inMarkdown } from './in-markdown.ts';

/** How many findings are shown, the gravest first, and how many characters of them: a comment holds 65,536. */
const MAX_ROWS = 100;
const MAX_LENGTH = 60_000;

const LONGEST_MESSAGE = 400;

export const markdownReport: Report = {
  needs: { excerpts: false, fixes: 'none' },
  start(run) {
    // By level, and never more of one than are shown: the rest is only counted.
    const rows: Record<Level, string[]> = { error: [], warning: [], info: [], hint: [] };
    let found = 0;
    return {
      head: '',
      file({ path, findings }) {
        const shown = run.includeAccepted ? findings : findings.filter(isOpen);
        found += shown.length;
        for (const finding of shown) {
          const all = rows[finding.level];
          if (all.length < MAX_ROWS) all.push(row(path, finding));
        }
        return '';
      },
      tail(totals) {
        const { unread } = totals;
        const summary = summaryLine(totals) || (unread.length > 0 ? 'Nothing was checked' : '');
        if (summary === '') return '';
        const gaps = fitting(unread.map(item), MAX_LENGTH / 4);
        const room = MAX_LENGTH - gaps.join('\n').length;
        const table = fitting(LEVELS.flatMap((level) => rows[level]).slice(0, MAX_ROWS), room);
        const more = found - table.length;
        return [
          '### Sentry permissions',
          '',
          `**${summary}**`,
          ...(gaps.length === 0 ? [] : ['', 'What could not be checked:', '', ...gaps]),
          ...(unread.length > gaps.length ? [`- and ${String(unread.length - gaps.length)} more`] : []),
          ...(table.length === 0
            ? []
            : ['', '| level | where | rule | what |', '| --- | --- | --- | --- |', ...table]),
          ...(more > 0
            ? ['', `${String(more)} more are not shown here. Run the check in a terminal to see them.`]
            : []),
          '',
          footer(run),
        ]
          .map((line) => `${line}\n`)
          .join('');
      },
    };
  },
};

/** The first of the lines, of so many characters at most. */
function fitting(lines: readonly string[], most: number): readonly string[] {
  let length = 0;
  const end = lines.findIndex((each) => (length += each.length + 1) > most);
  return end < 0 ? lines : lines.slice(0, end);
}

function item({ path, message }: Unread): string {
  return `- ${inMarkdown(path)}: ${inMarkdown(message, LONGEST_MESSAGE)}`;
}

function row(path: string, finding: ReportedFinding): string {
  const { level, rule, message, accepted, baselined, place } = finding;
  const mark = accepted ? ', accepted' : baselined ? ', in the baseline' : '';
  const where = `${inMarkdown(path)}:${String(place.start.line)}`;
  return `| ${level}${mark} | ${where} | ${rule} | ${inMarkdown(message, LONGEST_MESSAGE)} |`;
}

function footer({ version, catalogDate, today }: Run): string {
  return `<sub>sentry-permissions ${version}, catalogue of ${catalogDate}, judged as on ${formatDay(today)}</sub>`;
}
