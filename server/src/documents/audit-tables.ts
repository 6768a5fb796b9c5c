/** What the HTML and the Markdown report tell alike, each with its own marks. */
import type { Audit, AuditedException, AuditedGrant, AuditedIntegration } from '../service.ts';
import {
  byGrant,
  byOwner,
  FIXED_WORDS,
  NO_ORGANIZATION,
  OVERDUE_WORDS,
  reachWords,
  tellsOfRotation,
  tellsSince,
  UNGRANTABLE_WORDS,
  type Home,
} from './audit-document.ts';
import { exceptionWords, findingWords } from './audit-findings.ts';
import { beforeSpan } from './words.ts';

/** How a format writes each part of a sentence. */
export interface Marks<T> {
  /** Words of ours. */
  readonly words: (text: string) => T;
  /** The same where something is not as it should be. */
  readonly bad: (text: string) => T;
  /** The same behind what they are about. */
  readonly note: (text: string) => T;
  /** A text that is not ours. */
  readonly quote: (text: string) => T;
  readonly code: (text: string) => T;
  /** Sentences that are not ours. */
  readonly prose: (text: string) => T;
  /** The name of an integration. */
  readonly label: (of: Pick<AuditedIntegration, 'index' | 'name' | 'path'>) => T;
  /** How its reviews stand. */
  readonly state: (of: AuditedIntegration) => T;
  /** All of it, one behind the other. */
  readonly all: (parts: readonly T[]) => T;
}

export interface Table<T> {
  readonly head: readonly string[];
  readonly rows: readonly (readonly T[])[];
}

/** Where nothing stands. */
export const NONE = '–';

/** Where in Sentry all integrations are. */
export function homeWords<T>({ organization, server }: Home, { words, quote, all }: Marks<T>): T {
  if (organization === null) return all([words('Server '), quote(server ?? ''), words('.')]);
  const also = server === null ? [] : [words(', server '), quote(server)];
  return all([words('Organization '), quote(organization), ...also, words('.')]);
}

/** What should have been done, and whose it is. */
export function overdueTable<T>({ overdue }: Audit, marks: Marks<T>): Table<T> {
  const { words, code, label, all } = marks;
  return {
    head: ['due', 'days', 'integration', 'what', 'owner'],
    rows: overdue.map(({ due, days, path, integration, index, owner, what, subject }) => [
      words(due ?? NONE),
      words(String(days ?? NONE)),
      label({ index, name: integration, path }),
      all([
        words(OVERDUE_WORDS[what]),
        ...(subject === null ? [] : [words(' ('), code(subject), words(')')]),
      ]),
      owned(owner, marks),
    ]),
  };
}

/** Who answers for what. */
export function ownerTable<T>(audit: Audit, marks: Marks<T>): Table<T> {
  return {
    head: ['owner', 'integrations'],
    rows: byOwner(audit).map(([owner, own]) => [owned(owner, marks), listed(own.map(marks.label), marks)]),
  };
}

/** Who holds what. */
export function holderTable<T>(audit: Audit, marks: Marks<T>): Table<T> {
  const { words, quote, code, label } = marks;
  return {
    head: ['name', 'of', 'broad', 'held by'],
    rows: byGrant(audit).map(({ name, service, broad, integrations }) => [
      code(name),
      service === null ? words('Sentry') : quote(service),
      yesNo(broad, marks),
      listed(integrations.map(label), marks),
    ]),
  };
}

/** What is let be until when. */
export function exceptionTable<T>({ exceptions }: Audit, marks: Marks<T>): Table<T> {
  const { words, bad, quote, code, prose, label } = marks;
  return {
    head: ['until', 'integration', 'on', 'rule', 'reason', 'by'],
    rows: exceptions.map(({ until, ended, path, integration, index, on, rule, reason, by }) => [
      until === null && !ended ? words('no end') : end(until, ended, marks),
      label({ index, name: integration, path }),
      on === null ? words('everything') : on === '' ? words('a grant without a readable name') : code(on),
      code(rule),
      reason === null ? bad('none') : prose(reason),
      by === null ? words(NONE) : quote(by),
    ]),
  };
}

/** The scopes and permissions of an integration. */
export function grantTable<T>(grants: readonly AuditedGrant[], marks: Marks<T>): Table<T> {
  const { words, bad, note, quote, code, prose, all } = marks;
  const isDated = tellsSince(grants);
  return {
    head: ['scope or permission', 'broad', ...(isDated ? ['since'] : []), 'until', 'rationale'],
    rows: grants.map((grant) => {
      const { name, grantable, access, includes, broad, since, until, ended, rationale, fixed } = grant;
      return [
        all([
          code(name),
          ...(grantable ? [] : [note(UNGRANTABLE_WORDS)]),
          ...(access === null ? [] : [words(' '), quote(access)]),
          ...(includes.length === 0 ? [] : [words(' with '), listed(includes.map(code), marks)]),
        ]),
        yesNo(broad, marks),
        ...(isDated ? [end(since, false, marks)] : []),
        end(until, ended, marks),
        fixed ? words(FIXED_WORDS) : rationale === null ? bad('none') : prose(rationale),
      ];
    }),
  };
}

/** The reviews of an integration. */
export function reviewTable<T>({ reviews }: AuditedIntegration, marks: Marks<T>): Table<T> {
  const { words, note, quote, prose, all } = marks;
  return {
    head: ['reviewed', 'by', 'notes'],
    rows: reviews.map(({ date, by, notes, ahead }) => [
      all([prose(date), ...(ahead ? [note('not yet')] : [])]),
      by === null ? words(NONE) : quote(by),
      notes === null ? words(NONE) : prose(notes),
    ]),
  };
}

/** What is told of an integration besides its grants and reviews; null where there is nothing to tell. */
export function factsOf<T>(
  integration: AuditedIntegration,
  home: Home | undefined,
  exceptions: readonly AuditedException[],
  marks: Marks<T>,
): readonly (readonly [string, T | null])[] {
  const { words, bad, note, quote, code, prose, state, all } = marks;
  const { path, id, kind, service, purpose, owner, credential, reviewEvery, reviewDue } = integration;
  const { storedIn = null, rotated = null, rotateEvery = null, expires = null } = credential ?? {};
  const codes = (texts: readonly string[]): T | null =>
    texts.length === 0 ? null : listed(texts.map(code), marks);
  const every = (span: string | null): T[] =>
    span === null ? [] : [words(`, ${beforeSpan(span)}`), quote(span)];
  const reach = reachWords(integration);
  const found = findingWords(integration.findings);
  const late = credential?.rotationOverdue
    ? [
        words(', '),
        bad(credential.rotationDue === null ? 'not yet, so overdue' : `was due on ${credential.rotationDue}`),
      ]
    : [];
  return [
    ['purpose', purpose === null ? bad('none') : prose(purpose)],
    ['owner', owned(owner, marks)],
    [
      'kind',
      kind === null ? null : all([quote(kind), ...(service === null ? [] : [words(' of '), quote(service)])]),
    ],
    ['id in Sentry', id === null ? null : code(id)],
    [
      'organization',
      home ? (home.organization === null ? words(NO_ORGANIZATION) : quote(home.organization)) : null,
    ],
    ['server', home?.server ? quote(home.server) : null],
    ['manifest', code(path)],
    ['stored in', storedIn === null ? null : quote(storedIn)],
    [
      'rotated',
      tellsOfRotation(integration)
        ? all([rotated === null ? words('nobody says when') : quote(rotated), ...every(rotateEvery), ...late])
        : null,
    ],
    [
      'expires',
      expires === null ? null : all([quote(expires), ...(credential?.expired ? [note('expired')] : [])]),
    ],
    ['reach', reach === null ? null : words(reach)],
    ['limited to', codes(integration.limitedTo)],
    ['features', codes(integration.features)],
    ['webhooks', codes(integration.webhooks)],
    ['uses', codes(integration.uses)],
    [
      'review',
      all([
        state(integration),
        ...(reviewDue === null ? [] : [words(`, due on ${reviewDue}`)]),
        ...every(reviewEvery),
      ]),
    ],
    ['open findings', found.includes('error') ? bad(found) : words(found)],
    ['exceptions', words(exceptionWords(exceptions))],
  ];
}

function owned<T>(owner: string | null, { bad, quote }: Marks<T>): T {
  return owner === null ? bad('nobody') : quote(owner);
}

function yesNo<T>(value: boolean | null, { words, bad }: Marks<T>): T {
  return value === null ? words('unknown') : value ? bad('yes') : words('no');
}

function end<T>(until: string | null, ended: boolean, { words, note, prose, all }: Marks<T>): T {
  return all([until === null ? words(NONE) : prose(until), ...(ended ? [note('ended')] : [])]);
}

function listed<T>(parts: readonly T[], { words, all }: Marks<T>): T {
  return all(parts.flatMap((part, i) => (i === 0 ? [part] : [words(', '), part])));
}
