/** Lines and characters of a text, counted from 0 as the Language Server Protocol does. */
import type { LinePosition } from '../rules/rule.ts';

/** Tells the place of an offset; the lines are counted when somebody first asks. Lines end at LF, CRLF or a lone CR. */
export function lineIndex(text: string): (offset: number) => LinePosition {
  let positionAt: ReturnType<typeof createIndex> | undefined;
  return (offset) => (positionAt ??= createIndex(text))(offset);
}

const LONE_CR = /\r(?!\n)/;

function createIndex(text: string): (offset: number) => LinePosition {
  const starts = [0];
  // Nearly no text has a lone CR; the others are read without a match for each line.
  if (LONE_CR.test(text))
    for (const { index, 0: lineEnd } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + lineEnd.length);
  else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  };
}
