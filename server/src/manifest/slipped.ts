/**
 * Integrations at the wrong column, which YAML reads as a part of the one before: a line pasted or indented by hand slips easily.
 * Keys at the wrong column are in `stray-keys.ts`.
 */
import { columnOf, linesOf } from '../yaml/lines.ts';
import { isNull, keyText } from '../yaml/node.ts';
import type { MapNode, Pair, Range } from '../yaml/node.ts';
import { integrationShape, isExtensionKey, keyShape } from './format.ts';
import { hasEntryKeys } from './looks-like-entry.ts';
import type { SlippedEntry } from './problem.ts';
import type { SourceText } from '../text/source-text.ts';

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
  source: SourceText,
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
    if (key !== undefined && isUnknown(key) && hasEntryKeys(pair.value) && !isBroken(pair, errors)) {
      // What follows would become its own.
      problems.push({ ...slipped, key, ...(next ? {} : { move: { lines: linesOf(source, pair), by } }) });
      continue;
    }
    if (key !== undefined && isUnknown(key) && isEmpty(pair) && next && seen.has(keyText(next) ?? '')) {
      problems.push({ ...slipped, key, move: { lines: linesOf(source, pair.key), by } });
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

function isEmpty({ value }: Pair): boolean {
  return value !== undefined && isNull(value);
}
