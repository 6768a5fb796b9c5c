/** Lines and columns of a text, counted from 1 as people do; columns in UTF-16 units, as editors do. */
import type { Range } from '../service.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Lines {
  /** The place of an offset. One inside a line end counts as the end of its line. */
  readonly positionAt: (offset: number) => Position;
  readonly rangeOf: (range: Range) => { readonly start: Position; readonly end: Position };
  /** Where the line begins and where its text ends, as offsets. */
  readonly boundsOf: (line: number) => Range;
}

/** The lines of `text`; they end as in VS Code, at LF, CRLF or a lone CR. */
export function linesOf(text: string): Lines {
  const starts = [0];
  const ends: number[] = [];
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n|\n|\r/g)) {
    ends.push(index);
    starts.push(index + lineEnd.length);
  }
  ends.push(text.length);

  const boundsOf = (line: number): Range => ({ start: starts[line - 1] ?? 0, end: ends[line - 1] ?? 0 });

  function positionAt(offset: number): Position {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    const { start, end } = boundsOf(low + 1);
    return { line: low + 1, column: Math.min(offset, end) - start + 1 };
  }

  return {
    positionAt,
    boundsOf,
    rangeOf: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
  };
}
