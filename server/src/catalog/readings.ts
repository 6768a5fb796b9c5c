/** What a text says where it may be written otherwise: with escapes of YAML's or of addresses, and broken over several lines. */

/** Another way to read a text; offsets of it can be led back to the text itself. */
export interface Reading {
  readonly text: string;
  /** Whether lines were joined that may as well stand apart. */
  readonly joined: boolean;
  /** Where in the text itself a stretch of the reading is written. */
  readonly placeOf: (start: number, end: number) => { readonly start: number; readonly end: number };
}

/** A stretch that was written otherwise than it is read. */
interface Change {
  /** Where it stands in the reading, and in the text. */
  readonly at: number;
  readonly from: number;
  /** How long it is in each. */
  readonly length: number;
  readonly written: number;
}

/**
 * An escape of a double-quoted text; a backslash at the end of a line joins the next one to it. JSON in such a text has more backslashes
 * before its own, and Markdown one before `_`.
 */
const ESCAPE =
  /\\(?:\\{0,7}(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U(000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4})|([/_"]))|(\r?\n[ \t]*)|[0abtnvfre \\NLP])/g;

/** An escape of an address, also one that was escaped again with the address around it: `%3D`, `%253D`. */
const PERCENT = /%(?:25)*([0-9a-fA-F]{2})/g;

/** A line that is one word, as the rest of a long word is; its quote or bracket may end there. */
const ONE_WORD = /^[ \t]*[A-Za-z0-9+/=_.-]+["']?[ \t,\]}]*(?:\s#.*)?\r?$/;
/** The same where any words may follow: text that stands in another one. */
const ANY_WORD = /^[ \t]*[A-Za-z0-9+/=_.-]/;
/** No line with the rest of a value is longer. */
const LONGEST_LINE = 5000;

/** What a value must hold to be looked for over several lines. */
const PREFIX = /sntry[a-z]{1,2}_/;

/** An escape that may stand for a character of a value, or for nothing. */
const MAY_ESCAPE = /\\[xuU/_"\r\n]/;
const MAY_PERCENT = /%[0-9a-fA-F]{2}/;

const hasEscape = (text: string): boolean => text.includes('\\') && MAY_ESCAPE.test(text);
const hasPercent = (text: string): boolean => text.includes('%') && MAY_PERCENT.test(text);

/** Whether a text has escapes, behind which a value may stand that cannot be seen in it. */
export function mayBeEscaped(text: string): boolean {
  return hasEscape(text) || hasPercent(text);
}

type Way = readonly [isIn: (text: string) => boolean, meaningsIn: (text: string) => Iterable<Replacement>];
const BACKSLASHES: Way = [hasEscape, escapesIn];
const PERCENTS: Way = [hasPercent, percentsIn];

/** The other readings of a text; none of nearly all texts. `quoted` text may have other words around it. */
export function* readingsOf(text: string, quoted = false): Generator<Reading> {
  let lines: Reading = { text, joined: false, placeOf: same };
  // An address has escapes of its own inside those of the text around it, and what it carries may have some again.
  for (const [isIn, meaningsIn] of [BACKSLASHES, PERCENTS, BACKSLASHES])
    if (isIn(lines.text)) yield (lines = replaced(lines, meaningsIn(lines.text), false));
  if (!PREFIX.test(lines.text)) return;
  for (const rest of quoted ? [ONE_WORD, ANY_WORD] : [ONE_WORD]) {
    const folded = replaced(lines, foldsIn(lines.text, rest), true);
    if (folded.text.length < lines.text.length) yield folded;
  }
}

const same = (start: number, end: number): { start: number; end: number } => ({ start, end });

/** What is to be read in the place of a stretch of the text. */
interface Replacement {
  readonly from: number;
  readonly written: number;
  readonly meaning: string;
}

function* escapesIn(text: string): Generator<Replacement> {
  for (const match of text.matchAll(ESCAPE)) {
    const [written, two, four, eight, itself, lineBreak] = match;
    const code = two ?? four ?? eight;
    const meaning =
      code !== undefined
        ? String.fromCodePoint(Number.parseInt(code, 16))
        : // Any other escape is a character that no value holds.
          (itself ?? (lineBreak === undefined ? ' ' : ''));
    yield { from: match.index, written: written.length, meaning };
  }
}

function* percentsIn(text: string): Generator<Replacement> {
  for (const match of text.matchAll(PERCENT)) {
    const meaning = String.fromCharCode(Number.parseInt(match[1] ?? '', 16));
    // What no value holds is as good as a blank, and ends no line.
    yield { from: match.index, written: match[0].length, meaning: /[!-~]/.test(meaning) ? meaning : ' ' };
  }
}

/** The line breaks, with the blanks around them, behind which the rest of a value may follow. */
function* foldsIn(text: string, rest: RegExp): Generator<Replacement> {
  for (let at = text.indexOf('\n'); at >= 0;) {
    const next = text.indexOf('\n', at + 1);
    const line = text.slice(at + 1, next < 0 ? text.length : next);
    if (line.length <= LONGEST_LINE && rest.test(line)) {
      let from = at;
      while (/[ \t\r]/.test(text[from - 1] ?? '')) from--;
      const end = at + 1 + line.length - line.trimStart().length;
      yield { from, written: end - from, meaning: '' };
    }
    at = next;
  }
}

/** A reading of a reading. */
function replaced({ text, placeOf }: Reading, by: Iterable<Replacement>, joined: boolean): Reading {
  const parts: string[] = [];
  const changes: Change[] = [];
  let [behind, at] = [0, 0];
  for (const { from, written, meaning } of by) {
    parts.push(text.slice(behind, from), meaning);
    at += from - behind;
    changes.push({ at, from, length: meaning.length, written });
    at += meaning.length;
    behind = from + written;
  }
  parts.push(text.slice(behind));
  return {
    text: parts.join(''),
    joined,
    placeOf: (start, end) =>
      placeOf(offsetOf(changes, start), offsetOf(changes, end - 1) + writtenAt(changes, end - 1)),
  };
}

/** The last change that begins at an offset of the reading or before it, but for those that stand for nothing there. */
function changeBefore(changes: readonly Change[], at: number): Change | undefined {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1];
}

/** Where the character at `at` is written. */
function offsetOf(changes: readonly Change[], at: number): number {
  const change = changeBefore(changes, at);
  if (!change) return at;
  const { from, length, written } = change;
  return at < change.at + length ? from : from + written + (at - change.at - length);
}

/** How many characters the one at `at` is written with. */
function writtenAt(changes: readonly Change[], at: number): number {
  const change = changeBefore(changes, at);
  return change && at < change.at + change.length ? change.written : 1;
}
