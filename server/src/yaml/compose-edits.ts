/** Two rounds of edits as one. */
import type { TextEdit } from './text-edit.ts';

/** A stretch of the text after the first round: kept from the original, or new. */
type Piece = { readonly from: number; readonly to: number } | { readonly text: string };

/** Edits of the original text that do what `first` and then `second` (offsets of the text after `first`) would do. */
export function composeEdits(
  length: number,
  first: readonly TextEdit[],
  second: readonly TextEdit[],
): TextEdit[] {
  const whole: Piece[] = [{ from: 0, to: length }];
  return editsOf(replacePieces(replacePieces(whole, first), second), length);
}

function sizeOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.to - piece.from;
}

/** The part of a piece between two offsets of its own. */
function part(piece: Piece, start: number, end: number): Piece[] {
  if (start >= end) return [];
  return [
    'text' in piece
      ? { text: piece.text.slice(start, end) }
      : { from: piece.from + start, to: piece.from + end },
  ];
}

function replacePieces(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const result: Piece[] = [];
  let next = 0;
  let used = 0;
  let at = 0;
  /** Moves on to the offset `until`, keeping what it passes or leaving it out. */
  const pass = (until: number, keep: boolean): void => {
    for (let piece = pieces[next]; piece && at < until; piece = pieces[next]) {
      const size = sizeOf(piece);
      const end = Math.min(size, used + until - at);
      if (keep) result.push(...part(piece, used, end));
      at += end - used;
      used = end < size ? end : 0;
      if (used === 0) next++;
    }
  };
  for (const { start, end, newText } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    pass(start, true);
    result.push({ text: newText });
    pass(end, false);
  }
  pass(Infinity, true);
  return result;
}

function editsOf(pieces: readonly Piece[], length: number): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let text = '';
  const flush = (until: number): void => {
    if (until > at || text !== '') edits.push({ start: at, end: until, newText: text });
    text = '';
  };
  for (const piece of pieces) {
    if ('text' in piece) text += piece.text;
    else {
      flush(piece.from);
      at = piece.to;
    }
  }
  flush(length);
  return edits;
}
