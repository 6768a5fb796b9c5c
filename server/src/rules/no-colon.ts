/** What is said of a line where a key begins that no colon ends, and the fix that writes the colon. */
import { isKeySomewhere } from '../manifest/format.ts';
import type { YamlError } from '../yaml/compose.ts';
import { endOfLine } from '../yaml/lines.ts';
import { isMissingColon } from '../yaml/missing-colon.ts';
import type { Range } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import { nearest } from './nearest.ts';
import type { Fix } from './rule.ts';
import { shown } from './wording.ts';
import { MULTILINE, wordsFor } from './yaml-faults.ts';

/** The fault as a finding has it. */
export interface NoColon {
  readonly message: string;
  readonly fix: () => Fix | undefined;
}

/**
 * The fault of a key without a colon, or of a text that goes on at the column of keys; undefined for another error. `wanting` tells which
 * keys may stand at a place and do not yet.
 */
export function noColonFault(
  error: YamlError,
  source: string,
  wanting: (at: number) => readonly string[],
): NoColon | undefined {
  const isOverLines = error.code === MULTILINE;
  if (!isOverLines && !isMissingColon(error)) return undefined;
  const { start } = error;
  const [code = ''] = source.slice(start, endOfLine(source, start)).split(' #', 1);
  const [, word = '', rest = ''] = /^([A-Za-z_][\w.-]*)( .*)?$/.exec(code.trimEnd()) ?? [];
  const swapped = swappedColon(code);
  if (swapped) return { message: BLANK_BEFORE_COLON, fix: () => swapFix(shiftRange(swapped.colon, start)) };
  // With a colon behind it that ends a key, the word is another fault's.
  if (word === '' || /:(?: |$)/.test(rest)) return undefined;
  return {
    message: isOverLines
      ? 'A key begins here, and no colon ends it. Write the colon, or indent the line further if it goes on with the text above.'
      : wordsFor(error),
    // Whether another word is a key or goes on with a text, nobody can tell.
    fix: () => (isKeySomewhere(word) ? keyFix({ start, word, rest }, wanting(start)) : undefined),
  };
}

/** Writes the colon; behind the nearest key that may stand there where the word is none of these, if no value is written yet. */
function keyFix(
  { start, word, rest }: { start: number; word: string; rest: string },
  known: readonly string[],
): Fix | undefined {
  const end = start + word.length;
  if (known.includes(word)) return colonFix(end, rest);
  const meant = rest.trim() === '' ? nearest(word, known) : undefined;
  if (meant === undefined) return undefined;
  return {
    title: `Write ${meant} and the missing colon`,
    safe: false,
    edits: [{ start, end, newText: `${meant}:` }],
  };
}

/** Said of a key that no colon divides from its value. */
export function colonMissing(key: string): string {
  return `A colon is missing behind “${shown(key)}”.`;
}

/** Said of `every :90 days`. */
export const BLANK_BEFORE_COLON =
  'The blank stands before the colon instead of behind it. Write it behind the colon.';

/** Where a text begins with a key, blanks and the colon, with no blank behind that; undefined for another text. */
export function swappedColon(text: string): { readonly key: string; readonly colon: Range } | undefined {
  const [, key = '', blanks = ''] = /^([A-Za-z_][\w.-]*)( +):(?=[^\s:])/.exec(text) ?? [];
  return key === '' ? undefined : { key, colon: { start: key.length, end: key.length + blanks.length + 1 } };
}

/** Writes the blanks in front of a colon behind it; where they and the colon stand. */
export function swapFix(colon: Range): Fix {
  return {
    title: 'Write the blank behind the colon',
    safe: false,
    preferred: true,
    edits: [{ ...colon, newText: ': ' }],
  };
}

/** Writes the colon behind a key; `rest` is what stands behind that. */
export function colonFix(at: number, rest: string): Fix {
  return {
    title: 'Write the missing colon',
    safe: false,
    // Several words may be a sentence.
    ...(rest.trim().includes(' ') ? {} : { preferred: true }),
    edits: [{ start: at, end: at, newText: ':' }],
  };
}
