/** The line “integrations:” below another key of the file, for example where a block of lines was indented by one step too many. */
import { isExtensionKey } from '../manifest/format.ts';
import { isSurelyEntry } from '../manifest/looks-like-entry.ts';
import { columnOf, lineStart, linesOf } from '../yaml/lines.ts';
import { isNull, keyText } from '../yaml/node.ts';
import type { MapNode, Pair } from '../yaml/node.ts';
import { moveFix } from './fixes.ts';
import type { Fix } from './rule.ts';

interface Indented {
  readonly line: Pair;
  /** Whether what stands in it and behind it is integrations alone. */
  readonly isSure: boolean;
}

/** Each integration below a key of the file asks for it. */
const indentedIn = new WeakMap<MapNode, Indented | undefined>();

/** The line below a key of the file; undefined where there is none. */
export function integrationsBelow({ value }: Pair): Indented | undefined {
  if (value?.type !== 'map' || value.flow) return undefined;
  if (!indentedIn.has(value)) indentedIn.set(value, findIndented(value));
  return indentedIn.get(value);
}

function findIndented(value: MapNode): Indented | undefined {
  const at = value.pairs.findIndex((pair) => keyText(pair) === 'integrations');
  const line = value.pairs[at];
  if (!line) return undefined;
  const isRight = isNull(line.value) || line.value?.type === 'map';
  return { line, isSure: isRight && [...entriesIn(line), ...value.pairs.slice(at + 1)].every(isEntry) };
}

function entriesIn({ value }: Pair): readonly Pair[] {
  return value?.type === 'map' ? value.pairs : [];
}

function isEntry(pair: Pair): boolean {
  return isSurelyEntry(pair.value) || isExtensionKey(keyText(pair) ?? '');
}

/** Moves the line below the key, and the lines that stand in it by as much; undefined where others would not line up with them. */
export function toLeftEdge(source: string, holder: Pair): Fix | undefined {
  const { line, isSure } = integrationsBelow(holder) ?? {};
  const atEdge = /^\uFEFF?$/.test(source.slice(lineStart(source, holder.start), holder.start));
  if (!line || !isSure || !atEdge || holder.value?.type !== 'map') return undefined;
  const by = columnOf(source, line.start);
  const [first] = entriesIn(line);
  const isLast = holder.value.pairs.at(-1) === line;
  if (first && !isLast && columnOf(source, first.start) !== 2 * by) return undefined;
  const lines = linesOf(source, isNull(line.value) ? line.key : line);
  return moveFix(source, { lines, by }, 'Move integrations to the left edge');
}
