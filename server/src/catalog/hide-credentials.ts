/** Keeps the values of credentials out of whatever is shown, logged or reported. */
import { secretPatterns } from './credentials.ts';

/** What stands for each character of a value, so that columns stay as they are. */
const HIDDEN = '•';

/** No credential is shorter; most texts are, and need no look. */
const SHORTEST = 32;

/** What a match has before its value: the name of a variable, the prefix of the kind, the start of an address. */
const LEAD = /^(?:sentry[^:=]*[:=][\s"']*|sntry[a-z]+_|https?:\/\/)/i;

let patterns: readonly RegExp[] | undefined;

/** The text with every value that is surely a credential hidden; the same length, and the same places. */
export function hideCredentials(text: string): string {
  if (text.length < SHORTEST) return text;
  patterns ??= secretPatterns()
    .filter(({ certainty }) => certainty === 'exact')
    .map(({ source, flags }) => new RegExp(source, `${flags}g`));
  return patterns.reduce((current, pattern) => current.replace(pattern, hideValue), text);
}

function hideValue(match: string): string {
  const lead = LEAD.exec(match)?.[0] ?? '';
  return lead + HIDDEN.repeat(match.length - lead.length);
}
