/** The inventory as a table, one row for each scope or permission, by RFC 4180. */
import { inOneLine, visible, withoutCommands } from '../report/visible.ts';
import type { AuditedException, AuditedGrant, AuditedIntegration } from '../service.ts';
import { homeOf, type AuditReport, type Home } from './audit-document.ts';
import { exceptionsByIntegration } from './audit-findings.ts';

type Cell = string | number | boolean | null | undefined | readonly string[];

const COLUMNS: readonly (readonly [
  string,
  (
    integration: AuditedIntegration,
    grant: AuditedGrant | undefined,
    home: Home | undefined,
    exceptions: readonly AuditedException[],
  ) => Cell,
])[] = [
  ['manifest', ({ path }) => path],
  ['integration', ({ name }) => name],
  ['id', ({ id }) => id],
  ['kind', ({ kind }) => kind],
  ['service', ({ service }) => service],
  ['owner', ({ owner }) => owner],
  ['purpose', ({ purpose }) => purpose && inOneLine(purpose)],
  ['grant', (_, grant) => grant?.what],
  ['name', (_, grant) => grant?.name],
  ['access', (_, grant) => grant?.access],
  ['includes', (_, grant) => grant?.includes.join(' ')],
  ['broad', (_, grant) => grant?.broad],
  ['rationale', (_, grant) => grant?.rationale && inOneLine(grant.rationale)],
  ['since', (_, grant) => grant?.since],
  ['until', (_, grant) => grant?.until],
  ['ended', (_, grant) => grant?.ended],
  ['operations read', ({ reach }) => reach?.read],
  ['operations changed', ({ reach }) => reach?.change],
  ['operations deleted', ({ reach }) => reach?.delete],
  ['operations declared', ({ reach }) => reach?.declared],
  ['stored in', ({ credential }) => credential?.storedIn],
  ['rotated', ({ credential }) => credential?.rotated],
  ['reviewed every', ({ reviewEvery }) => reviewEvery],
  ['last review', ({ reviews }) => lastOf(reviews)?.date],
  ['reviewed by', ({ reviews }) => lastOf(reviews)?.by],
  ['review due', ({ reviewDue }) => reviewDue],
  ['review', ({ reviewState }) => reviewState],
  ['open findings', ({ findings }) => findings.filter(({ accepted }) => !accepted).length],
  ['accepted findings', ({ findings }) => findings.filter(({ accepted }) => accepted).length],
  // Last, so that whoever reads columns by their place reads the same ones.
  ['organization', (_, __, home) => home?.organization],
  ['server', (_, __, home) => home?.server],
  ['comes with the kind', (_, grant) => grant?.fixed],
  ['rotated every', ({ credential }) => credential?.rotateEvery],
  ['expires', ({ credential }) => credential?.expires],
  ['features', ({ features }) => features.join(' ')],
  ['can be held', (_, grant) => grant?.grantable],
  // Of several each has its place in all three.
  ['exceptions', (_, __, ___, exceptions) => exceptions.map(({ rule }) => rule)],
  [
    'excepted until',
    (_, __, ___, exceptions) => exceptions.map(({ until, ended }) => until ?? (ended ? 'ended' : 'no end')),
  ],
  ['excepted by', (_, __, ___, exceptions) => exceptions.map(({ by }) => by ?? 'nobody')],
  ['uses', ({ uses }) => uses],
  ['webhooks', ({ webhooks }) => webhooks],
  ['limited to', ({ limitedTo }) => limitedTo],
];

/** The newest that has taken place. */
function lastOf(reviews: AuditedIntegration['reviews']): AuditedIntegration['reviews'][number] | undefined {
  return reviews.find(({ ahead }) => !ahead);
}

/** Behind all others: why a manifest could not be read, in a row of its own. */
const NOT_READ = 'not read';

export const auditCsv: AuditReport = ({ audit, unread, inPart }) => {
  const home = homeOf(audit.files);
  const excepted = exceptionsByIntegration(audit);
  const rows = audit.integrations.flatMap((integration) => {
    const grants = integration.grants.length > 0 ? integration.grants : [undefined];
    const own = excepted(integration);
    return grants.map((grant) => {
      // One on a grant whose name cannot be read covers none of those that can.
      const exceptions = own.filter(({ on }) => on === null || (on !== '' && on === grant?.name.trim()));
      return [
        ...COLUMNS.map(([, value]) => value(integration, grant, home(integration.path), exceptions)),
        null,
      ];
    });
  });
  const faults = [...unread, ...inPart].map(({ path, message }) => [
    ...COLUMNS.map(([name]) => (name === 'manifest' ? path : null)),
    message,
  ]);
  return [[...COLUMNS.map(([name]) => name), NOT_READ], ...rows, ...faults]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('');
};

/**
 * Where a spreadsheet takes what follows for a formula, in any width, blanks before it or not: at the start, and behind a semicolon,
 * which parts the cells where a comma is the decimal sign; quotes are no part of a cell there.
 */
const FORMULA = /^(?=\s*[=+\-@＝＋－＠])|(?<=;)(?=[\s"]*[=+\-@＝＋－＠])/g;

function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  // Where a semicolon parts the cells, each text of a list is a cell.
  const safe =
    typeof value === 'string'
      ? harmless(value)
      : typeof value === 'object'
        ? value.map(harmless).join('; ')
        : String(value);
  return /[",]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function harmless(value: string): string {
  const text = withoutCommands(visible(value));
  // The apostrophe says "text" to spreadsheets. A tab or line break at the start has been written out by now.
  return text.replace(FORMULA, "'");
}
