/** Keys of an integration that stand at the wrong column, where the names of integrations do: YAML reads each as another integration. */
import { columnOf, linesOf } from '../yaml/lines.ts';
import { isNull, keyText } from '../yaml/node.ts';
import type { Pair, Range } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import { integrationShape, keyShape } from './format.ts';
import { integrationIndexAt } from './integration-at.ts';
import type { Manifest, OtherEntry, PlacedIntegration } from './model.ts';
import type { Move, StrayKey } from './problem.ts';

type Entries = Pick<Manifest, 'text' | 'integrations'>;

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
      ? { lines: linesOf(text, keys), by: -column }
      : { lines: linesOf(text, name), by: column >> 1 };
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
