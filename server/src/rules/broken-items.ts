/** Items of lists that lack the blank behind their hyphen, or the hyphen itself: to the parser they are indented differently from the others. */
import { scopeNamed } from '../catalog/scopes.ts';
import { beginsKey, isKeySomewhere } from '../manifest/format.ts';
import { columnOf, endOfLine, lineStart } from '../yaml/lines.ts';
import type { Range } from '../yaml/node.ts';

/** An item, from its first character, and what it lacks. */
export interface BrokenItem extends Range {
  readonly lacks: 'blank' | 'hyphen';
}

/** How far above a line its list is looked for. */
const MAX_LOOKED_AT = 5000;

/** The item that a line is meant for, or the one that it belongs to, where that is broken; `word` is the first of the line. */
export function brokenItem({ start }: Range, source: string): BrokenItem | undefined {
  const column = columnOf(source, start);
  const own = source.slice(start, Math.min(start + MAX_LOOKED_AT, endOfLine(source, start)));
  if (source.slice(lineStart(source, start), start).trim() !== '') return undefined;
  const above = linesAbove(source, lineStart(source, start), column);
  const [before] = above;
  if (before && before.column < column && /^-[A-Za-z][\w-]*:(?:\s|$)/.test(before.text))
    return itemAt(before, 'blank');
  const item = above.at(-1);
  if (item?.column !== column || !item.text.startsWith('-')) return undefined;
  if (/^-[\w{"']/.test(own)) return itemAt({ start, text: own }, 'blank');
  return isItem(own, item.text.slice(1).trimStart()) ? itemAt({ start, text: own }, 'hyphen') : undefined;
}

function itemAt({ start, text }: Pick<Line, 'start' | 'text'>, lacks: BrokenItem['lacks']): BrokenItem {
  const [word = ''] = /^\S*/.exec(text) ?? [];
  return { start, end: start + word.length, lacks };
}

/** Whether a text is most likely an item, beside another one: it begins with the same key, or with none as that does. */
function isItem(text: string, other: string): boolean {
  if (!/^(?:[A-Za-z/]|\{ *[A-Za-z]|["'][^\s-])/.test(text)) return false;
  if (scopeNamed(text.trimEnd())) return true;
  const key = keyOf(text);
  if (key !== keyOf(other)) return false;
  // A key on the column of the hyphens may as well be one of the map around the list, also while it is being typed.
  return key === undefined ? !beginsKey(text.trimEnd()) : isKeySomewhere(key);
}

/** The key that a text begins with, in braces too. */
function keyOf(text: string): string | undefined {
  return /^(?:\{ *)?([\w-]+):(?:\s|$)/.exec(text)?.[1];
}

interface Line {
  readonly start: number;
  readonly column: number;
  readonly text: string;
}

/** The lines above a place that hold something, the nearest first, up to the first that stands no further right than the column. */
function linesAbove(source: string, from: number, column: number): readonly Line[] {
  const lines: Line[] = [];
  for (let at = from; at > 0 && from - at < MAX_LOOKED_AT;) {
    const start = lineStart(source, at - 1);
    const line = source.slice(start, endOfLine(source, start));
    const text = line.trimStart();
    const indent = line.length - text.length;
    at = start;
    if (text === '' || text.startsWith('#')) continue;
    lines.push({ start: start + indent, column: indent, text });
    if (indent <= column) break;
  }
  return lines;
}
