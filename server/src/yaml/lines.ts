/** The lines of a text by offsets. */
import type { Range } from './node.ts';
import type { SourceText } from '../text/source-text.ts';

/** The line break that the text uses. */
export function eolOf(source: string): string {
  // One text has many edits.
  if (last?.source !== source) last = { source, eol: source.includes('\r\n') ? '\r\n' : '\n' };
  return last.eol;
}

const CR = 0x0d;

let last: { readonly source: string; readonly eol: string } | undefined;

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(source: SourceText, offset: number): number {
  // From a negative place on `lastIndexOf` looks at the first character.
  return offset > 0 ? source.lastIndexOf('\n', offset - 1) + 1 : 0;
}

/** Column of `offset`, in UTF-16 units from 0. */
export function columnOf(source: SourceText, offset: number): number {
  return offset - lineStart(source, offset);
}

/** Offset of the line's end, before its break. */
export function endOfLine(source: SourceText, offset: number): number {
  const next = source.indexOf('\n', offset);
  if (next < 0) return source.length;
  return source.charCodeAt(next - 1) === CR ? next - 1 : next;
}

/** Offset behind the line's break. */
export function nextLine(source: SourceText, offset: number): number {
  const next = source.indexOf('\n', offset);
  return next < 0 ? source.length : next + 1;
}

/** From the start of the range's first line to behind the break of its last one. */
export function linesOf(source: SourceText, { start, end }: Range): Range {
  return { start: lineStart(source, start), end: nextLine(source, Math.max(start, end - 1)) };
}
