/** What an installation in another service is limited to, of which a part may stand for many: `acme/*`. */
import { allServices } from '../catalog/services.ts';
import type { Text } from '../manifest/value.ts';
import { isPlaceholderFor } from './weak-text.ts';

/** The limits as a set; empty where nothing limits it, be it that an entry stands for everything or all are still to be written. */
export function limitsOf(limitedTo: readonly Text[]): ReadonlySet<string> {
  if (limitedTo.some(isEverything)) return new Set();
  return new Set(limitedTo.flatMap(({ text }) => (isPlaceholderFor('limitedTo', text) ? [] : [text.trim()])));
}

/** What stands for everything, whatever is counted. */
const EVERYTHING =
  /^(?:\*+(?:\/\*+)*|all|any|everything|anything|(?:all|any|each|every one) of (?:them|it))$/;
const ALL_OF = /^(?:all|any|each|every)(?: of)?(?: the)? (.+)$/;

/** Whether the entry limits nothing: `*`, “all of them”, “every repository”. */
export function isEverything({ text }: Text): boolean {
  const written = text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/\.$/, '');
  if (EVERYTHING.test(written)) return true;
  const [, what] = ALL_OF.exec(written) ?? [];
  return what !== undefined && allServices().some(({ limit }) => limit && isNameOf(what, limit.of));
}

/** Whether a word is that of many things, or of one of them. */
function isNameOf(word: string, many: string): boolean {
  return word === many || word === many.replace(/ies$/, 'y').replace(/s$/, '');
}

/** Nobody names anything by more letters, and each end of them is looked up. */
const LONGEST = 200;

/** What divides several things in one entry. */
const DIVIDERS = /[,;|&\n]/;
/** What ends a word; a name may hold each of them, too, as in “R&D”. */
const ENDS_OF_WORD = /[\s,;|&]/g;

/** Whether the limits reach all of an entry: by itself, or each thing in it by itself or by a pattern such as `acme/*` or `acme/shop-*`. */
export function isCovered(entry: string, limits: ReadonlySet<string>): boolean {
  if (limits.has(entry)) return true;
  // How deep a pattern goes each service says for itself: one star is taken for one level, and two for more than that.
  if (entry.length > LONGEST || entry.includes('**')) return false;
  if (isInPattern(entry, limits)) return true;
  const things = entry.split(DIVIDERS).flatMap((thing) => thing.trim() || []);
  return things.every((thing) => limits.has(thing) || isInPattern(thing, limits));
}

function isInPattern(thing: string, limits: ReadonlySet<string>): boolean {
  // Names may hold blanks, as may a sentence on more than that: a star stands for one word.
  const word = Math.max(...[...thing.matchAll(ENDS_OF_WORD)].map(({ index }) => index + 1), 0);
  const level = thing.lastIndexOf('/') + 1;
  for (let end = Math.max(word, level); end <= thing.length; end++) {
    if (limits.has(`${thing.slice(0, end)}*`)) return true;
  }
  return false;
}
