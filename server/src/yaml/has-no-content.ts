/** A line that holds nothing, or a comment alone. */
const EMPTY_LINE = /^\uFEFF?\s*(?:#.*)?$/;

/** Whether a text consists of comments and blank lines. */
export function hasNoContent(text: string): boolean {
  return text.split(/\r\n|[\r\n]/).every((line) => EMPTY_LINE.test(line));
}
