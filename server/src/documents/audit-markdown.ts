/** The audit report as Markdown. */
import { inMarkdown } from '../report/in-markdown.ts';
import { inOneLine, visible, withoutCommands } from '../report/visible.ts';
import { codeSpanWhole, type Audit, type AuditedException, type AuditedIntegration } from '../service.ts';
import {
  homesOf,
  isUnique,
  reviewStateWords,
  summaryRows,
  type AuditReport,
  type Home,
} from './audit-document.ts';
import { exceptionsByIntegration, openFindings, placeOf } from './audit-findings.ts';
import {
  exceptionTable,
  factsOf,
  grantTable,
  holderTable,
  homeWords,
  overdueTable,
  ownerTable,
  reviewTable,
  type Marks,
  type Table,
} from './audit-tables.ts';

export const auditMarkdown: AuditReport = ({ version, catalogDate, audit, unread, inPart }) => {
  const { today, integrations } = audit;
  const homes = homesOf(audit);
  const marks = marksOf(audit);
  const open = openFindings(audit);
  const excepted = exceptionsByIntegration(audit);
  const blocks = [
    `# Sentry permissions: audit of ${today}`,
    `By sentry-permissions ${version} and its catalogue of ${catalogDate}. This is what manifests say; nobody asked Sentry.`,
    ...(homes.common ? [homeWords(homes.common, marks)] : []),
    '## Summary',
    table({
      head: ['what', 'count'],
      rows: summaryRows(audit).map(([what, count]) => [what, String(count)]),
    }),
    ...unread.map(({ path, message }) => `**Not read:** ${code(path)}: ${prose(message)}`),
    ...inPart.map(({ path, message }) => `**Read in part:** ${code(path)}: ${prose(message)}`),
    '## Overdue',
    table(overdueTable(audit, marks), 'Nothing.'),
    '## Integrations',
    ...integrations.flatMap((integration) =>
      integrationBlocks(integration, homes.own(integration.path), excepted(integration), marks),
    ),
    '## Owners',
    table(ownerTable(audit, marks)),
    '## Scopes and permissions',
    table(holderTable(audit, marks)),
    '## Exceptions',
    table(exceptionTable(audit, marks), 'None.'),
    '## Open findings',
    open.length === 0
      ? 'None.'
      : open
          .map(({ path, finding }) => {
            const { level, rule, message } = finding;
            return `- ${level}: ${prose(message)} ${code(rule)} in ${code(placeOf(path, finding))}`;
          })
          .join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`.split('\n').map(withoutCommands).join('\n');
};

function marksOf(audit: Audit): Marks<string> {
  const unique = isUnique(audit);
  return {
    words: (text) => text,
    bad: (text) => `**${text}**`,
    note: (text) => ` **(${text})**`,
    quote: code,
    code,
    prose,
    label: ({ name, path }) => (unique(name) ? code(name) : `${code(name)} in ${code(path)}`),
    state: reviewStateWords,
    all: (parts) => parts.join(''),
  };
}

function integrationBlocks(
  integration: AuditedIntegration,
  home: Home | undefined,
  exceptions: readonly AuditedException[],
  marks: Marks<string>,
): string[] {
  const { name, grants, reviews } = integration;
  return [
    `### ${code(name)}`,
    factsOf(integration, home, exceptions, marks)
      .flatMap(([what, text]) => (text === null ? [] : [`- ${what}: ${text}`]))
      .join('\n'),
    ...(grants.length > 0 ? [table(grantTable(grants, marks))] : []),
    ...(reviews.length > 0 ? [table(reviewTable(integration, marks))] : []),
  ];
}

/** The table, or other words where it has no row. */
function table({ head, rows }: Table<string>, none?: string): string {
  if (rows.length === 0 && none !== undefined) return none;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text that is not ours as code, also in a table, where a bar would end the cell even inside code. */
function code(text: string): string {
  const shown = visible(text);
  if (!shown.includes('|')) return codeSpanWhole(shown) || '(blank)';
  return `<code>${shown.replace(/[^\p{L}\p{N} ]/gu, (sign) => `&#${String(sign.codePointAt(0))};`)}</code>`;
}

/** Text that is not ours as a sentence, not cut: a document for auditors has all of it. */
function prose(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : inMarkdown(inOneLine(text), Infinity);
}
