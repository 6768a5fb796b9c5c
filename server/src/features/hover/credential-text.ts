/** What is known of a kind of credential, in rows. */
import { credentialFacts } from '../../catalog/credentials.ts';
import type { Credential } from '../../catalog/credentials.ts';
import { codeSpan, escapeMarkdown } from '../markdown.ts';
import { source } from './scope-text.ts';

type Row = readonly [label: string, text: string | null];

/** Each label in bold with its text, those without a text left out. */
export function rowList(rows: readonly Row[]): string {
  return rows.flatMap(([label, text]) => (text === null ? [] : [`- **${label}:** ${text}`])).join('\n');
}

/** All the rows on a kind that help to choose it; of one that is not wholly known the notes too, which say why. */
export function kindRows(facts: Credential): Row[] {
  return [...choiceRows(facts), ...(isSure(facts) ? [] : noteRows(facts)), ...surenessRows(facts)];
}

function choiceRows(facts: Credential): Row[] {
  return [
    ['Tied to', escapeMarkdown(facts.tiedTo)],
    leavingRow(facts),
    ['Reaches', escaped(facts.projectLimit)],
    [
      'Scopes',
      escapeMarkdown(facts.fixedScopes ? `always ${facts.fixedScopes.join(', ')}` : facts.scopeChoice),
    ],
    prefixRow(facts),
    expiryRow(facts),
    ...rotationRows(facts),
    ['For build pipelines', pipelineText(facts)],
  ];
}

/** All the rows on a kind that there are. */
export function allKindRows(facts: Credential): Row[] {
  return [...choiceRows(facts), ...makingRows(facts), ...noteRows(facts), ...surenessRows(facts)];
}

const ROWS: Readonly<Record<string, (facts: Credential) => Row[]>> = {
  credential: (facts) => [
    prefixRow(facts),
    ['Tied to', escapeMarkdown(facts.tiedTo)],
    leavingRow(facts),
    expiryRow(facts),
    ...rotationRows(facts),
    ...noteRows(facts),
    ...surenessRows(facts),
  ],
  storedIn: (facts) => [prefixRow(facts), ...makingRows(facts)],
  rotated: replacingRows,
  rotateEvery: replacingRows,
  expires: (facts) => [expiryRow(facts)],
};

function makingRows({ createdBy, revokedBy }: Credential): Row[] {
  return [
    ['Made by', escapeMarkdown(createdBy)],
    ['Revoked by', revokedBy.length > 0 ? escapeMarkdown(revokedBy.join(', ')) : null],
  ];
}

function noteRows({ notes }: Credential): Row[] {
  return notes.map((note) => ['Note', escapeMarkdown(note)]);
}

function isSure({ confidence }: Credential): boolean {
  return confidence === 'high';
}

function surenessRows(facts: Credential): Row[] {
  return isSure(facts) ? [] : [['How sure', `not of all of this (${facts.confidence})`]];
}

function replacingRows(facts: Credential): Row[] {
  return [
    ...rotationRows(facts),
    ['At once', facts.maxCount === null ? null : `at most ${facts.maxCount}`],
    leavingRow(facts),
  ];
}

/** What the kind has to say on one of the keys that describe its credential; undefined where that is nothing. */
export function credentialKeyText(key: string, kind: string | undefined): string | undefined {
  const facts = kind === undefined ? undefined : credentialFacts(kind);
  const rows = Object.hasOwn(ROWS, key) ? ROWS[key] : undefined;
  if (!facts || !rows) return undefined;
  return `Of the kind ${codeSpan(facts.kind)}:\n\n${rowList(rows(facts))}\n\n${source()}`;
}

function escaped(text: string | null): string | null {
  return text === null ? null : escapeMarkdown(text);
}

function leavingRow({ survivesPersonLeaving: survives }: Credential): Row {
  return ['Works on when its maker leaves', survives === null ? null : survives ? 'yes' : 'no'];
}

function prefixRow({ prefix, format }: Credential): Row {
  return prefix === null
    ? ['A value is', `${escapeMarkdown(format)}; it has no prefix`]
    : ['A value begins with', codeSpan(prefix)];
}

function rotationRows(facts: Credential): Row[] {
  return [
    ['Rotation', escapeMarkdown(facts.rotation)],
    ['Without downtime', downtimeText(facts)],
  ];
}

/** Whether the new value can work before the old one stops. */
function downtimeText({ maxCount, expires, lifetimeHours: hours }: Credential): string | null {
  if (maxCount === 1)
    return 'no: there is only one at a time, so what uses it fails until it has the new one';
  if (expires === null) return null;
  return expires
    ? `yes, if it is renewed before it expires: ${expiryText(expires, hours) ?? ''}`
    : 'yes: the new one works beside the old one until that is revoked';
}

function expiryRow({ expires, lifetimeHours: hours }: Credential): Row {
  return ['Expires', expiryText(expires, hours)];
}

function expiryText(expires: boolean | null, hours: number | null): string | null {
  if (expires === null) return null;
  if (!expires) return 'never by itself';
  if (hours === null) return 'yes';
  return hours >= 48 ? `after ${Math.round(hours / 24)} days` : `after ${hours} hours`;
}

function pipelineText({ recommendedForCi: advice }: Credential): string {
  if (typeof advice === 'string') return escapeMarkdown(advice);
  return advice ? 'recommended' : 'not recommended';
}
