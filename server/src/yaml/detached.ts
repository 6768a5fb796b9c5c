/**
 * A copy of the text. Engines keep a text that was cut out of a longer one as a view of it, so that whatever outlives its file
 * would keep all of the file.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
