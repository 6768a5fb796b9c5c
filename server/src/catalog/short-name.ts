/** The names of integrations in what is written out for people and programs. */
import { hideCredentials } from './hide-credentials.ts';

/** Nobody reads more of a name, or writes so much of it by hand; and it stands beside everything that is said of it. */
export const LONGEST_NAME = 1_000;

/** The name without credentials, no longer than `LONGEST_NAME` and a sign that more follows. */
export function shortName(name: string): string {
  return cut(hideCredentials(name), LONGEST_NAME);
}

/** The text, or so many characters of it with `…` behind; no character outside the first plane is cut in two. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
