/** Minimal edits that take something out of a text, by the rules of `edits.ts`: a comment goes only with the item that it belongs to. */
import { holdsComment } from './comments.ts';
import { endOfItem, replaceInFlow } from './flow-lists.ts';
import { hasNoContent } from './has-no-content.ts';
import { columnOf, eolOf, lineStart, nextLine } from './lines.ts';
import { holdsReference } from './node.ts';
import type { MapNode, Pair, Range, SequenceNode, YamlNode } from './node.ts';
import { indexFrom } from './search.ts';
import type { TextEdit } from './text-edit.ts';

/** Takes an item out of its list; `comment` stays in its place as a comment line (block style only). */
export function removeItem(
  source: string,
  list: SequenceNode,
  item: YamlNode,
  comment?: string,
): TextEdit | undefined {
  const index = indexOf(list.items, item);
  if (index < 0 || holdsReference(item)) return undefined;
  if (list.flow) return list.items.length > 1 ? removeFromFlow(source, list.items, index) : undefined;
  if (list.items.length === 1) return undefined;
  const lines = linesOfItem(source, item);
  if (!lines) return undefined;
  const note =
    comment === undefined
      ? ''
      : `${source.slice(lines.start, source.indexOf('-', lines.start))}# ${oneLine(comment)}${eolOf(source)}`;
  return withoutLines(source, lines, note);
}

/**
 * Takes some items out of their list, in one edit for each stretch of them, so that no two overlap. In a block list the lines `instead`
 * are written in the place of the first; without any, or in a flow list, one item must stay.
 */
export function removeItems(
  source: string,
  list: SequenceNode,
  items: ReadonlySet<YamlNode>,
  instead: readonly string[] = [],
): TextEdit[] | undefined {
  const gone = list.items.filter((item) => items.has(item));
  if (gone.some((item) => holdsReference(item))) return undefined;
  const staysEmpty = gone.length === list.items.length && (list.flow || instead.length === 0);
  if (staysEmpty) return undefined;
  return list.flow ? replaceInFlow(source, list, items) : replaceLinesOfItems(source, gone, instead);
}

/** One edit for each stretch of items of a block list that go; the lines `instead` are written in the place of the first. */
function replaceLinesOfItems(
  source: string,
  gone: readonly YamlNode[],
  instead: readonly string[],
): TextEdit[] | undefined {
  const stretches: Range[] = [];
  for (const item of gone) {
    const lines = linesOfItem(source, item);
    if (!lines) return undefined;
    const before = stretches.at(-1);
    if (before?.end === lines.start) stretches.splice(-1, 1, { start: before.start, end: lines.end });
    else stretches.push(lines);
  }
  const eol = eolOf(source);
  return stretches.map((lines, i) =>
    withoutLines(source, lines, i === 0 ? instead.map((line) => line + eol).join('') : ''),
  );
}

/** The lines of an item of a block list that share none with anything else. */
function linesOfItem(source: string, item: YamlNode): Range | undefined {
  const dash = source.lastIndexOf('-', item.start - 1);
  const start = lineStart(source, dash);
  return dash < 0 || source.slice(start, item.start).trim() !== '-'
    ? undefined
    : { start, end: nextLine(source, item.end) };
}

/**
 * Leaves `[]` of the list behind the key that ends at `keyEnd`; `comment` stays below it (block style only), and so does every comment
 * that is no item's own. Undefined where a comment stands before the colon, or within brackets, or where other places refer to an item.
 */
export function emptyList(
  source: string,
  list: SequenceNode,
  keyEnd: number,
  comment?: string,
): TextEdit[] | undefined {
  if (list.items.some(holdsReference)) return undefined;
  const colon = source.indexOf(':', keyEnd);
  if (colon < 0 || !/^:\s/.test(source.slice(colon, list.end)) || source.slice(keyEnd, colon).includes('#'))
    return undefined;
  const notes =
    comment === undefined || list.flow
      ? []
      : [`${' '.repeat(columnOf(source, list.start))}# ${oneLine(comment)}`];
  if (!holdsComment(source, { start: colon, end: list.end }, list.items))
    return [{ start: colon + 1, end: list.end, newText: [' []', ...notes].join(eolOf(source)) }];
  if (list.flow || !hasNoContent(source.slice(colon + 1, list.start))) return undefined;
  const lines = replaceLinesOfItems(source, list.items, notes);
  return lines && [{ start: colon + 1, end: colon + 1, newText: ' []' }, ...lines];
}

/** Takes a pair out of its map, with the lines it stands on. */
export function removePair(source: string, map: MapNode, pair: Pair): TextEdit | undefined {
  const index = indexOf(map.pairs, pair);
  if (index < 0 || holdsReference(pair.key) || (pair.value && holdsReference(pair.value))) return undefined;
  if (map.pairs.length === 1) return undefined;
  if (map.flow) return removeFromFlow(source, map.pairs, index);
  const start = lineStart(source, pair.start);
  // The first pair of a list item shares its line with the dash.
  if (source.slice(start, pair.start).trim() !== '') {
    const next = map.pairs[index + 1];
    return next && index === 0 && /^[ ]*$/.test(source.slice(lineStart(source, next.start), next.start))
      ? removeLeadingPair(source, pair, next)
      : undefined;
  }
  return withoutLines(source, { start, end: nextLine(source, pair.end) }, '');
}

/** Only where no comment would go with it that is not the pair's own. */
function removeLeadingPair(source: string, pair: Pair, next: Pair): TextEdit | undefined {
  const between = source.slice(nextLine(source, pair.end), lineStart(source, next.start));
  return between.trim() === '' ? { start: pair.start, end: next.start, newText: '' } : undefined;
}

/** The index of a node or a pair among its siblings; -1 where it is none of them. */
function indexOf(siblings: readonly Range[], node: Range): number {
  let index = indexFrom(siblings, node.start);
  while (siblings[index] !== node && siblings[index]?.start === node.start) index++;
  return siblings[index] === node ? index : -1;
}

function removeFromFlow(source: string, entries: readonly Range[], index: number): TextEdit | undefined {
  const entry = entries[index];
  const next = entries[index + 1];
  const previous = entries[index - 1];
  if (!entry) return undefined;
  const range = next
    ? { start: entry.start, end: next.start }
    : previous
      ? { start: previous.end, end: endOfItem(source, entry) }
      : undefined;
  if (!range) return undefined;
  const gap = next ? source.slice(entry.end, next.start) : source.slice(range.start, entry.start);
  return gap.includes('#') ? undefined : { ...range, newText: '' };
}

/** Writes `note`, whole lines, over others; a text that does not end with a line break does not afterwards either. */
function withoutLines(source: string, { start, end }: Range, note: string): TextEdit {
  if (end < source.length || source.endsWith('\n')) return { start, end, newText: note };
  if (note !== '') return { start, end, newText: note.trimEnd() };
  const eol = eolOf(source);
  return { start: source.slice(0, start).endsWith(eol) ? start - eol.length : start, end, newText: '' };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
