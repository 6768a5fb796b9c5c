/** Keeps the values of credentials out of whatever is shown, logged or reported. */
import { matchesIn, mayHoldCredential } from './find-credentials.ts';

/** What stands for each character of a value, so that columns stay as they are. */
const HIDDEN = '•';

/**
 * A text that begins with the bare value of an old credential. Whether it is one only the name before it could tell, and that is
 * out of sight here: the text may be what stood behind it.
 */
const BARE = /^[\s"'`]*(?:[a-f0-9]{64}|[a-f0-9]{32})(?![a-f0-9])/i;

const PREFIX = /sntry[a-z]{1,2}_/;
const BLANK = /\s/;
const OF_A_VALUE = /[A-Za-z0-9+/=_.-]/;
/** Of a value that the end of a text cuts off so many characters are too many already. */
const BEGUN = 12;

/**
 * The text with every value hidden that is a credential or may well be one; the same length, and the same places. Hides more than
 * `findCredentials` finds: a checksum hidden does no harm, a credential shown does.
 */
export function hideCredentials(text: string): string {
  if (!mayHoldCredential(text)) return withoutPlaced(text);
  const bare = BARE.exec(text)?.[0].length ?? 0;
  const ranges = [...matchesIn(text)].sort((a, b) => a.hiddenFrom - b.hiddenFrom);
  const parts = [text.slice(0, bare).replace(/[a-f0-9]/gi, HIDDEN)];
  let at = bare;
  for (const { hiddenFrom, end } of ranges) {
    if (end <= at) continue;
    const from = Math.max(at, hiddenFrom);
    // A value may be broken over several lines, which stay lines.
    parts.push(text.slice(at, from), text.slice(from, end).replace(/[^\r\n]/g, HIDDEN));
    at = end;
  }
  return withoutPlaced(parts.join('') + withoutBegun(text.slice(at)));
}

/**
 * What sentry-cli is given as a credential, in a list as well, may be one whatever its form, unless it is a word, the name of a
 * variable or a path of words to where it is kept.
 */
const ARGUMENT =
  /(--(?:auth-token|api-key)["']?(?:=|\s{0,5},\s{0,20}|\s{1,20}(?:- )?)["']?)((?!(?:[A-Z]+(?:_[A-Z0-9]+)+|[a-z-]+(?:\/[a-z-]+)+\d{0,2})(?![\w+/=.:-]))(?=[\w+/=.:-]{0,200}\d)[\w+/=.:-]{12,})/g;

/** What stands between a name and the server in an address, but for what only refers to a value. */
const PASSWORD = /(:\/\/[^\s/@:?#"'`]{0,100}:)(?![$<{%*])([^\s/@"'`]{1,200})(?=@)/g;

/** The text without the values that only their places give away. */
function withoutPlaced(text: string): string {
  const hide = (_: string, before: string, value: string): string => before + HIDDEN.repeat(value.length);
  const rest = text.includes('--a') ? text.replace(ARGUMENT, hide) : text;
  return rest.includes('@') ? rest.replace(PASSWORD, hide) : rest;
}

/** A value that goes on behind a place shows within so many characters that it is one. */
const TELLING = 64;

/**
 * The first `length` characters of a text, with every value hidden in them, also one that goes on behind them. However long the text
 * is, no more than these are looked at and a few behind: so the word that the end cuts through is hidden wherever it may be a value.
 */
export function hideCredentialsInStart(text: string, length: number): string {
  if (text.length <= length) return hideCredentials(text);
  const start = hideCredentials(text.slice(0, length));
  const cut = wordBefore(text, length);
  if (!mayHoldCredential(text.slice(cut, length + TELLING))) return start;
  return start.slice(0, cut) + start.slice(cut).replace(/[^\r\n]/g, HIDDEN);
}

/** Where the word begins that a place is in, or behind. It goes on over the ends of lines, as a value may. */
function wordBefore(text: string, place: number): number {
  for (let at = place; ;) {
    const word = backWhile(text, at, (character) => !BLANK.test(character));
    const gap = backWhile(text, word, (character) => BLANK.test(character));
    // Where the place is among blanks, the end of the line may be behind it.
    const goesOn = gap < word && (word === place || text.slice(gap, word).includes('\n'));
    if (!goesOn) return word;
    at = gap;
  }
}

function backWhile(text: string, from: number, holds: (character: string) => boolean): number {
  let at = from;
  while (at > 0 && holds(text.charAt(at - 1))) at--;
  return at;
}

/** The text without the value that its end cuts off. Looks at each character once, which an expression up to the end would not. */
function withoutBegun(text: string): string {
  const start = backWhile(text, text.length, (character) => OF_A_VALUE.test(character));
  const prefix = PREFIX.exec(text.slice(start));
  const from = prefix ? start + prefix.index + prefix[0].length : text.length;
  return text.length - from < BEGUN ? text : text.slice(0, from) + HIDDEN.repeat(text.length - from);
}

/** The same value with the credentials hidden in every text of it, however deep. */
export function hideCredentialsIn<Value>(value: Value): Value {
  if (typeof value === 'string') return hideCredentials(value) as Value;
  if (Array.isArray(value)) return value.map(hideCredentialsIn) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, hideCredentialsIn(part)]),
  ) as Value;
}
