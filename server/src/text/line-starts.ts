/** Where the lines of a text begin, as the Language Server Protocol counts them. */

const LONE_CR = /\r(?!\n)/;

/** The offsets at which the lines of a text begin. They end at LF, CRLF or a lone CR, as the Language Server Protocol counts them. */
export function startsOfLines(text: string): number[] {
  const starts = [0];
  // Nearly no text has a lone CR; the others are read without a match for each line.
  if (LONE_CR.test(text))
    for (const { index, 0: lineEnd } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + lineEnd.length);
  else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The number of the line, from 0, that holds the offset. */
export function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
