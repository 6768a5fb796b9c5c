/** What a key that the format does not have is most likely meant for, and whether that grants anything. */
import { isKeySomewhere, keyShape, mayHaveKey } from '../manifest/format.ts';
import { GRANT_LISTS, GRANTING_KEYS } from '../manifest/misplaced.ts';
import type { Problem, UnknownKey } from '../manifest/problem.ts';
import type { MapShape, Shape } from '../manifest/shape.ts';
import { isNull, targetOf } from '../yaml/node.ts';
import type { YamlNode } from '../yaml/node.ts';
import { indexFrom } from '../yaml/search.ts';
import { scopeMeant } from './granted.ts';
import { distanceTo, nearest } from './nearest.ts';
import { swappedColon } from './no-colon.ts';

/** A key that no mark divides from its value as YAML needs it, and what is wrong with that. */
export interface Lacking {
  readonly word: string;
  readonly lacks: 'colon' | 'blank' | 'order';
}

/**
 * A key that may still stand here, with no colon or no blank before its value, as in `{ every 30 days }`, `review { every`,
 * `review:{ every` and `review :{ every`; undefined for another text.
 */
export function lackingAt(
  { at, key, map }: Pick<UnknownKey, 'at' | 'key' | 'map'>,
  known: readonly string[],
): Lacking | undefined {
  const swapped = swappedColon(key);
  if (swapped) return known.includes(swapped.key) ? { word: swapped.key, lacks: 'order' } : undefined;
  const [, word = '', colon, bracket] = /^([A-Za-z]+)(?: +|(:))(?:([[{])|\S)/.exec(key) ?? [];
  if (!known.includes(word) || (colon !== undefined && bracket === undefined)) return undefined;
  // What stands behind the first colon in brackets is taken for the value.
  const pair = map.pairs[indexFrom(map.pairs, at.start)];
  const isWhole = bracket !== undefined || (pair?.start === at.start && !pair.value);
  return isWhole ? { word, lacks: colon === undefined ? 'colon' : 'blank' } : undefined;
}

/** Which of the known keys is most likely meant by one that the format does not have, in an integration of the kind; undefined where none is. */
function keyMeant(key: string, known: readonly string[], kind: string | undefined): string | undefined {
  const own = Object.hasOwn(NAMES_OF_SENTRY, key) ? NAMES_OF_SENTRY[key] : undefined;
  return nearest(key, known) ?? known.find((other) => other === own && mayHaveKey(other, kind));
}

/** The same by what stands under the key too: a key that takes a list is not meant by one that holds a text, where another one is as near. */
export function keyFitting(
  problem: UnknownKey,
  known: readonly string[],
  kind: string | undefined,
): string | undefined {
  const { key, shape } = problem;
  const value = valueOf(problem);
  const fitting = isNull(value)
    ? []
    : known.filter((other) => fits(value, keyShape(shape, other)?.shape.type));
  // What the format has elsewhere is no slip of the finger, but maybe the wrong one of two forms.
  const rest = isKeySomewhere(key)
    ? known.filter((other) => other === `${key}s` || key === `${other}s`)
    : known;
  return keyMeant(key, fitting, kind) ?? keyMeant(key, rest, kind);
}

function valueOf({ at, map }: Pick<UnknownKey, 'at' | 'map'>): YamlNode | undefined {
  const pair = map.pairs[indexFrom(map.pairs, at.start)];
  const value = pair?.start === at.start ? pair.value : undefined;
  return targetOf(value);
}

function fits(node: YamlNode | undefined, shape: Shape['type'] | undefined): boolean {
  if (node?.type === 'map') return shape === 'map' || shape === 'dictionary';
  return shape !== 'map' && shape !== 'dictionary' && (node?.type === 'sequence') === (shape === 'list');
}

/** The keys that an item of the lists of a map may have. */
export function keysOfItems({ keys }: MapShape): readonly string[] {
  return Object.values(keys).flatMap(({ shape }) => keysOfItem(shape));
}

/** The lists of a map of which an item may have a key. */
function listsWith({ keys }: MapShape, key: string): readonly string[] {
  return Object.keys(keys).filter((list) => keysOfItem(keys[list]?.shape).includes(key));
}

function keysOfItem(shape: Shape | undefined): readonly string[] {
  const item = shape?.type === 'list' ? shape.item : undefined;
  const map = item?.type === 'text-or-map' ? item.map : item;
  return map?.type === 'map' ? Object.keys(map.keys) : [];
}

/** Keys as Sentry's own API calls what the format has under another name. */
const NAMES_OF_SENTRY: Readonly<Record<string, string>> = { events: 'webhooks' };

/** The keys under which stands what is granted, of a file, of an integration and of the items of its lists. */
export const GRANTING: ReadonlySet<string> = new Set([
  'integrations',
  ...GRANTING_KEYS,
  'scope',
  'permission',
  'access',
]);

/** Whether it is a key that the format does not have, most likely meant for one that grants, be that there as well or not. */
export function isGrantMisspelt(problem: Problem, kind?: string): boolean {
  if (problem.kind !== 'unknown-key') return false;
  const { key, known, shape } = problem;
  if (key === 'integrations') return mayHoldEntries(valueOf(problem));
  // What a mark is missing behind is that key, be it there already or not: the first one alone is read.
  const word = lackingAt(problem, Object.keys(shape.keys))?.word ?? key;
  const all = [...known, ...moreOf(shape, known, word)];
  const lacking = lackingAt(problem, all)?.word;
  const meant =
    lacking === undefined ? [keyMeant(key, all, kind), keyFitting(problem, all, kind)] : [lacking];
  // That of an item, such as “access”, slipped out of its list.
  const lists = GRANTING.has(key) ? listsWith(shape, key) : [];
  // What the kind cannot have would grant nothing under its right name either.
  return [...meant, ...lists].some((own) => own !== undefined && GRANTING.has(own) && mayHaveKey(own, kind));
}

/** Whether integrations may stand in it, by name or in a list: no text, nor a list or a map of texts. */
function mayHoldEntries(node: YamlNode | undefined): boolean {
  const values =
    node?.type === 'sequence' ? node.items : node?.type === 'map' ? node.pairs.map(({ value }) => value) : [];
  return values.some((value) => targetOf(value)?.type === 'map');
}

/** Whether it is something that is granted in a place where nobody reads it: below another key of the integration, or in another list. */
export function isMisplaced(problem: Problem): boolean {
  if (problem.kind === 'invalid-value') return problem.grants === true;
  if (problem.kind !== 'unknown-key') return false;
  return problem.grants === true || isGrantList(problem, valueOf(problem));
}

/** Whether a key is that of a list of what is granted, in whatever letters, or misspelt with something below it that such a list holds. */
export function isGrantList({ key }: UnknownKey, value: YamlNode | undefined): boolean {
  const written = key.toLowerCase();
  if (GRANT_LISTS.includes(written)) return true;
  if (!GRANT_LISTS.some((list) => distanceTo(list, key) !== undefined)) return false;
  // The key of one item is told where it is met.
  return value?.type !== 'scalar' || (!GRANTING.has(written) && scopeMeant(value.text) !== undefined);
}

/** The keys that are there and that it may be meant for all the same: what is one text is read, but for another one of its very name. */
function moreOf(shape: MapShape, left: readonly string[], key: string): string[] {
  return Object.keys(shape.keys).filter((own) => {
    const type = keyShape(shape, own)?.shape.type;
    const isOneText = type === 'text' || type === 'choice';
    return !left.includes(own) && (!isOneText || own.toLowerCase() === key.toLowerCase());
  });
}
