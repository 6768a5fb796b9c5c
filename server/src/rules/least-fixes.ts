/** Fixes that bring what is granted and what is declared together. */
import { formatDay, parseDay } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { Integration } from '../manifest/model.ts';
import type { MapValue } from '../manifest/value.ts';
import { implies } from '../privilege/implication.ts';
import type { Use } from '../privilege/requirement.ts';
import { appendMaps, flowMap } from '../yaml/edits.ts';
import type { NewEntry } from '../yaml/edits.ts';
import { replaceInFlow } from '../yaml/flow-lists.ts';
import { columnOf, endOfLine, eolOf } from '../yaml/lines.ts';
import { holdsReference } from '../yaml/node.ts';
import type { SequenceNode, YamlNode } from '../yaml/node.ts';
import { emptyList, removeItems } from '../yaml/removals.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import type { TextEdit } from '../yaml/text-edit.ts';
import { isAcceptedBy } from './acceptances.ts';
import { renameFix, setKey } from './fixes.ts';
import {
  hasPassed,
  heldGrants,
  knownGrants,
  sureEnd,
  ungrantableAmong,
  ungrantableScopes,
} from './granted.ts';
import type { KnownGrant } from './granted.ts';
import { endingSooner, lastDays, lasting } from './lasting.ts';
import type { Lasting } from './lasting.ts';
import type { Fix } from './rule.ts';
import { counted, joined } from './wording.ts';

/** The rule whose findings an exception may have accepted. */
const EXCESS = 'excess-scope';

/** The rule on names that Sentry dropped or never had. */
const RETIRED = 'retired-scope';

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
 * Leaves the scopes of `best` in the place of what holds today, beside those in excess that somebody has accepted: what stays keeps its
 * text, under the name that is meant, and what is new says which uses need it. What has ended, or cannot be held, is left to the finding
 * that stands on it. `isSure` where nothing of the least set rests on a guess.
 */
export function replaceScopesFix(
  integration: Integration,
  best: readonly NewScope[],
  today: Day,
  isSure = false,
): Fix | undefined {
  const { source, scopes, map } = integration;
  const list = listToChange(integration, today);
  if (!list || !map) return undefined;
  const held = heldGrants(integration, today);
  // Until when such a one holds nobody can tell, nor until when what takes its place is to hold.
  if (held.some(({ grant }) => sureEnd(grant) === -Infinity)) return undefined;
  const kept = best.flatMap(({ scope }) => grantToKeep(held, scope) ?? []);
  const added = best
    .filter(({ scope }) => !kept.some((grant) => grant.scope === scope))
    .map((added) => ({ ...added, until: endOf(added.scope, held) }));
  if (added.some(({ scope }) => bringsBack(scope, integration, held, today))) return undefined;
  const others = held.filter((grant) => !kept.includes(grant));
  const { accepted, open: gone } = byAcceptance(others, today);
  if (gone.length === 0 || dependsOn(gone, integration, added)) return undefined;
  const keyEnd = map.entries.get('scopes')?.pair.key.end ?? 0;
  const goes = new Set(gone.map(({ grant }) => grant.item));
  const stays = new Set(scopes.flatMap(({ item }) => (goes.has(item) ? [] : [item])));
  const edits = listEdits(source, list, keyEnd, stays, added, renamings(integration, kept));
  const left = [...[...kept, ...accepted].map(lasting), ...added.map(lastingOnceWritten)];
  const ending = endingSooner(integration, held.map(lasting), left);
  const ends = ending.map(({ scope, end }) => `; ${scope} ends on ${formatDay(end)}`);
  const losesReason = kept.some(
    ({ grant, scope }) =>
      !grant.rationale && gone.some((other) => other.scope === scope && other.grant.rationale),
  );
  return (
    edits && {
      title: titleOf(held.length, best) + butFor(accepted) + ends.join(''),
      safe: false,
      ...(isSure && ending.length === 0 && !losesReason ? { preferred: true } : {}),
      edits,
    }
  );
}

/**
 * Takes grants that nothing declared needs out of the list, but for those that somebody has accepted; all others stay as they are.
 * `isSure` where that rests on no guess.
 */
export function takeOutFix(
  integration: Integration,
  grants: readonly KnownGrant[],
  today: Day,
  isSure: boolean,
): Fix | undefined {
  const { source, scopes, map } = integration;
  const list = listToChange(integration, today);
  const { accepted, open } = byAcceptance(grants, today);
  if (!list || open.length === 0 || dependsOn(open, integration, [])) return undefined;
  const goes = new Set(open.map(({ grant }) => grant.item));
  const stays = new Set(scopes.flatMap(({ item }) => (goes.has(item) ? [] : [item])));
  const edits = listEdits(source, list, map?.entries.get('scopes')?.pair.key.end ?? 0, stays, [], new Map());
  const names = [...new Set(open.map(({ scope }) => scope))];
  return (
    edits && {
      title: `Take out ${joined(names)}, which nothing declared needs${butFor(accepted)}`,
      safe: false,
      ...(isSure ? { preferred: true } : {}),
      edits,
    }
  );
}

/** The one list that all grants stand in; undefined where there is none, or where somebody has accepted whatever is in excess. */
function listToChange({ scopes, accept }: Integration, today: Day): SequenceNode | undefined {
  const list = scopes[0]?.list;
  return scopes.some((grant) => grant.list !== list) || isAcceptedBy(accept, EXCESS, today)
    ? undefined
    : list;
}

function byAcceptance(
  grants: readonly KnownGrant[],
  today: Day,
): { accepted: KnownGrant[]; open: KnownGrant[] } {
  const isAccepted = ({ grant }: KnownGrant): boolean => isAcceptedBy(grant.accept, EXCESS, today);
  return {
    accepted: grants.filter(isAccepted),
    open: grants.filter((grant) => !isAccepted(grant)),
  };
}

function butFor({ length }: readonly KnownGrant[]): string {
  return length > 0 ? `, but for ${String(length)} that ${length > 1 ? 'are' : 'is'} accepted` : '';
}

/** Whether writing the scope would grant again what has ended: that is for whoever decides on its end. */
function bringsBack(
  scope: string,
  integration: Integration,
  held: readonly KnownGrant[],
  today: Day,
): boolean {
  const names = [...new Set(held.map((grant) => grant.scope))];
  const isHeld = (wanted: string): boolean => names.some((name) => brings(name, wanted));
  const isNew = !isHeld(scope);
  return knownGrants(integration).some(
    ({ grant, scope: ended }) =>
      hasPassed(grant, today) &&
      (ended === scope || (isNew && implies(ended, scope)) || (implies(scope, ended) && !isHeld(ended))),
  );
}

/** Whether something that stays could only be held along with these. */
function dependsOn(
  gone: readonly KnownGrant[],
  integration: Integration,
  added: readonly NewScope[],
): boolean {
  const goes = new Set(gone);
  const staying = knownGrants(integration).filter((grant) => !goes.has(grant));
  const left = [...staying, ...added].map(({ scope }) => scope);
  return ungrantableAmong(left, integration.kind?.text).some(
    (scope) => !ungrantableScopes(integration).has(scope),
  );
}

/** Whether a scope is another, or grants it. */
function brings(strong: string, scope: string): boolean {
  return strong === scope || implies(strong, scope);
}

function lastingOnceWritten({ scope, until }: NewScope): Lasting {
  return { scope, end: until === undefined ? Infinity : (parseDay(until) ?? -Infinity) };
}

/** What writes the scope that is meant over a retired name, by item; where the name is accepted or shared it stays. */
function renamings(integration: Integration, kept: readonly KnownGrant[]): Renamings {
  return new Map(
    kept.flatMap(({ grant: { item, scope: name, accept }, scope }) => {
      const isAccepted = [...accept, ...integration.accept].some(({ rule }) => rule?.text === RETIRED);
      if (!item || !name || name.text === scope || isAccepted || holdsReference(item)) return [];
      return [[item, renameFix(name, scope, '')?.edits ?? []] as const];
    }),
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
    const edit = appendMaps(source, value, added.map(entriesOf));
    return edit && { title, safe: false, edits: [edit] };
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

/** Of several grants of one scope the one that lasts longest, and of those the one that says most, under the right name if it can be. */
function grantToKeep(held: readonly KnownGrant[], scope: string): KnownGrant | undefined {
  const same = held.filter((grant) => grant.scope === scope);
  const latest = lastDays(same.map(lasting)).get(scope);
  const longest = same.filter(({ grant }) => sureEnd(grant) === latest);
  const saying = longest.filter(({ grant }) => grant.rationale);
  const [first] = saying.length > 0 ? saying : longest;
  return saying.find(({ grant }) => grant.scope?.text === scope) ?? first;
}

function entriesOf({ scope, uses, until }: NewScope): NewEntry[] {
  return [
    { key: 'scope', value: scope },
    { key: 'rationale', value: rationaleFor(uses) },
    ...(until === undefined ? [] : [{ key: 'until', value: until }]),
  ];
}

type Items = ReadonlySet<unknown>;
/** The edits of items that stay. */
type Renamings = ReadonlyMap<YamlNode, readonly TextEdit[]>;

function listEdits(
  source: string,
  list: SequenceNode,
  keyEnd: number,
  kept: Items,
  added: readonly NewScope[],
  renamed: Renamings,
): TextEdit[] | undefined {
  if (list.items.some((item) => !kept.has(item) && holdsReference(item))) return undefined;
  const gone = new Set(list.items.filter((item) => !kept.has(item)));
  const removed = list.flow
    ? replaceInFlow(
        source,
        list,
        gone,
        added.map((scope) => flowMap(entriesOf(scope))),
      )
    : kept.size + added.length === 0
      ? emptyList(source, list, keyEnd)
      : removeItems(source, list, gone, linesOf(added, ' '.repeat(columnOf(source, list.start))));
  return removed && [...removed, ...[...renamed.values()].flat()];
}

/** Items of a block list, indented by `pad`. */
function linesOf(added: readonly NewScope[], pad: string): string[] {
  return added.flatMap((scope) =>
    entriesOf(scope).map(({ key, value }, i) => `${pad}${i === 0 ? '- ' : '  '}${key}: ${textOf(value)}`),
  );
}

function textOf(value: NewEntry['value']): string {
  return typeof value === 'string' ? scalarText(value, { flow: false }) : '';
}
