/** The Markdown of our own hovers as text for a terminal. */
import { visible } from './visible.ts';

/**
 * The text without the signs of Markdown: emphasis and the type of code are dropped, a link is followed by its address. It knows
 * what our hovers are made of and no other Markdown.
 */
export function plain(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => visible(line.split(CODE).map(pieceOf).join('').trimEnd()))
    .join('\n');
}

/** A span of code: its backticks, and what stands between them. */
const CODE = /(?<!`)(`+)(?!`) ?(.*?) ?(?<!`)\1(?!`)/;

/** Of each three pieces the first is text, the second backticks and the third code, in which no sign means anything. */
function pieceOf(piece: string, i: number): string {
  if (i % 3 !== 0) return i % 3 === 1 ? '' : piece;
  return piece
    .replace(/\[((?:[^[\]\\]|\\.)*)\]\((https:[^)\s]*)\)/g, '$1 <$2>')
    .replace(/\*\*|(?<![\w\\])_(?=\S)|(?<=[^\s\\])_(?!\w)/g, '')
    .replace(/\\([\\`*_{}[\]<>|~&#@$^+=.):-])/g, '$1');
}
