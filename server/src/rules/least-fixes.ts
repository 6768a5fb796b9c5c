/** Fixes that bring what is granted and what is declared together. */
import type { Day } from '../manifest/dates.ts';
import type { Integration, ScopeGrant } from '../manifest/model.ts';
import type { MapValue } from '../manifest/value.ts';
import { implies } from '../privilege/implication.ts';
import type { Use } from '../privilege/requirement.ts';
import { appendMap } from '../yaml/edits.ts';
import type { NewEntry, TextEdit } from '../yaml/edits.ts';
import { columnOf, endOfLine, eolOf } from '../yaml/lines.ts';
import { holdsReference } from '../yaml/node.ts';
import type { SequenceNode } from '../yaml/node.ts';
import { removeItems } from '../yaml/removals.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import { isAcceptedBy } from './acceptances.ts';
import { setKey } from './fixes.ts';
import { heldGrants } from './granted.ts';
import type { KnownGrant } from './granted.ts';
import type { Fix } from './rule.ts';
import { counted, joined } from './wording.ts';

/** The rule whose findings an exception may have accepted. */
const EXCESS = 'excess-scope';

/** A scope that is to be written, with the uses that need it. */
export interface NewScope {
  readonly scope: string;
  /** Its last day, where it has one. */
  readonly until?: string | undefined;
  readonly uses: readonly Use[];
}

/** The last day up to which a scope is granted today, along with others; undefined where it is not, or has no end. */
function endOf(scope: string, held: readonly KnownGrant[]): string | undefined {
  const ends = held.flatMap(({ grant, scope: strong }) =>
    implies(strong, scope) ? [grant.until?.text] : [],
  );
  const known = ends.filter((end) => end !== undefined);
  return known.length === ends.length ? known.sort().at(-1) : undefined;
}

/** How many uses a rationale names. */
const MAX_NAMED = 3;

/** Why a scope is there, drawn from the uses and webhooks that need it. */
function rationaleFor(uses: readonly Use[]): string {
  const webhooks = uses.filter(({ sort }) => sort === 'webhook');
  const others = uses.filter(({ sort }) => sort !== 'webhook');
  return [
    ...(others.length > 0 ? [`It takes this scope to do ${named(others)}.`] : []),
    ...(webhooks.length > 0
      ? [
          `Sentry sends the ${webhooks.length > 1 ? 'webhooks' : 'webhook'} ${named(webhooks)} only to those who hold it.`,
        ]
      : []),
  ].join(' ');
}

/** "a, b, c and 2 more". */
function named(uses: readonly Use[]): string {
  const names = [...new Set(uses.map(({ written }) => written))];
  const more = names.length - MAX_NAMED;
  return joined(more > 0 ? [...names.slice(0, MAX_NAMED), `${String(more)} more`] : names);
}

/**
 * Leaves exactly the scopes of `best` in the list, and those in excess that somebody has accepted: what stays keeps its text, what is
 * new says which uses need it.
 */
export function replaceScopesFix(
  integration: Integration,
  best: readonly NewScope[],
  today: Day,
): Fix | undefined {
  const { source, scopes, map } = integration;
  const list = scopes[0]?.list;
  if (!list || !map || scopes.some((grant) => grant.list !== list)) return undefined;
  if (isAcceptedBy(integration.accept, EXCESS, today)) return undefined;
  const held = heldGrants(integration, today);
  const live = held.map(({ grant }) => grant);
  const kept = best.flatMap(({ scope }) => grantToKeep(live, scope) ?? []);
  const added = best
    .filter(({ scope }) => !grantToKeep(live, scope))
    .map((added) => ({ ...added, until: endOf(added.scope, held) }));
  const keyEnd = map.entries.get('scopes')?.pair.key.end ?? 0;
  const accepted = live.filter((grant) => !kept.includes(grant) && isAcceptedBy(grant.accept, EXCESS, today));
  const stays = new Set([...kept, ...accepted].map(({ item }) => item));
  if (added.length === 0 && list.items.every((item) => stays.has(item))) return undefined;
  const edits = listEdits(source, list, keyEnd, stays, added);
  const rest =
    accepted.length > 0
      ? `, but for ${accepted.length} that ${accepted.length > 1 ? 'are' : 'is'} accepted`
      : '';
  return (
    edits && {
      title: titleOf(scopes.length, best) + rest,
      safe: false,
      edits,
    }
  );
}

function titleOf(count: number, best: readonly NewScope[]): string {
  const least = best.map(({ scope }) => scope).join(', ');
  return best.length > 0
    ? `Replace ${counted(count, 'scope')} by the least ${best.length > 1 ? `${String(best.length)}: ` : 'one, '}${least}`
    : `Take out ${counted(count, 'scope')}: nothing that is declared needs one`;
}

/** Adds scopes to the list, or the list to the integration. */
export function addScopesFix(
  integration: Integration,
  added: readonly NewScope[],
  title: string,
): Fix | undefined {
  const { source, map } = integration;
  const value = map?.entries.get('scopes')?.pair.value;
  const [first, ...rest] = added;
  if (!map || !first) return undefined;
  if (value?.type === 'sequence' && value.flow && value.items.length === 0 && !map.flow)
    return fillEmptyList(source, map, value, added, title);
  if (value?.type === 'sequence' && (value.flow || value.items.length > 0)) {
    const edits = value.flow
      ? flowEdits(source, value, new Set(value.items), added)
      : added.map((scope) => appendMap(source, value, entriesOf(scope)));
    return edits?.every((edit) => edit !== undefined)
      ? { title, safe: false, edits: inOne(edits) }
      : undefined;
  }
  if (value?.type === 'sequence') return undefined;
  const edit = setKey(source, map, 'scopes', { list: entriesOf(first), more: rest.map(entriesOf) });
  return edit && { title, safe: false, edits: [edit] };
}

/** Writes a list over the lines below `scopes: []`; a comment behind the brackets stays where it is. */
function fillEmptyList(
  source: string,
  { entries }: MapValue,
  value: SequenceNode,
  added: readonly NewScope[],
  title: string,
): Fix | undefined {
  const key = entries.get('scopes')?.pair.key;
  if (!key || value.anchor !== undefined || source.slice(value.start, value.end).includes('\n'))
    return undefined;
  const between = source.slice(key.end, value.start);
  if (!/^\s*:[ \t]+$/.test(between)) return undefined;
  const end = endOfLine(source, value.end);
  const eol = eolOf(source);
  const lines = linesOf(added, ' '.repeat(columnOf(source, key.start) + 2));
  const edits = [
    { start: value.start - 1, end: value.end, newText: '' },
    { start: end, end, newText: eol + lines.join(eol) },
  ];
  return { title, safe: false, edits };
}

/** Insertions at one place as one, so that their order is no matter of chance. */
function inOne(edits: readonly TextEdit[]): TextEdit[] {
  const [first] = edits;
  if (!first || !edits.every(({ start, end }) => start === first.start && end === first.end))
    return [...edits];
  return [{ ...first, newText: edits.map(({ newText }) => newText).join('') }];
}

/** Of several grants of one scope the one that says most. */
function grantToKeep(scopes: readonly ScopeGrant[], scope: string): ScopeGrant | undefined {
  const same = scopes.filter((grant) => grant.scope?.text === scope);
  return same.find(({ rationale }) => rationale) ?? same[0];
}

function entriesOf({ scope, uses, until }: NewScope): NewEntry[] {
  return [
    { key: 'scope', value: scope },
    { key: 'rationale', value: rationaleFor(uses) },
    ...(until === undefined ? [] : [{ key: 'until', value: until }]),
  ];
}

type Items = ReadonlySet<unknown>;

function listEdits(
  source: string,
  list: SequenceNode,
  keyEnd: number,
  kept: Items,
  added: readonly NewScope[],
): TextEdit[] | undefined {
  if (list.items.some((item) => !kept.has(item) && holdsReference(item))) return undefined;
  if (list.flow) return flowEdits(source, list, kept, added);
  if (kept.size + added.length === 0) return emptied(source, list, keyEnd);
  const lines = linesOf(added, ' '.repeat(columnOf(source, list.start)));
  return removeItems(source, list, new Set(list.items.filter((item) => !kept.has(item))), lines);
}

/** Items of a block list, indented by `pad`. */
function linesOf(added: readonly NewScope[], pad: string): string[] {
  return added.flatMap((scope) =>
    entriesOf(scope).map(
      ({ key, value }, i) => `${pad}${i === 0 ? '- ' : '  '}${key}: ${textOf(value, false)}`,
    ),
  );
}

/** A list that holds nothing any more. */
function emptied(source: string, list: SequenceNode, keyEnd: number): TextEdit[] | undefined {
  const colon = source.indexOf(':', keyEnd);
  const old = source.slice(colon, list.end);
  return colon < 0 || old.includes('#') || !/^:\s/.test(old)
    ? undefined
    : [{ start: colon + 1, end: list.end, newText: ' []' }];
}

function flowEdits(
  source: string,
  list: SequenceNode,
  kept: Items,
  added: readonly NewScope[],
): TextEdit[] | undefined {
  if (source.slice(list.start, list.end).includes('#')) return undefined;
  const items = [
    ...list.items.filter((item) => kept.has(item)).map(({ start, end }) => source.slice(start, end)),
    ...added.map(
      (scope) =>
        `{ ${entriesOf(scope)
          .map(({ key, value }) => `${key}: ${textOf(value, true)}`)
          .join(', ')} }`,
    ),
  ];
  return [{ start: list.start, end: list.end, newText: `[${items.join(', ')}]` }];
}

function textOf(value: NewEntry['value'], flow: boolean): string {
  return typeof value === 'string' ? scalarText(value, { flow }) : '';
}
