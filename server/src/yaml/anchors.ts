/**
 * Anchors and aliases as they are written, whatever else of the file is broken: the YAML library's lexer finds them without
 * a tree. An alias stands for the nearest anchor of its name that comes before it in the same document.
 */
import { Lexer } from 'yaml';
import type { Range } from './node.ts';

/** `&name` or `*name`; the range is that of the name alone, the sign stands right before it. */
export interface Mark extends Range {
  readonly type: 'anchor' | 'alias';
  readonly name: string;
  /** Of an alias: the index of its anchor among the marks; undefined where there is none. */
  readonly anchor: number | undefined;
}

/** What the lexer puts between the pieces of the text; all other pieces together are the text. */
const CONTROL = new Set(['\u0002', '\u0018', '\u001F']);
const SCALAR_FOLLOWS = '\u001F';

/** All anchors and aliases of the text, in its order. Never throws. */
export function readMarks(text: string): Mark[] {
  if (!text.includes('&') && !text.includes('*')) return [];
  const marks: Mark[] = [];
  let anchors = new Map<string, number>();
  let offset = 0;
  let isScalar = false;
  for (const piece of new Lexer().lex(text)) {
    if (!isScalar && CONTROL.has(piece)) {
      isScalar = piece === SCALAR_FOLLOWS;
      continue;
    }
    const sign = isScalar ? '' : piece[0];
    const range = { start: offset + 1, end: offset + piece.length };
    const name = piece.slice(1);
    if (sign === '&' && name !== '') {
      anchors.set(name, marks.length);
      marks.push({ ...range, type: 'anchor', name, anchor: undefined });
    } else if (sign === '*' && name !== '') {
      marks.push({ ...range, type: 'alias', name, anchor: anchors.get(name) });
    } else if (!isScalar && (piece === '---' || piece === '...')) {
      // Names do not reach over the border of a document.
      anchors = new Map();
    }
    offset += piece.length;
    isScalar = false;
  }
  return marks;
}

/** Why no anchor can have this name; undefined where it can. */
export function faultOfAnchorName(name: string): 'empty' | 'characters' | 'colon' | undefined {
  if (name === '') return 'empty';
  if (/[\s,[\]{}\p{Cc}\p{Cs}\uFEFF\uFFFE\uFFFF]/u.test(name)) return 'characters';
  // `*name:` could be an alias with a colon behind it as well.
  return name.endsWith(':') ? 'colon' : undefined;
}
