/** The answer of `list` for people. */
import type { ListedName } from '../service.ts';

/** Names longer than this push their explanation to the right alone, and not that of all others. */
const WIDEST = 32;

/** One name a line with what is said of it, two blanks or more between them. */
export function listText(names: readonly ListedName[]): string {
  const width = Math.min(WIDEST, Math.max(0, ...names.map(({ name }) => name.length)));
  return names.map(({ name, what }) => `${name.padEnd(width)}  ${what}\n`).join('');
}
