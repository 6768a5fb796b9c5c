/** What is known of a scope, for a hover and for the documentation of a completion. */
import { CATALOG_DATE } from '../../catalog/about.ts';
import { notScope, scopeNamed } from '../../catalog/scopes.ts';
import type { Scope } from '../../catalog/scopes.ts';
import type { Operation } from '../../catalog/operations.ts';
import { examples, reachOf } from '../../privilege/reach.ts';
import type { Reach } from '../../privilege/reach.ts';
import { counted } from '../../rules/wording.ts';
import { codeSpan, escapeMarkdown, link, paragraphs } from '../markdown.ts';
import { threatsOf } from './threats.ts';

const PERMISSIONS_PAGE = 'https://docs.sentry.io/api/permissions/';

/** The sensitivity in words, from 1 on; rules call the last two broad. */
const SENSITIVITY = ['lowest', 'low', 'medium', 'high: a broad scope', 'highest: a broad scope'];

/** The text on a scope, or on a name that people take for one; undefined for any other. */
export function scopeMarkdown(name: string): string | undefined {
  const scope = scopeNamed(name);
  if (scope) return describe(scope);
  const wrong = notScope(name);
  if (!wrong) return undefined;
  const meant = wrong.meant === null ? undefined : scopeNamed(wrong.meant);
  const title = `**${codeSpan(name)}** is no scope of Sentry: ${escapeMarkdown(wrong.why)}.`;
  return meant
    ? paragraphs(`${title} Meant is ${codeSpan(meant.name)}.`, describe(meant))
    : paragraphs(title, source());
}

/** That a statement is as good as its date. */
export function source(): string {
  return `_By the catalogue of ${CATALOG_DATE}._`;
}

const described = new Map<string, string>();

function describe(scope: Scope): string {
  let text = described.get(scope.name);
  if (text === undefined) described.set(scope.name, (text = composed(scope)));
  return text;
}

function composed(scope: Scope): string {
  const { name, allows, risk, sensitivity, notes } = scope;
  const threats = threatsOf(name);
  const words = SENSITIVITY[sensitivity - 1] ?? '';
  return paragraphs(
    `**${codeSpan(name)}** · sensitivity ${sensitivity} of 5 (${words})`,
    escapeMarkdown(allows),
    `**Risk:** ${escapeMarkdown(risk)}${threats.length > 0 ? ` _(${threats.join(', ')})_` : ''}`,
    reachText(name),
    familyText(scope),
    holdersText(scope),
    notes.map((note) => escapeMarkdown(note)).join(' '),
    `${link('Permissions in Sentry’s documentation', PERMISSIONS_PAGE)} · ${source()}`,
  );
}

/** How many operations it opens, with the telling ones by name. */
function reachText(name: string): string {
  const reach = reachOf(name);
  if (reach.operations.length === 0) return 'No operation of the catalogue asks for it.';
  const named = examples(reach, 3).map(operationText);
  return `Opens ${operationsText(reach)}${named.length > 0 ? `, such as ${named.join(' · ')}` : ''}.`;
}

/** "94 operations: **24 change** and **15 delete** something", or "1 operation, read only". */
export function operationsText({ operations, change, delete: deleted }: Reach): string {
  const parts = [
    ...(change > 0 ? [`**${change} ${change === 1 ? 'changes' : 'change'}**`] : []),
    ...(deleted > 0 ? [`**${deleted} ${deleted === 1 ? 'deletes' : 'delete'}**`] : []),
  ];
  const count = counted(operations.length, 'operation');
  return parts.length > 0 ? `${count}: ${parts.join(' and ')} something` : `${count}, read only`;
}

function operationText({ title, docs }: Operation): string {
  return docs === null ? escapeMarkdown(title) : link(title, docs);
}

/** The scopes above and below it; those below are the narrower ones to consider. */
function familyText({ implies, impliedBy }: Scope): string {
  const below = [...implies].sort((a, b) => level(a) - level(b) || (a < b ? -1 : 1));
  const weaker = below
    .map((name, index) => `${codeSpan(name)} (${index === 0 ? 'sensitivity ' : ''}${level(name)})`)
    .join(', ');
  return [
    below.length > 0 ? `Implies the weaker ${weaker}.` : 'Implies no other scope.',
    impliedBy.length > 0 ? `Implied by ${impliedBy.map(codeSpan).join(', ')}.` : '',
  ]
    .join(' ')
    .trim();
}

function level(name: string): number {
  return scopeNamed(name)?.sensitivity ?? 0;
}

/** Where it is granted, and who and what can hold it. */
function holdersText({ formLevels, lowestRole, tokenOnly, choosable }: Scope): string {
  const [lowest] = formLevels;
  const form = lowest
    ? `Integration form: **${escapeMarkdown(lowest.label)}: ${escapeMarkdown(lowest.level)}**`
    : 'Integration form: not offered';
  const role =
    lowestRole === null
      ? `Lowest role: none${tokenOnly ? ', tokens only' : ''}`
      : `Lowest role: **${escapeMarkdown(lowestRole)}**`;
  const kinds =
    choosable.length > 0 ? `Can be picked for: ${choosable.map((kind) => codeSpan(kind)).join(', ')}` : '';
  return [`${form} · ${role}`, kinds].filter((line) => line !== '').join('  \n');
}
