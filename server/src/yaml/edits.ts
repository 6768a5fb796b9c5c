/**
 * Minimal edits of a text, computed from node ranges. Nothing is ever printed again: every byte outside an edit stays.
 * A function answers undefined where it cannot be sure that the result reads as meant; the fix is then not offered.
 */
import { appendToFlow } from './flow-lists.ts';
import { columnOf, endOfLine, eolOf } from './lines.ts';
import { keyText } from './node.ts';
import type { MapNode, Pair, SequenceNode, YamlNode } from './node.ts';
import { scalarText } from './scalar-text.ts';
import type { TextEdit } from './text-edit.ts';

/** What is to be written under a key: one text, a map, or a list of either. */
export type NewValue = string | Hole | readonly NewEntry[] | NewList | NewTexts;
/** A list of texts. */
export interface NewTexts {
  readonly texts: readonly string[];
}
/** A list of maps: the first, and more behind it. */
export interface NewList {
  readonly list: readonly NewEntry[];
  readonly more?: readonly (readonly NewEntry[])[];
}
export interface NewEntry {
  readonly key: string;
  readonly value: string | Hole;
}

/** Marks the place of a text that the person still has to give. One edit of a fix holds at most one. */
export const HOLE = Symbol('hole');
export type Hole = typeof HOLE;

/** Stands for the hole in `newText`; a private-use character that no key on a keyboard types. */
export const HOLE_MARK = '\uE000';

/** Replaces a scalar by another, in quotes where it needs them. */
export function replaceScalar(node: YamlNode, text: string, flow: boolean): TextEdit | undefined {
  if (node.type !== 'scalar') return undefined;
  return { start: node.start, end: node.end, newText: scalarText(text, { flow }) };
}

/** Adds `key: value` to a map, behind the pair of key `after` if there is one, else at the end. */
export function insertPair(
  source: string,
  map: MapNode,
  entry: { key: string; value: NewValue },
  after?: string,
): TextEdit | undefined {
  const sibling = map.pairs.find((pair) => keyText(pair) === after) ?? map.pairs.at(-1);
  if (map.flow) {
    const text = `${entry.key}: ${flowValue(entry.value)}`;
    if (!sibling) return { start: map.start, end: map.end, newText: `{ ${text} }` };
    if (sibling.start === map.start) return putInBraces(source, map, text);
    return { start: sibling.end, end: sibling.end, newText: `, ${text}` };
  }
  const first = map.pairs[0];
  if (!sibling || !first) return undefined;
  const indent = columnOf(source, first.start);
  const at = endOfLine(source, sibling.end);
  return {
    start: at,
    end: at,
    newText: eolOf(source) + ' '.repeat(indent) + blockPair(entry, indent, eolOf(source)),
  };
}

/** Gives the pair of `[scope: org:read]` the braces without which a second one would be an item of its own. */
function putInBraces(source: string, { start, end }: MapNode, text: string): TextEdit | undefined {
  const written = source.slice(start, end).trimEnd();
  // An anchor, a tag or a question mark before the key would be that of the whole map then; a comment must not move.
  const isAlone = /[[,]$/.test(source.slice(0, start).trimEnd());
  return isAlone && !written.includes('\n')
    ? { start, end: start + written.length, newText: `{ ${written}, ${text} }` }
    : undefined;
}

/** Gives a value to a key that is there but empty. */
export function fillPair(source: string, map: MapNode, pair: Pair, value: NewValue): TextEdit | undefined {
  const { value: node, key } = pair;
  if (node?.type !== 'scalar' || node.value !== null || node.anchor !== undefined) return undefined;
  const spaced = (text: string): string =>
    spaceBefore(source, node.start) + text + (source[node.end] === '#' ? ' ' : '');
  if (map.flow) return { start: node.start, end: node.end, newText: spaced(flowValue(value)) };
  if (typeof value === 'string' || value === HOLE) {
    return { start: node.start, end: node.end, newText: spaced(written(value, false)) };
  }
  if (key.type !== 'scalar') return undefined;
  const end = endOfLine(source, node.start);
  const eol = eolOf(source);
  const pairText = blockPair({ key: '', value }, columnOf(source, pair.start), eol);
  const block = pairText.slice(pairText.indexOf(eol));
  if (node.style === 'empty') return { start: end, end, newText: block };
  // Of “null” or “~” only a comment behind it may stay before the block.
  const gap = /^[ \t]*:([ \t]+)$/.exec(source.slice(key.end, node.start))?.[1];
  if (gap === undefined) return undefined;
  const comment = source.slice(node.end, end).trim();
  return {
    start: comment === '' ? node.start - gap.length : node.start,
    end,
    newText: comment + block,
  };
}

function spaceBefore(source: string, offset: number): string {
  return /\s/.test(source[offset - 1] ?? ' ') ? '' : ' ';
}

/** Adds a map to the end of a list, in the style that the list's last item has. */
export function appendMap(
  source: string,
  list: SequenceNode,
  entries: readonly NewEntry[],
): TextEdit | undefined {
  return appendMaps(source, list, [entries]);
}

/** Adds maps to the end of a list, in the style that the list's last item has. */
export function appendMaps(
  source: string,
  list: SequenceNode,
  maps: readonly (readonly NewEntry[])[],
): TextEdit | undefined {
  if (list.flow) return appendToFlow(source, list, maps.map(flowMap));
  const last = list.items.at(-1);
  if (!last) return undefined;
  const eol = eolOf(source);
  const indent = columnOf(source, list.start);
  const at = endOfLine(source, last.end);
  const textOf = (entries: readonly NewEntry[]): string =>
    last.type === 'map' && !last.flow
      ? entries
          .map(({ key, value }) => `${key}: ${written(value, false)}`.trimEnd())
          .join(`${eol}${' '.repeat(indent + 2)}`)
      : flowMap(entries);
  const items = maps.map((entries) => `${eol}${' '.repeat(indent)}- ${textOf(entries)}`);
  return { start: at, end: at, newText: items.join('') };
}

/** Adds texts to the end of a list, in the style of the list. */
export function appendTexts(
  source: string,
  list: SequenceNode,
  texts: readonly string[],
): TextEdit | undefined {
  if (list.flow)
    return appendToFlow(
      source,
      list,
      texts.map((item) => written(item, true)),
    );
  const last = list.items.at(-1);
  if (!last) return undefined;
  const before = eolOf(source) + ' '.repeat(columnOf(source, list.start));
  const at = endOfLine(source, last.end);
  return { start: at, end: at, newText: texts.map((item) => `${before}- ${written(item, false)}`).join('') };
}

/** Turns a list item that is one scalar into a map, the scalar under `key` and `entry` behind it. */
export function wrapInMap(
  source: string,
  item: YamlNode,
  key: string,
  entry: { key: string; value: NewValue },
  flow: boolean,
): TextEdit[] | undefined {
  if (item.type !== 'scalar' || item.style === 'literal' || item.style === 'folded') return undefined;
  const before = { start: item.start, end: item.start };
  if (flow) {
    return [
      { ...before, newText: `{ ${key}: ` },
      { start: item.end, end: item.end, newText: `, ${entry.key}: ${flowValue(entry.value)} }` },
    ];
  }
  if (source.slice(item.start, item.end).includes('\n')) return undefined;
  const indent = columnOf(source, item.start);
  const at = endOfLine(source, item.end);
  const eol = eolOf(source);
  return [
    { ...before, newText: `${key}: ` },
    { start: at, end: at, newText: eol + ' '.repeat(indent) + blockPair(entry, indent, eol) },
  ];
}

function blockPair({ key, value }: { key: string; value: NewValue }, indent: number, eol: string): string {
  if (typeof value === 'string' || value === HOLE) return `${key}: ${written(value, false)}`.trimEnd();
  const pad = `${eol}${' '.repeat(indent + 2)}`;
  if ('texts' in value)
    return `${key}:${value.texts.map((text) => `${pad}- ${written(text, false)}`).join('')}`;
  if ('list' in value) {
    const items = [value.list, ...(value.more ?? [])].map((entries) =>
      entries.map((entry) => `${entry.key}: ${written(entry.value, false)}`.trimEnd()).join(`${pad}  `),
    );
    return `${key}:${items.map((item) => `${pad}- ${item}`).join('')}`;
  }
  return `${key}:${value.map((entry) => pad + `${entry.key}: ${written(entry.value, false)}`.trimEnd()).join('')}`;
}

function flowValue(value: NewValue): string {
  if (typeof value === 'string' || value === HOLE) return written(value, true);
  if ('texts' in value) return `[${value.texts.map((text) => written(text, true)).join(', ')}]`;
  return 'list' in value
    ? `[${[value.list, ...(value.more ?? [])].map(flowMap).join(', ')}]`
    : flowMap(value);
}

/** A map in braces. */
export function flowMap(entries: readonly NewEntry[]): string {
  return `{ ${entries.map(({ key, value }) => `${key}: ${written(value, true)}`).join(', ')} }`;
}

function written(value: string | Hole, flow: boolean): string {
  return value === HOLE ? HOLE_MARK : scalarText(value, { flow });
}

/** The text with the edits made, which must not overlap; of two at one place the later one goes first. */
export function applyEdits(source: string, edits: readonly TextEdit[]): string {
  const backwards = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  let result = '';
  let at = 0;
  for (const { start, end, newText } of backwards.reverse()) {
    result += source.slice(at, start) + newText;
    at = end;
  }
  return result + source.slice(at);
}
