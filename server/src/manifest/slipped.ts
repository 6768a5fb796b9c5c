/**
 * Integrations, and keys of theirs, at the wrong column: a line pasted or indented by hand slips easily, and YAML then reads something
 * else than anybody meant.
 */
import { columnOf, lineStart, nextLine } from '../yaml/lines.ts';
import { isNull, keyText, targetOf } from '../yaml/node.ts';
import type { MapNode, Pair, Range, YamlNode } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import { integrationIndexAt } from './integration-at.ts';
import { integrationShape, isExtensionKey, isKind, keyShape, manifestShape } from './format.ts';
import { GRANT_LISTS } from './misplaced.ts';
import type { Manifest, OtherEntry, PlacedIntegration } from './model.ts';
import type { Move, SlippedEntry, StrayKey } from './problem.ts';
import type { DictionaryShape, MapShape, Shape } from './shape.ts';

/** An integration's map without the integrations that slipped into it. */
export interface Sorted {
  readonly map: MapNode;
  readonly problems: readonly SlippedEntry[];
  /** Where the keys of another one begin, if they stand among its own. */
  readonly hiddenFrom: number | undefined;
}

/** The map of an integration without what seems to be another integration; undefined where nothing does. Offsets as those of `source`. */
export function withoutSlipped(
  { key: name, value: map }: Pair,
  source: string,
  errors: readonly Range[],
): Sorted | undefined {
  if (map?.type !== 'map' || map.flow) return undefined;
  const problems: SlippedEntry[] = [];
  const kept: Pair[] = [];
  const seen = new Set<string>();
  let hiddenFrom: number | undefined;
  for (const [i, pair] of map.pairs.entries()) {
    const key = keyText(pair);
    const next = map.pairs[i + 1];
    const by = columnOf(source, pair.start) - columnOf(source, name.start);
    const slipped = { kind: 'slipped-entry', at: { start: pair.key.start, end: pair.key.end } } as const;
    if (key !== undefined && isUnknown(key) && isEntryNode(pair.value) && !isBroken(pair, errors)) {
      // What follows would become its own.
      problems.push({ ...slipped, key, ...(next ? {} : { move: { lines: linesOf(pair, source), by } }) });
      continue;
    }
    if (key !== undefined && isUnknown(key) && isEmpty(pair) && next && seen.has(keyText(next) ?? '')) {
      problems.push({ ...slipped, key, move: { lines: linesOf(pair.key, source), by } });
      hiddenFrom = pair.key.end;
      break;
    }
    if (key !== undefined) seen.add(key);
    kept.push(pair);
  }
  if (problems.length === 0) return undefined;
  return { map: { ...map, pairs: kept }, problems, hiddenFrom };
}

function isUnknown(key: string): boolean {
  return (
    !isExtensionKey(key) &&
    key !== '<<' &&
    keyShape(integrationShape, key) === undefined &&
    !KEYS_BELOW.has(key)
  );
}

/** The keys of the maps below an integration, such as “storedIn”: one that slips is no name. */
const KEYS_BELOW: ReadonlySet<string> = new Set(
  Object.values(integrationShape.keys).flatMap(({ shape }) =>
    shape.type === 'map' ? Object.keys(shape.keys) : [],
  ),
);

/** Whether YAML stumbles within the pair: what it takes for a part of that may be none. */
function isBroken({ start, end }: Range, errors: readonly Range[]): boolean {
  return errors.some((error) => start < error.start && error.start < end);
}

/** Whether the node is that of an integration, as only that has these keys. */
function isEntryNode(node: YamlNode | undefined): boolean {
  return (
    node?.type === 'map' &&
    node.pairs.some((pair) => ['kind', 'scopes', 'permissions'].includes(keyText(pair) ?? ''))
  );
}

/** Whether the node is one of which nobody would say that it is anything else than an integration. */
export function isEntry(node: YamlNode | undefined): boolean {
  const value = targetOf(node);
  if (value?.type !== 'map') return false;
  const keys = value.pairs.flatMap((own) => keyText(own) ?? []);
  const known = keys.filter((own) => keyShape(integrationShape, own));
  return known.length > 1 || known.includes('kind') || known.includes('scopes');
}

/** Whether a value that a map has no shape for is an integration that holds something: below its keys or those of the file. */
export function isEntryIn(
  map: MapShape | DictionaryShape,
  known: Shape | undefined,
  node: YamlNode | undefined,
): boolean {
  // What stands among the keys of the file or of an integration is told by those who see all of them.
  const isBelow =
    map.type === 'map'
      ? !known && map !== manifestShape && map !== integrationShape
      : known?.type === 'choice';
  if (!isBelow || !isEntry(node)) return false;
  const value = targetOf(node);
  return (
    value?.type === 'map' &&
    value.pairs.some((pair) => {
      const key = keyText(pair) ?? '';
      return (
        GRANT_LISTS.includes(key) ||
        (key === 'kind' && pair.value?.type === 'scalar' && isKind(pair.value.text))
      );
    })
  );
}

function isEmpty({ value }: Pair): boolean {
  return value !== undefined && isNull(value);
}

/** From the start of its first line to behind the break of its last one. */
function linesOf({ start, end }: Range, source: string): Range {
  return { start: lineStart(source, start), end: nextLine(source, Math.max(start, end - 1)) };
}

/**
 * Whether an entry is a key of an integration and not its name: its value is of that key's own form, which no integration has. Goes by
 * the entry alone.
 */
export function isStray(pair: Pair): boolean {
  const { value } = pair;
  const shape = keyShape(integrationShape, keyText(pair) ?? '')?.shape;
  if (!shape || !value || isNull(value)) return false;
  if (value.type === 'sequence') return shape.type === 'list';
  if (value.type === 'scalar') return shape.type === 'text' || shape.type === 'choice';
  return (
    shape.type === 'map' &&
    value.type === 'map' &&
    value.pairs.length > 0 &&
    value.pairs.every((own) => keyShape(shape, keyText(own) ?? '') !== undefined)
  );
}

/** The keys of integrations that stand where their names do, one problem for those that follow one another. */
export function strayKeys(otherEntries: readonly OtherEntry[], manifest: Entries): StrayKey[] {
  const strays = otherEntries.filter(({ pair }) => isStray(pair));
  if (strays.length === 0) return [];
  const { owners, emptyOf } = ownersOf(manifest.integrations);
  const runs = new Map<PlacedIntegration | undefined, [OtherEntry, ...OtherEntry[]]>();
  for (const stray of strays) {
    const owner = owners[integrationIndexAt(manifest, stray.start)];
    const run = runs.get(owner);
    if (run) run.push(stray);
    else runs.set(owner, [stray]);
  }
  let columns: ReadonlySet<number> | undefined;
  return [...runs].map(([owner, run]) =>
    strayKey(
      run,
      owner,
      (owner && emptyOf.get(owner)) ?? [],
      manifest.text,
      () => (columns ??= columnsOf(manifest)),
    ),
  );
}

/** The integration that each belongs to: an empty one named like a key, behind a name without keys, is a key of that. */
function ownersOf(integrations: readonly PlacedIntegration[]) {
  const owners: PlacedIntegration[] = [];
  const emptyOf = new Map<PlacedIntegration, PlacedIntegration[]>();
  for (const [i, placed] of integrations.entries()) {
    const before = integrations[i - 1];
    const owner = owners[i - 1];
    const isKey =
      before && keyShape(integrationShape, placed.entry.name.text) && isBare(placed) && isBare(before);
    owners.push(isKey && owner ? owner : placed);
    if (!isKey || !owner) continue;
    const empty = emptyOf.get(owner);
    if (empty) empty.push(placed);
    else emptyOf.set(owner, [placed]);
  }
  return { owners, emptyOf };
}

/** The columns in which names stand with something below them. */
function columnsOf({ text, integrations }: Entries): ReadonlySet<number> {
  const owners = integrations.filter((entry) => !isBare(entry));
  return new Set(owners.map((entry) => columnOf(text, nameOf(entry).start)));
}

function nameOf({ start, entry }: PlacedIntegration): Range {
  return shiftRange(entry.name.at, start);
}

type Entries = Pick<Manifest, 'text' | 'integrations'>;

function strayKey(
  strays: readonly [OtherEntry, ...OtherEntry[]],
  before: PlacedIntegration | undefined,
  empty: readonly PlacedIntegration[],
  text: string,
  columns: () => ReadonlySet<number>,
): StrayKey {
  const [first] = strays;
  const at = shiftRange(first.pair.key, first.start);
  const problem = { kind: 'stray-key', key: keyText(first.pair) ?? '', at } as const;
  if (!before || !isBare(before)) return problem;
  const name = nameOf(before);
  const all = [
    ...strays.map(({ pair, start }) => shiftRange(pair, start)),
    ...empty.map(({ entry, start }) => shiftRange(entry.at, start)),
  ].sort((a, b) => a.start - b.start);
  const keys = { start: all[0]?.start ?? at.start, end: all.at(-1)?.end ?? at.end };
  const column = columnOf(text, name.start);
  // Where others stand in its column the name is right, and the keys are not; it is one step from the edge, and so are they from it.
  const move: Move =
    column < 2 * LEAST || columns().has(column)
      ? { lines: linesOf(keys, text), by: -column }
      : { lines: linesOf(name, text), by: column >> 1 };
  const owner = {
    name: before.entry.name.text,
    starts: [before, ...empty].map(({ start }) => start),
  };
  return { ...problem, at: name, owner, move };
}

/** By how much people indent, at least. */
const LEAST = 2;

/** Whether nothing stands below the name. */
function isBare({ entry: { source, name } }: PlacedIntegration): boolean {
  return source.slice(name.at.end).replace(/#.*/g, '').trim() === ':';
}
