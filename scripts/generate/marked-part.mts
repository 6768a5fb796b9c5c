/** Documents of which some parts are generated and the rest is written by hand. */

/**
 * The document with `part` between its marks, a blank line on either side. A document with several such parts names each of them.
 * Throws where the marks are missing; `path` is for that message.
 */
export function withPart(document: string, path: string, part: string, name?: string): string {
  const beginMark = name === undefined ? '<!-- generated -->' : `<!-- generated: ${name} -->`;
  const endMark = beginMark.replace('<!-- ', '<!-- /');
  const begin = document.indexOf(beginMark);
  const end = document.indexOf(endMark);
  if (begin < 0 || end < begin) throw new Error(`${path} needs the lines "${beginMark}" and "${endMark}".`);
  return `${document.slice(0, begin + beginMark.length)}\n\n${part.trim()}\n\n${document.slice(end)}`;
}
