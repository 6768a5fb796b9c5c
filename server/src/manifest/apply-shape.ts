/** Applies the format to a node tree: values of the right form come out, and a problem for all that is not. Never throws. */
import { columnOf, eolOf } from '../yaml/lines.ts';
import { isNull, keyText } from '../yaml/node.ts';
import type { MapNode, Pair, ScalarNode, SequenceNode, YamlNode } from '../yaml/node.ts';
import { withCopy } from './copies.ts';
import { integrationShape, isExtensionKey, keyShape } from './format.ts';
import { keyNoText } from './key-no-text.ts';
import { isGrantingEntryIn } from './looks-like-entry.ts';
import { followAlias, located, textOf } from './place.ts';
import type { Place, Reading } from './place.ts';
import type { Problem } from './problem.ts';
import { isGrant, isGrantUnder } from './misplaced.ts';
import { continuesText, joinedFlowText, mapAsExplainedScope, mapAsScope } from './read-as-another.ts';
import type { ExplainedScope } from './read-as-another.ts';
import { readText, readUnknown } from './read-text.ts';
import { rejoin } from './rejoin.ts';
import { deeperItems, keysLeft, mapInText, keysWithin, pairsMeant } from './run-together.ts';
import type { DictionaryShape, ListShape, MapShape, Shape } from './shape.ts';
import { swallowedGrants } from './swallowed.ts';
import { isFreeText } from './text-format.ts';
import type { Entry, Item, ListValue, MapValue, Text, Value } from './value.ts';

/** The value of the node by its shape; undefined where it is null or of another form. */
export function applyShape(place: Place, shape: Shape, reading: Reading): Value | undefined {
  const here = followAlias(place);
  if (!here.node) {
    if (place.via && place.node?.type === 'alias' && place.node.target) {
      const { name, start, end } = place.node;
      reading.problems.push({
        kind: 'invalid-value',
        expected: 'an alias without another one behind it',
        written: '',
        behind: name,
        at: place.via.at,
        definedAt: { start, end },
      });
    }
    return undefined;
  }
  switch (shape.type) {
    case 'text':
    case 'choice':
      return readText(here, here.node, shape, reading);
    case 'literal':
      return here.node.type === 'scalar' && !isNull(here.node)
        ? textOf(here, here.node, here.node.text)
        : undefined;
    case 'list':
      return readList(here, here.node, shape, reading);
    case 'map':
      return readMap(here, here.node, shape, reading);
    case 'dictionary':
      return readMap(here, here.node, shape, reading);
    case 'text-or-map':
      return readTextOrMap(here, here.node, shape.map, reading);
  }
}

function readList(place: Place, node: YamlNode, shape: ListShape, reading: Reading): ListValue | undefined {
  if (isNull(node)) return undefined;
  if (node.type !== 'sequence') {
    reading.problems.push({
      kind: 'invalid-value',
      expected: 'a list',
      written: node.type === 'scalar' ? node.text : '',
      ...located(place, node),
    });
    return undefined;
  }
  return {
    type: 'list',
    items: node.items.map((item) => readItem(place, node, item, shape.item, reading)),
    ...located(place, node),
  };
}

const NONE: readonly never[] = [];

function readItem(place: Place, list: SequenceNode, node: YamlNode, shape: Shape, reading: Reading): Item {
  const itemPlace = { ...place, node, flow: list.flow || place.flow };
  const deeper = list.flow ? NONE : deeperItems(place, node, reading.source);
  const { problems } = reading;
  const before = problems.length;
  // Which of them is which is for the writer to say: the text of both is none of either. Where any text will do it is one, as to YAML.
  const value = deeper.length > 0 && !isFreeText(shape) ? undefined : applyShape(itemPlace, shape, reading);
  if (deeper.length > 0) {
    const told = new Set(problems.slice(before).map(({ at }) => at.start));
    for (const at of deeper) if (!told.has(at.start)) problems.push({ kind: 'deeper-item', at });
  }
  if (!value && isNull(node)) {
    problems.push({
      kind: 'invalid-value',
      expected: 'filled in or taken out: this item of the list is empty',
      written: '',
      ...located(place, node),
    });
  }
  const { at, definedAt } = value ?? located(place, node);
  // A use or a name of something is no scope.
  const isMisplaced = value?.type === 'text' && shape.type === 'text' && isGrant(node, reading.knowsScope);
  if (isMisplaced) problems.push({ ...MISPLACED, written: value.text, ...located(place, node) });
  return {
    value: isMisplaced ? undefined : value,
    node: place.via ? undefined : node,
    list: place.via ? undefined : list,
    at,
    ...(definedAt ? { definedAt } : {}),
  };
}

const MISPLACED = {
  kind: 'invalid-value',
  expected: 'below “scopes”: here nobody reads what it grants',
  grants: true,
} as const;
/** The same of a list, which may hold permissions in another service. */
const MISPLACED_LIST = {
  ...MISPLACED,
  expected: 'below “scopes” or “permissions”: here nobody reads what it grants',
};

function readTextOrMap(place: Place, node: YamlNode, map: MapShape, reading: Reading): Value | undefined {
  if (node.type === 'scalar') {
    const meant = mapInText(place, node, map, reading);
    const value = meant && readMap(place, meant, map, reading);
    // To YAML it is no map: nothing can be written into it.
    return value
      ? { ...value, node: undefined }
      : readText(place, node, { type: 'text', format: 'scope' }, reading);
  }
  if (node.type !== 'map' || node.pairs.some((pair) => keyText(pair) === 'scope'))
    return readMap(place, node, map, reading);
  const explained = mapAsExplainedScope(node, reading.knowsScope);
  if (explained) return readExplainedScope(place, explained, map, reading);
  const written = mapAsScope(node, (key) => keyShape(map, key) !== undefined, reading.knowsScope);
  if (!written) return readMap(place, node, map, reading);
  const { scope, pair } = written;
  const alone = node.pairs.length === 1;
  const at = { start: pair.start, end: pair.end };
  // Between braces a text alone would still be a key.
  const inBraces = reading.source.slice(node.start, node.start + 1) === '{';
  const cure = alone && !inBraces ? scope : `scope: ${scope}`;
  reading.problems.push({
    kind: 'scope-written-as-map',
    scope,
    ...(place.via ? {} : { cure }),
    ...located(place, at),
  });
  const text: Text = { type: 'text', text: scope, node: undefined, flow: place.flow, ...located(place, at) };
  if (alone) return text;
  const rest = readMap(place, { ...node, pairs: node.pairs.filter((other) => other !== pair) }, map, reading);
  if (!rest) return text;
  const scopeEntry: Entry = { keyAt: pair.key, value: text, pair };
  return {
    ...rest,
    node: place.via ? undefined : node,
    entries: new Map([['scope', scopeEntry], ...rest.entries]),
  };
}

/** Reads `- org:read: why` as the scope and its rationale. */
function readExplainedScope(
  place: Place,
  { node, pair, scope, why }: ExplainedScope,
  map: MapShape,
  reading: Reading,
): MapValue | undefined {
  const { source, problems } = reading;
  const at = { start: pair.start, end: pair.end };
  const nextLine = eolOf(source.toString()) + ' '.repeat(columnOf(source, pair.start));
  const cure = `scope: ${scope}${why ? `${nextLine}rationale: ${source.slice(why.start, why.end)}` : ''}`;
  problems.push({
    kind: 'scope-written-as-map',
    scope,
    ...(place.via ? {} : { cure }),
    ...located(place, at),
  });
  const text: Text = { type: 'text', text: scope, node: undefined, flow: place.flow, ...located(place, at) };
  const rationale = why && readMap(place, { ...node, pairs: [{ ...pair, key: RATIONALE }] }, map, reading);
  return {
    type: 'map',
    node: undefined,
    flow: place.flow,
    entries: new Map([['scope', { keyAt: pair.key, value: text, pair }], ...(rationale?.entries ?? [])]),
    ...located(place, node),
  };
}

const RATIONALE: ScalarNode = {
  type: 'scalar',
  value: 'rationale',
  text: 'rationale',
  style: 'plain',
  start: 0,
  end: 0,
};

/** Reads a map with the keys of `shape`, or with any keys and values of the dictionary's own shape. */
function readMap(
  place: Place,
  node: YamlNode,
  shape: MapShape | DictionaryShape,
  reading: Reading,
): MapValue | undefined {
  if (isNull(node)) return undefined;
  if (node.type !== 'map') {
    const isText = node.type === 'scalar';
    const expected = isText ? `a map of keys and values${firstKeyOf(shape)}` : 'a map, not a list';
    // A list in place of an integration is told as that, and other services call permissions of theirs as Sentry calls scopes, such as “team:read”.
    const mayBeElse =
      shape === integrationShape || (shape.type === 'map' && keyShape(shape, 'permission') !== undefined);
    const isMisplaced = !mayBeElse && isGrant(node, reading.knowsScope);
    reading.problems.push({
      ...(isMisplaced ? (isText ? MISPLACED : MISPLACED_LIST) : { kind: 'invalid-value', expected }),
      written: isText ? node.text : '',
      ...(shape.type === 'map' ? { keys: Object.keys(shape.keys) } : {}),
      ...(isText && !place.via ? { edit: { node, flow: place.flow } } : {}),
      ...located(place, node),
    });
    return undefined;
  }
  const entries = new Map<string, Entry>();
  const inside = { ...place, flow: place.flow || node.flow };
  const pairs = pairsMeant(place, node, shape, reading);
  const holder: Holder = {
    place: inside,
    node: pairs === node.pairs ? node : { ...node, pairs },
    shape,
    entries,
    left: undefined,
  };
  let previous: Pair | undefined;
  for (const pair of pairs) {
    readPair(holder, pair, previous, reading);
    if (pair.value) previous = pair;
  }
  return {
    type: 'map',
    entries,
    node: place.via ? undefined : node,
    flow: inside.flow,
    ...located(place, node),
  };
}

/** ", the first of them “permission”": with what a map begins that was written as a text. */
function firstKeyOf(shape: Shape): string {
  const [key] = shape.type === 'map' ? Object.keys(shape.keys) : [];
  return key === undefined ? '' : `, the first of them “${key}”`;
}

/** The map whose pairs are being read. */
interface Holder {
  readonly place: Place;
  readonly node: MapNode;
  readonly shape: MapShape | DictionaryShape;
  readonly entries: Map<string, Entry>;
  /** The keys that it may have and does not have, once somebody asked. */
  left: readonly string[] | undefined;
}

/** Reads a pair into its map; `previous` is the last one before it that has a value. */
function readPair(holder: Holder, pair: Pair, previous: Pair | undefined, reading: Reading): void {
  const { place, node: map, shape, entries } = holder;
  const { problems } = reading;
  const key = keyText(pair);
  if (key === undefined) {
    problems.push(keyNoText(place, pair, shape, reading));
    return;
  }
  if (key === '<<') {
    problems.push({ kind: 'merge-key', ...located(place, pair.key) });
    return;
  }
  if (isExtensionKey(key)) {
    readUnknown({ ...place, node: pair.value }, problems);
    doubtQuotes(holder, pair, problems);
    return;
  }
  const valueShape = shape.type === 'map' ? keyShape(shape, key)?.shape : shape.value;
  if (key !== 'integrations' && isGrantingEntryIn(shape, valueShape, pair.value)) {
    problems.push({ kind: 'slipped-entry', key, ...located(place, pair.key) });
    return;
  }
  if (!valueShape) {
    readUnknownKey(holder, key, pair, previous, reading);
    return;
  }
  const first = entries.get(key);
  // A lone word has its finding already.
  if (first && !pair.value && !map.flow) return;
  const keyIn = located(place, pair.key);
  if (first) problems.push({ kind: 'duplicate-key', key, first: first.firstAt ?? first.keyAt, ...keyIn });
  const value = applyShape({ ...place, node: pair.value }, valueShape, reading);
  doubtQuotes(holder, pair, problems);
  // An empty copy hides nothing of the other, whichever of them a parser would keep.
  if (!first || (isNull(first.pair.value) && !isNull(pair.value)))
    entries.set(key, { keyAt: keyIn.at, ...(first && { firstAt: first.keyAt }), value, pair });
  else if (first.value?.type === 'list' && value?.type === 'list')
    entries.set(key, { ...first, value: withCopy(first.value, value) });
}

/** Reads a pair whose key the map cannot have. */
function readUnknownKey(
  holder: Holder,
  key: string,
  pair: Pair,
  previous: Pair | undefined,
  reading: Reading,
): void {
  const { place, node: map, shape, entries } = holder;
  // A dictionary takes any key.
  if (shape.type === 'dictionary') return;
  const { problems } = reading;
  const joined =
    !place.via && map.flow && continuesText(previous, key, shape)
      ? joinedFlowText(previous, pair, reading.source)
      : undefined;
  if (joined && previous && rejoin(previous, joined, entries, place, reading)) return;
  // A lone word has its finding already: in block style no key goes without a colon.
  if (!pair.value && !map.flow) return;
  const edit = !place.via && pair.key.type === 'scalar' ? { edit: { node: pair.key, flow: place.flow } } : {};
  problems.push({
    kind: 'unknown-key',
    key,
    known: (holder.left ??= keysLeft(shape, map)),
    map,
    shape,
    ...edit,
    ...(isGrantUnder(pair, map, shape, reading.knowsScope) ? { grants: true } : {}),
    ...located(place, pair.key),
  });
  readUnknown({ ...place, node: pair.value }, problems);
  if (!place.via && pair.value?.type === 'scalar') problems.push(...swallowedGrants(pair.value, reading));
  doubtQuotes(holder, pair, problems);
}

/** Marks the missing quotes of a value as doubtful, where a part of it may be a key that the map has not got yet. */
function doubtQuotes(holder: Holder, { value }: Pair, problems: Problem[]): void {
  const problem = problems.at(-1);
  const { shape, node } = holder;
  if (problem?.kind !== 'needs-quotes' || problem.at.start !== value?.start || shape.type !== 'map') return;
  const within = keysWithin(problem.text, (holder.left ??= keysLeft(shape, node)));
  if (within.length > 0) problems[problems.length - 1] = { ...problem, within };
}
