/** What the YAML parser reports, as a person would say it. */
import type { YamlError } from '../yaml/compose.ts';
import { columnOf, endOfLine, lineStart } from '../yaml/lines.ts';
import { isMissingColon } from '../yaml/missing-colon.ts';
import type { Range } from '../yaml/node.ts';
import { LONE_CR } from '../yaml/odd-blanks.ts';
import { brokenItem } from './broken-items.ts';
import type { Fix } from './rule.ts';
import { LONE_CR_WORDS } from './wording.ts';

/** The parser's, of a line whose column fits none above it. */
export const BAD_INDENT = 'BAD_INDENT';
/** The parser's, of a key that goes on over the end of its line. */
export const MULTILINE = 'MULTILINE_IMPLICIT_KEY';
/** Not of the parser: a bracket stands on a line of its own and is never closed. */
const OPEN_BRACKET = 'OPEN_BRACKET';
/** Nor is this: a text that `|` or `>` begins stands no further right than its key. */
export const TEXT_NOT_INDENTED = 'TEXT_NOT_INDENTED';
/** Nor this: a list stands where its map has keys. */
export const LIST_AMONG_KEYS = 'LIST_AMONG_KEYS';

/** Nor these: an item of a list has no blank behind its hyphen, or not even that, and stands where the hyphens do. */
export const NO_BLANK_BEHIND_HYPHEN = 'NO_BLANK_BEHIND_HYPHEN';
export const NO_HYPHEN = 'NO_HYPHEN';

/** Said of a line that does not line up with its like. */
export const INDENTED_DIFFERENTLY =
  'This line is indented differently from the lines that it belongs to. Line it up with them.';

/** Said of an item of a list that no blank divides from its hyphen. */
export const BLANK_BEHIND_HYPHEN = 'A blank is missing behind the hyphen.';

/** The parser's codes in our words; its own message where we have none. */
const WORDS: Readonly<Record<string, string>> = {
  BAD_ALIAS:
    'No anchor of this name stands before this alias. Write the anchor first, or write the value here.',
  [BAD_INDENT]: INDENTED_DIFFERENTLY,
  BAD_SCALAR_START: 'YAML lets no text without quotes begin with this character. Put it in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'A second key begins inside this value. Put the value in quotes, or begin a new line for the key.',
  [MULTILINE]: 'A key has to be on one line. Is a colon or a quote missing in the line above?',
  [OPEN_BRACKET]: 'The bracket that begins here is not closed, or what stands in it is indented too little.',
  [TEXT_NOT_INDENTED]:
    'The text below “|” or “>” has to be indented further than the key above it. Begin each of its lines with more blanks.',
  [LIST_AMONG_KEYS]:
    'An item of a list cannot stand among keys. Take the hyphen out, or write the key of the list above it.',
  [NO_BLANK_BEHIND_HYPHEN]: BLANK_BEHIND_HYPHEN,
  [NO_HYPHEN]: 'A hyphen is missing before this item of the list.',
  TAB_AS_INDENT: 'YAML allows no tabs for indentation. Use spaces.',
  [LONE_CR]: `${LONE_CR_WORDS}.`,
  IMPOSSIBLE: 'This is nested more deeply than a manifest can be.',
};

/** Of codes that mean several things, how the parser's message begins, and our words for it. */
const WORDS_BY_MESSAGE: readonly (readonly [code: string, begins: RegExp, words: string])[] = [
  ['MISSING_CHAR', /^Implicit map keys/, 'A key needs a colon behind it.'],
  ['MISSING_CHAR', /quote/, 'The quotes that begin here are not closed.'],
  [
    'MISSING_CHAR',
    /^Comments must/,
    'A comment needs a blank before its “#”. If this is no comment, put the whole value in quotes.',
  ],
  [
    BAD_INDENT,
    /^Flow/,
    'The bracket that begins here is not closed, or what stands in it is indented too little.',
  ],
  [
    'BAD_ALIAS',
    /^Alias cannot be an empty/,
    'Without quotes “*” begins the name of an anchor, and there is none. Put it in quotes.',
  ],
  [
    'BAD_ALIAS',
    /^Anchor cannot be an empty/,
    'Without quotes “&” begins the name of an anchor, and there is none. Put the value in quotes.',
  ],
  [
    'UNEXPECTED_TOKEN',
    /at node end$/,
    'The value that begins with a quote, a bracket or a star ends before this. If this belongs to it, put all of it in quotes.',
  ],
  [
    'UNEXPECTED_TOKEN',
    /^Unexpected block-seq-ind on same line/,
    'A list begins on a line of its own, below its key. If this is a text, put it in quotes.',
  ],
  [
    'UNEXPECTED_TOKEN',
    /^Unexpected flow-\S+-end/,
    'No bracket is open that this one could close. Take it out, or put the value in quotes.',
  ],
  [
    'UNEXPECTED_TOKEN',
    /^Unexpected , in flow/,
    'Nothing stands before this comma. Take it out, or write what is missing.',
  ],
  [
    'UNEXPECTED_TOKEN',
    /^(?:Block scalar header|Not a YAML token)/,
    'Behind “>” or “|” a text begins on the next line. Put it there, or put the value in quotes.',
  ],
];

/** A blank that is missing behind the colon of a key or the hyphen of an item, without which YAML reads a text. */
export interface MissingBlank {
  /** Of the text that begins with the key or the hyphen. */
  readonly offset: number;
  /** What was begun. */
  readonly of: 'a list' | 'a map';
  readonly message: string;
}

/** The blanks that the lines of a text most likely lack behind their hyphens, if its first line does: offsets in what is written. */
export function blanksInList(written: string): readonly number[] {
  if (missingBlank(written)?.of !== 'a list') return [];
  return [...written.matchAll(/(?:^|\n) *-(?=[A-Za-z])/g)].map(
    ({ 0: before, index }) => index + before.length,
  );
}

/** The blank that a text most likely lacks; undefined where it looks like none. What an address begins with is no key. */
export function missingBlank(text: string): MissingBlank | undefined {
  const [start = ''] = /^(?:-(?=[A-Za-z])|[A-Za-z_][\w-]*:(?=[^\s/:]))/.exec(text) ?? [];
  if (start === '') return undefined;
  return start === '-'
    ? { offset: 1, of: 'a list', message: BLANK_BEHIND_HYPHEN }
    : { offset: start.length, of: 'a map', message: BLANK_BEHIND_COLON };
}

/** Said of a key that no blank divides from its value. */
export const BLANK_BEHIND_COLON = 'A blank is missing behind the colon.';

/** The fix that writes a blank, or several. */
export function blankFix(...places: readonly number[]): Fix {
  const title = places.length > 1 ? 'Write the missing blanks' : 'Write the missing blank';
  return { title, safe: false, edits: places.map((start) => ({ start, end: start, newText: ' ' })) };
}

/** What is wrong and what to do. */
export function wordsFor({ code, message }: YamlError): string {
  const [, , words] = WORDS_BY_MESSAGE.find(([own, begins]) => own === code && begins.test(message)) ?? [];
  return (
    words ?? WORDS[code] ?? `This is not valid YAML: ${message.replace(/[^\x20-\x7e]/g, ' ').slice(0, 200)}.`
  );
}

/**
 * The errors as what they are. To the parser a line that is indented too far goes on with the value above it, and one that is indented
 * too little ends a list: neither says so.
 */
export function asMeant(errors: readonly YamlError[], source: string): readonly YamlError[] {
  const keys = new Map(
    errors.flatMap((error) => (error.code === MULTILINE ? [[error.start, error] as const] : [])),
  );
  const told = new Set<YamlError>();
  const isOpen = errors.some(({ code, message }) => code === BAD_INDENT && message.startsWith('Flow'));
  const meant = errors.map((error): YamlError => {
    // With a colon somewhere behind it such a bracket begins a key over many lines, to the parser.
    if (isOpen && error.code === MULTILINE && isAloneBracket(error, source))
      return { ...error, code: OPEN_BRACKET };
    if (error.code === 'MISSING_CHAR' && error.message.startsWith('Sequence item')) return badIndent(error);
    if (error.code !== 'BLOCK_AS_IMPLICIT_KEY') return error;
    if (error.message.includes('block sequence')) return badIndent(error);
    const key = keys.get(error.start);
    if (!key) return error;
    const start = lineStart(source, key.end);
    // Several words are the rest of a text that goes on, with a colon in it.
    if (start <= key.start || !/^ *[\w.-]+$/.test(source.slice(start, key.end))) return error;
    told.add(key);
    return badIndent({ start, end: key.end });
  });
  const lost = meant.find(isLost);
  return meant
    .filter((error) => !told.has(error) && (error === lost || !isLost(error)))
    .map((error) => (error.code === BAD_INDENT ? atFirstWord(error, source) : error))
    .map((error) => (isTextNotIndented(error, source) ? textNotIndented(error, source) : error));
}

/** Whether the line of an error is one of several words, as no key is, below a key that ends in `|` or `>`. */
function isTextNotIndented(error: YamlError, source: string): boolean {
  if (error.code !== BAD_INDENT && error.code !== MULTILINE && !isMissingColon(error)) return false;
  const start = lineStart(source, error.start);
  if (!/^ *[^\s:#[{-][^\s:]* +[^\s:#]/.test(source.slice(start, start + 300))) return false;
  const above = source.slice(Math.max(0, start - 300), start).trimEnd();
  return /: +[|>][-+\d]*$/.test(above);
}

function textNotIndented({ message, start }: YamlError, source: string): YamlError {
  const from = source.slice(lineStart(source, start), start).trim() === '' ? start : lineStart(source, start);
  return { code: TEXT_NOT_INDENTED, message, start: from, end: endOfLine(source, start) };
}

function isAloneBracket({ start }: Range, source: string): boolean {
  return /^[[{]\s*$/.test(source.slice(lineStart(source, start), endOfLine(source, start)).trimStart());
}

function atFirstWord(error: YamlError, source: string): YamlError {
  const word = firstWord(error, source);
  return (
    asItem(error, word, source) ?? {
      ...error,
      ...word,
      code: isItemAmongKeys(word, source) ? LIST_AMONG_KEYS : BAD_INDENT,
    }
  );
}

/** The error as one of an item that lacks its blank or its hyphen. */
function asItem(error: YamlError, word: Range, source: string): YamlError | undefined {
  const item = brokenItem(word, source);
  if (!item) return undefined;
  const { start, end, lacks } = item;
  return { ...error, start, end, code: lacks === 'blank' ? NO_BLANK_BEHIND_HYPHEN : NO_HYPHEN };
}

/** Whether an item of a list begins where the key of the next line does. */
function isItemAmongKeys({ start }: Range, source: string): boolean {
  if (!/^-\s/.test(source.slice(start, start + 2))) return false;
  const behind = endOfLine(source, start);
  const blanks = /^\s*\n( *)[A-Za-z]/.exec(source.slice(behind, behind + 500))?.[1];
  return blanks?.length === columnOf(source, start);
}

/** A line that is indented wrongly is reported where the one before it ends, or at its start: its first word shows better. */
function firstWord({ start, end }: Range, source: string): Range {
  let from = start;
  for (;;) {
    while (/\s/.test(source[from] ?? '')) from++;
    // Nor is a comment indented like anything.
    if (source[from] !== '#') break;
    from = endOfLine(source, from);
  }
  const [word = ''] = /^\S*/.exec(source.slice(from, from + 200)) ?? [];
  return word === '' ? { start, end } : { start: from, end: from + word.length };
}

/** Once the parser has lost its place, whatever comes then is unexpected. */
function isLost({ code, message }: YamlError): boolean {
  return code === 'UNEXPECTED_TOKEN' && message.includes('token in YAML stream');
}

function badIndent({ start, end }: Range): YamlError {
  return { code: BAD_INDENT, message: '', start, end };
}
