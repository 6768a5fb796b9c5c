/**
 * Cuts a file along the entries of one top-level block map, line by line, without parsing it. Each entry can then be read
 * on its own: what is broken in one never blanks another, and an edit costs one entry.
 *
 * Cut is only what is sure to be read the same apart as together; everything else is left to the whole-file way.
 */
import type { Range } from './node.ts';

/** Where the cuts fall; offsets of the file. The entries lie between `before.end` and `after.start` without gaps. */
export interface Cuts {
  /** The keys before the entries, through the line of the cut key itself. */
  readonly before: Range;
  readonly entries: readonly Range[];
  readonly after: Range;
}

const PLAIN_KEY = /^(?:[A-Za-z_][\w.-]*|"[^"\\]*"|'[^']*')[ \t]*:(?:\s|$)/;
const QUOTED_NAME = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*:(?:\s|$)/;
/** What no plain name begins with, or what is left to the whole-file way. */
const NO_PLAIN_NAME = /^[-?:,[\]{}#&*!|>'"]/;
/** A name without its colon yet: somebody is typing it. */
const HALF_TYPED = /^[\w.-]+[ \t]*$/;
/** What reaches beyond an entry: anchors, aliases, tags. A false alarm here costs time, never truth. */
const REFERENCE = /(?:^|[\s[{,:-])[&*!][^\s]/;

interface Line {
  readonly start: number;
  readonly indent: number;
  readonly content: string;
}

/** The cuts below `key`, or undefined where the text is not plain enough to be cut. */
export function cutSegments(text: string, key: string): Cuts | undefined {
  let keyLine: Line | undefined;
  let entryIndent = 0;
  let afterStart: number | undefined;
  const starts: number[] = [];
  let contentSeen = false;
  /** Whether a line has begun the document; another one would end it again. */
  let begun = false;
  for (const line of linesOf(text)) {
    if (line.content === '' || line.content.startsWith('#')) continue;
    if (line.content.startsWith('\t')) return undefined;
    if (line.indent === 0) {
      if (/^(?:---|\.\.\.|%)/.test(line.content)) {
        if (contentSeen || begun || line.content !== '---') return undefined;
        begun = true;
        continue;
      }
      contentSeen = true;
      if (!PLAIN_KEY.test(line.content) && !HALF_TYPED.test(line.content)) return undefined;
      if (keyLine && afterStart === undefined) afterStart = line.start;
      if (!isKeyLine(line.content, key)) continue;
      if (keyLine) return undefined;
      keyLine = line;
    } else if (!contentSeen) {
      // Above the first key an indented line can begin a text that runs on over everything below.
      return undefined;
    } else if (keyLine && afterStart === undefined) {
      entryIndent ||= line.indent;
      if (line.indent > entryIndent) continue;
      if (line.indent < entryIndent) return undefined;
      if (/^[}\]]/.test(line.content)) continue;
      if (!isEntryLine(line.content) && !HALF_TYPED.test(line.content)) return undefined;
      starts.push(line.start);
    }
  }
  if (!keyLine || starts.length === 0) return undefined;
  const end = afterStart ?? text.length;
  return {
    before: { start: 0, end: starts[0] ?? end },
    entries: starts.map((start, i) => ({ start, end: starts[i + 1] ?? end })),
    after: { start: end, end: text.length },
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

function* linesOf(text: string): Generator<Line> {
  let start = 0;
  while (start < text.length) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const first = start === 0 && text.startsWith('\uFEFF') ? 1 : start;
    let at = first;
    while (text[at] === ' ') at++;
    yield { start, indent: at - first, content: text.slice(at, end).trimEnd() };
    start = end + 1;
  }
}
