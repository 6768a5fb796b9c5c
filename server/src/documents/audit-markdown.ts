/** The audit report as Markdown. */
import { inMarkdown } from '../report/in-markdown.ts';
import { inOneLine, visible, withoutCommands } from '../report/visible.ts';
import {
  codeSpanWhole,
  type AuditedCredential,
  type AuditedException,
  type AuditedGrant,
  type AuditedIntegration,
} from '../service.ts';
import {
  byGrant,
  byOwner,
  FIXED_WORDS,
  grantHead,
  homesOf,
  isUnique,
  NO_ORGANIZATION,
  OVERDUE_WORDS,
  reachWords,
  reviewStateWords,
  summaryRows,
  tellsOfRotation,
  tellsSince,
  UNGRANTABLE_WORDS,
  type AuditReport,
  type Home,
} from './audit-document.ts';
import { exceptionsOf, exceptionWords, findingWords, openFindings, placeOf } from './audit-findings.ts';
import { beforeSpan } from './words.ts';

const NONE = '–';

export const auditMarkdown: AuditReport = ({ version, catalogDate, audit, unread }) => {
  const { today, files, integrations, exceptions, overdue } = audit;
  const unique = isUnique(audit);
  const homes = homesOf(audit);
  const label = (name: string, path: string): string =>
    unique(name) ? code(name) : `${code(name)} in ${code(path)}`;
  const open = openFindings(audit);
  const excepted = exceptionsOf(audit);
  const blocks = [
    `# Sentry permissions: audit of ${today}`,
    `By sentry-permissions ${version} and its catalogue of ${catalogDate}. This is what manifests say; nobody asked Sentry.`,
    ...(homes.common ? [commonHome(homes.common)] : []),
    '## Summary',
    table(
      ['what', 'count'],
      summaryRows(audit).map(([what, count]) => [what, String(count)]),
    ),
    ...unread.map(({ path, message }) => `**Not read:** ${code(path)}: ${prose(message)}`),
    ...files
      .filter(({ incomplete }) => incomplete)
      .map(({ path }) => `**Read in part:** ${code(path)} has faults of form, which may hide anything.`),
    '## Overdue',
    overdue.length === 0
      ? 'Nothing.'
      : table(
          ['due', 'days', 'integration', 'what', 'owner'],
          overdue.map(({ due, days, path, integration, owner, what, subject }) => [
            due ?? NONE,
            days === null ? NONE : String(days),
            label(integration, path),
            `${OVERDUE_WORDS[what]}${subject === null ? '' : ` (${code(subject)})`}`,
            owner === null ? '**nobody**' : code(owner),
          ]),
        ),
    '## Integrations',
    ...integrations.flatMap((integration) =>
      integrationBlocks(integration, homes.own(integration.path), excepted(integration)),
    ),
    '## Owners',
    table(
      ['owner', 'integrations'],
      byOwner(audit).map(([owner, owned]) => [
        owner === null ? '**nobody**' : code(owner),
        owned.map(({ name, path }) => label(name, path)).join(', '),
      ]),
    ),
    '## Scopes and permissions',
    table(
      ['name', 'of', 'broad', 'held by'],
      byGrant(audit).map(({ name, service, broad, integrations: holders }) => [
        code(name),
        service === null ? 'Sentry' : code(service),
        yesNo(broad),
        holders.map((holder) => label(holder.name, holder.path)).join(', '),
      ]),
    ),
    '## Exceptions',
    exceptions.length === 0
      ? 'None.'
      : table(
          ['until', 'integration', 'on', 'rule', 'reason', 'by'],
          exceptions.map(({ until, ended, path, integration, on, rule, reason, by }) => [
            `${until === null ? 'no end' : prose(until)}${ended ? ' **(ended)**' : ''}`,
            label(integration, path),
            on === null ? 'everything' : code(on),
            code(rule),
            prose(reason ?? NONE),
            by === null ? NONE : code(by),
          ]),
        ),
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

function commonHome({ organization, server }: Home): string {
  if (organization === null) return `Server ${code(server ?? '')}.`;
  return `Organization ${code(organization)}${server === null ? '' : `, server ${code(server)}`}.`;
}

function integrationBlocks(
  integration: AuditedIntegration,
  home: Home | undefined,
  exceptions: readonly AuditedException[],
): string[] {
  const { path, name, id, kind, service, purpose, owner, credential, grants, reviews } = integration;
  const reach = reachWords(integration);
  const isDated = tellsSince(grants);
  const facts: [string, string | null][] = [
    ['purpose', purpose && prose(purpose)],
    ['owner', owner === null ? '**nobody**' : code(owner)],
    ['kind', kind && `${code(kind)}${service === null ? '' : ` of ${code(service)}`}`],
    ['id in Sentry', id && code(id)],
    ['organization', home ? (home.organization === null ? NO_ORGANIZATION : code(home.organization)) : null],
    ['server', home?.server ? code(home.server) : null],
    ['manifest', code(path)],
    ['stored in', credential?.storedIn ? code(credential.storedIn) : null],
    ['rotated', credential && tellsOfRotation(integration) ? rotationWords(credential) : null],
    [
      'expires',
      credential?.expires ? `${code(credential.expires)}${credential.expired ? ' **(expired)**' : ''}` : null,
    ],
    ['reach', reach],
    ['limited to', list(integration.limitedTo)],
    ['features', list(integration.features)],
    ['webhooks', list(integration.webhooks)],
    ['uses', list(integration.uses)],
    ['review', reviewWords(integration)],
    ['open findings', findingWords(integration.findings)],
    ['exceptions', exceptionWords(exceptions)],
  ];
  return [
    `### ${code(name)}`,
    facts.flatMap(([what, text]) => (text === null ? [] : [`- ${what}: ${text}`])).join('\n'),
    ...(grants.length > 0
      ? [
          table(
            grantHead(isDated),
            grants.map((grant) => grantRow(grant, isDated)),
          ),
        ]
      : []),
    ...(reviews.length > 0
      ? [
          table(
            ['reviewed', 'by', 'notes'],
            reviews.map(({ date, by, notes, ahead }) => [
              `${prose(date)}${ahead ? ' **(not yet)**' : ''}`,
              by === null ? NONE : code(by),
              prose(notes ?? NONE),
            ]),
          ),
        ]
      : []),
  ];
}

function grantRow(grant: AuditedGrant, isDated: boolean): string[] {
  const { name, grantable, access, includes, broad, since, until, ended, rationale, fixed } = grant;
  const along = includes.length > 0 ? ` with ${includes.map((scope) => code(scope)).join(', ')}` : '';
  return [
    `${code(name)}${grantable ? '' : ` **(${UNGRANTABLE_WORDS})**`}${access === null ? '' : ` ${code(access)}`}${along}`,
    yesNo(broad),
    ...(isDated ? [prose(since ?? NONE)] : []),
    `${until === null ? NONE : prose(until)}${ended ? ' **(ended)**' : ''}`,
    fixed ? FIXED_WORDS : rationale === null ? '**none**' : prose(rationale),
  ];
}

function rotationWords({ rotated, rotateEvery, rotationDue, rotationOverdue }: AuditedCredential): string {
  const every = rotateEvery === null ? '' : `, ${beforeSpan(rotateEvery)}${code(rotateEvery)}`;
  const late = rotationOverdue ? ` **(was due on ${rotationDue ?? NONE})**` : '';
  return `${rotated === null ? 'nobody says when' : code(rotated)}${every}${late}`;
}

function reviewWords(integration: AuditedIntegration): string {
  const { reviewEvery, reviewDue } = integration;
  const every = reviewEvery === null ? '' : `, ${beforeSpan(reviewEvery)}${code(reviewEvery)}`;
  return `${reviewStateWords(integration)}${reviewDue === null ? '' : `, due on ${reviewDue}`}${every}`;
}

function list(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : texts.map((text) => code(text)).join(', ');
}

function yesNo(value: boolean | null): string {
  return value === null ? 'unknown' : value ? '**yes**' : 'no';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
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
