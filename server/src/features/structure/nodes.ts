/** The nodes of a manifest as they were read, with offsets of the file, for what looks at form rather than meaning. */
import { integrationIndexAt } from '../../manifest/integration-at.ts';
import type { Manifest } from '../../manifest/model.ts';
import { keyText, touches } from '../../yaml/node.ts';
import type { Pair, Range, YamlNode } from '../../yaml/node.ts';
import { leadingCount } from '../../yaml/search.ts';
import { shiftRange } from '../../yaml/shift.ts';

/** A pair, and the offset of the file that its own offsets count from. */
export interface PlacedPair {
  readonly start: number;
  readonly pair: Pair;
}

/** The file's own pairs; of `integrations` only the key (see {@link integrationsPair}). */
export function ownPairs({ file }: Manifest): readonly Pair[] {
  return file.root?.node?.pairs ?? [];
}

/** The pair whose value holds the entries. */
export function integrationsPair(manifest: Manifest): Pair | undefined {
  return ownPairs(manifest).find((pair) => keyText(pair) === 'integrations');
}

/** From the first entry's name to the end of the last entry; undefined where there is none. */
function entriesRange(manifest: Manifest): Range | undefined {
  const { integrations, otherEntries } = manifest;
  const first = integrations[0];
  const last = integrations.at(-1);
  const ends = [
    ...(first ? [shiftRange(first.entry.at, first.start)] : []),
    ...(last ? [shiftRange(last.entry.at, last.start)] : []),
    ...otherEntries.map(({ start, pair }) => shiftRange(pair, start)),
  ];
  return ends.length === 0 ? undefined : ends.reduce(span);
}

/** The key `integrations` with all that is under it. */
export function integrationsRange(manifest: Manifest): Range | undefined {
  const pair = integrationsPair(manifest);
  const entries = entriesRange(manifest);
  // Behind an alias they stand elsewhere.
  return pair && entries && entries.start > pair.start ? span(pair, entries) : pair;
}

function span(a: Range, b: Range): Range {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** What an offset lies in: a pair, or a node with the part that it has in its pair. */
export interface Step extends Range {
  readonly node?: YamlNode;
  readonly isKey: boolean;
}

/** Everything that `offset` lies in or at the edge of, from the outermost pair to the innermost node. */
export function stepsAt(manifest: Manifest, offset: number): Step[] {
  const steps: Step[] = [];
  const entry = entryAt(manifest, offset);
  const holder = integrationsPair(manifest);
  const all = integrationsRange(manifest);
  if (entry) {
    const entries = entriesRange(manifest);
    if (all && touches(all, offset)) steps.push({ ...all, isKey: false });
    const map = holder?.value;
    if (map && touches(map, offset)) steps.push({ start: map.start, end: map.end, isKey: false });
    if (entries) steps.push({ ...entries, isKey: false });
    descendPair(entry.pair, entry.start, offset, steps);
    return steps;
  }
  for (const pair of ownPairs(manifest)) {
    const range = pair === holder ? all : pair;
    if (!range || !touches(range, offset)) continue;
    if (pair !== holder) descendPair(pair, 0, offset, steps);
    else {
      steps.push({ ...range, isKey: false });
      if (touches(pair.key, offset)) descend(pair.key, 0, offset, true, steps);
    }
    break;
  }
  return steps;
}

function entryAt(manifest: Manifest, offset: number): PlacedPair | undefined {
  const holds = ({ start, pair }: PlacedPair): boolean => touches(shiftRange(pair, start), offset);
  const placed = manifest.integrations[integrationIndexAt(manifest, offset)];
  const candidate = placed && { start: placed.start, pair: placed.integration.pair };
  return candidate && holds(candidate) ? candidate : manifest.otherEntries.find(holds);
}

function descendPair(pair: Pair, start: number, offset: number, steps: Step[]): void {
  steps.push({ ...shiftRange(pair, start), isKey: false });
  // A lone word, without a colon behind it, is no key yet.
  const isKey = pair.value !== undefined;
  if (touches(shiftRange(pair.key, start), offset)) descend(pair.key, start, offset, isKey, steps);
  else if (pair.value) descend(pair.value, start, offset, false, steps);
}

function descend(node: YamlNode, start: number, offset: number, isKey: boolean, steps: Step[]): void {
  if (!touches(shiftRange(node, start), offset)) return;
  steps.push({ ...shiftRange(node, start), node, isKey });
  if (node.type === 'map') {
    const pair = lastAt(node.pairs, offset - start);
    if (pair) descendPair(pair, start, offset, steps);
  } else if (node.type === 'sequence') {
    const item = lastAt(node.items, offset - start);
    if (item) descend(item, start, offset, isKey, steps);
  }
}

/** The last of the ranges that `offset` lies in or at the edge of. They stand in order, and a list can be long. */
function lastAt<R extends Range>(ranges: readonly R[], offset: number): R | undefined {
  const found = ranges[leadingCount(ranges, ({ start }) => start <= offset) - 1];
  return found && touches(found, offset) ? found : undefined;
}
