/**
 * Cuts a file along the entries of one top-level block map, line by line, without parsing it. Each entry can then be read
 * on its own: what is broken in one never blanks another, and an edit costs one entry.
 *
 * Cut is only what is sure to be read the same apart as together; everything else is left to the whole-file way.
 */
import type { Change } from './change.ts';
import { lineStart } from './lines.ts';
import type { Range } from './node.ts';
import { indexFrom } from './search.ts';
import { shiftRange } from './shift.ts';
import type { SourceText } from '../text/source-text.ts';

/** Where the cuts fall; offsets of the file. The entries lie between `before.end` and `after.start` without gaps. */
export interface Cuts {
  /** The keys before the entries, through the line of the cut key itself. */
  readonly before: Range;
  readonly entries: readonly Range[];
  readonly after: Range;
  /** The indentation of the entries. */
  readonly indent: number;
}

const PLAIN_KEY = /^(?:[A-Za-z_][\w.-]*|"[^"\\]*"|'[^']*')[ \t]*:(?:\s|$)/;
const QUOTED_NAME = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*:(?:\s|$)/;
/** What no plain name begins with, or what is left to the whole-file way. */
const NO_PLAIN_NAME = /^[-?:,[\]{}#&*!|>'"]/;
/** A name without its colon yet: somebody is typing it. */
const HALF_TYPED = /^[\w.-]+[ \t]*$/;
/** What reaches beyond an entry: anchors, aliases, tags. A false alarm here costs time, never truth. */
const REFERENCE = /(?:^|[\s[{,:-])[&*!][^\s]/;

/**
 * The lines of a text, one at a time: there are so many of them that none is made. Of nearly all of them nobody asks for more than
 * how far they are indented.
 */
class Lines {
  /** Offset of the line in the file. */
  start = 0;
  indent = 0;
  private readonly text: string;
  private readonly offset: number;
  private next = 0;
  private from = 0;
  private end = 0;

  /** `offset`: where in the file the text begins. */
  constructor(text: string, offset = 0) {
    this.text = text;
    this.offset = offset;
  }

  /** Goes to the next line; false where there is none. */
  advance(): boolean {
    const { text, offset, next } = this;
    if (next >= text.length) return false;
    const lineBreak = text.indexOf('\n', next);
    const first = offset + next === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : next;
    let at = first;
    while (text.charCodeAt(at) === SPACE) at++;
    this.start = offset + next;
    this.from = at;
    this.indent = at - first;
    this.end = lineBreak < 0 ? text.length : lineBreak;
    this.next = this.end + 1;
    return true;
  }

  /** What stands behind the indentation. */
  get content(): string {
    return this.text.slice(this.from, this.end).trimEnd();
  }

  get isTabbed(): boolean {
    return this.text.charCodeAt(this.from) === TAB;
  }

  /** Whether there is nothing on it but a comment. */
  get isEmpty(): boolean {
    const first = this.text.charCodeAt(this.from);
    if (this.from >= this.end || first === HASH) return true;
    return first < FIRST_SIGN || first > LAST_SIGN ? this.content === '' : false;
  }
}

const BYTE_ORDER_MARK = 0xfeff;
const TAB = 0x09;
const SPACE = 0x20;
const HASH = 0x23;
/** The printable signs of ASCII, none of which is a blank. */
const FIRST_SIGN = 0x21;
const LAST_SIGN = 0x7e;

/** The cuts below `key`, or undefined where the text is not plain enough to be cut. */
export function cutSegments(text: string, key: string): Cuts | undefined {
  let keySeen = false;
  let entryIndent = 0;
  let afterStart: number | undefined;
  const starts: number[] = [];
  let contentSeen = false;
  /** Whether a line has begun the document; another one would end it again. */
  let begun = false;
  const line = new Lines(text);
  while (line.advance()) {
    if (line.isEmpty) continue;
    if (line.isTabbed) return undefined;
    if (line.indent === 0) {
      const { content } = line;
      if (/^(?:---|\.\.\.|%)/.test(content)) {
        if (contentSeen || begun || content !== '---') return undefined;
        begun = true;
        continue;
      }
      contentSeen = true;
      if (!PLAIN_KEY.test(content) && !HALF_TYPED.test(content)) return undefined;
      if (keySeen && afterStart === undefined) afterStart = line.start;
      if (!isKeyLine(content, key)) continue;
      if (keySeen) return undefined;
      keySeen = true;
    } else if (!contentSeen) {
      // Above the first key an indented line can begin a text that runs on over everything below.
      return undefined;
    } else if (keySeen && afterStart === undefined) {
      entryIndent ||= line.indent;
      if (line.indent > entryIndent) continue;
      if (line.indent < entryIndent) return undefined;
      const { content } = line;
      if (/^[}\]]/.test(content)) continue;
      if (!isEntryLine(content) && !HALF_TYPED.test(content)) return undefined;
      starts.push(line.start);
    }
  }
  if (!keySeen || starts.length === 0) return undefined;
  const end = afterStart ?? text.length;
  return {
    before: { start: 0, end: starts[0] ?? end },
    entries: starts.map((start, i) => ({ start, end: starts[i + 1] ?? end })),
    after: { start: end, end: text.length },
    indent: entryIndent,
  };
}

/** The cuts of a text that differs from an earlier one in one stretch, and how many entries are the same at either end. */
export interface Recut {
  readonly cuts: Cuts;
  readonly before: number;
  readonly after: number;
}

/**
 * What `cutSegments` makes of `text`, from the cuts of an earlier version of it; undefined where it has to look at all of it.
 * Between the first entry's line and the end of the last entry every line is judged by itself, so that only those that changed
 * have to be looked at. Neither version may hold references.
 */
export function recutSegments(text: SourceText, earlier: Cuts, change: Change): Recut | undefined {
  const { entries, indent } = earlier;
  const by = change.endAfter - change.endBefore;
  const first = entries[0]?.start ?? 0;
  const firstBreak = text.indexOf('\n', first);
  if (firstBreak < 0 || firstBreak >= change.start) return undefined;
  const isAtEnd = earlier.after.start === earlier.after.end;
  if (change.endBefore > earlier.after.start - (isAtEnd ? 0 : 1)) return undefined;
  const from = lineStart(text, change.start);
  const next = text.indexOf('\n', change.endAfter);
  const to = next < 0 ? text.length : next;
  if (mayHoldReferences(text.slice(from - 1, to + 1))) return undefined;
  const starts: number[] = [];
  const line = new Lines(text.slice(from, to), from);
  while (line.advance()) {
    if (line.isEmpty) continue;
    if (line.isTabbed || line.indent < indent) return undefined;
    if (line.indent > indent) continue;
    const { content } = line;
    if (/^[}\]]/.test(content)) continue;
    if (!isEntryLine(content) && !HALF_TYPED.test(content)) return undefined;
    starts.push(line.start);
  }
  // Entries that begin before the lines in question, and those that begin behind them.
  const before = indexFrom(entries, from);
  const after = indexFrom(entries, to - by);
  const end = earlier.after.start + by;
  const last = entries[before - 1];
  const moved = by === 0 ? entries.slice(after) : entries.slice(after).map((entry) => shiftRange(entry, by));
  const behind = moved[0]?.start ?? end;
  const around = last ? [last.start, ...starts] : starts;
  const ranges = entries.slice(0, Math.max(0, before - 1)).concat(
    around.map((start, i) => ({ start, end: around[i + 1] ?? behind })),
    moved,
  );
  const lastIsSame = last !== undefined && last.end <= from && ranges[before - 1]?.end === last.end;
  return {
    cuts: {
      before: earlier.before,
      entries: ranges,
      after: { start: end, end: text.length },
      indent,
    },
    before: lastIsSame ? before : before - 1,
    after: entries.length - after,
  };
}

/** Whether anything in the text may refer to another place of it. */
export function mayHoldReferences(text: string): boolean {
  return (text.includes('&') || text.includes('*') || text.includes('!')) && REFERENCE.test(text);
}

/** Whether the line begins with a name and its colon. */
function isEntryLine(content: string): boolean {
  if (QUOTED_NAME.test(content)) return true;
  if (NO_PLAIN_NAME.test(content)) return false;
  const colon = content.search(/:(?:\s|$)/);
  return colon > 0 && !/\s#/.test(content.slice(0, colon));
}

function isKeyLine(content: string, key: string): boolean {
  return content.startsWith(`${key}:`) && /^[ \t]*(?:#.*)?$/.test(content.slice(key.length + 1));
}
