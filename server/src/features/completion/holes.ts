/** Places in a proposal that are left to the person, and how they are written for clients with and without snippets. */

/** Where the cursor is to stand in a proposal; no manifest holds it. */
export const CURSOR = '\u0000';

const ASIDE = '\u0001';
const STAYS = '\u0003';
const END = '\u0002';

/** A place with a hint of what belongs there. Without snippets it stays empty, so that a rule asks for it. */
export function hole(hint: string): string {
  return ASIDE + hint + END;
}

/** A place whose text will do as it is. */
export function preset(text: string): string {
  return STAYS + text + END;
}

/** Whether something is left to the person. */
export function hasHoles(text: string): boolean {
  return [CURSOR, ASIDE, STAYS].some((mark) => text.includes(mark));
}

/** In the syntax of snippets: the holes one after the other, the cursor last. */
export function asSnippet(text: string): string {
  let count = 0;
  return text
    .replace(/[\\$}]/g, '\\$&')
    .replace(CURSOR, '$0')
    .replace(/[\u0001\u0003]([^\u0001-\u0003]*)\u0002/g, (_, hint: string) => `\${${++count}:${hint}}`);
}

/** As plain text, `tail` behind it as it is. It ends where the cursor is to stand, for there a client leaves it. */
export function asPlain(text: string, tail = ''): string {
  const at = text.indexOf(CURSOR);
  if (at >= 0) return asPlain(text.slice(0, at));
  if (!hasHoles(text)) return text + tail;
  const filled = text
    .replace(/\u0001[^\u0001-\u0003]*\u0002/g, '')
    .replace(/[\u0002\u0003]/g, '')
    .replace(/(?<! ) +(?=\r?\n|$)/g, '');
  return filled + tail;
}
