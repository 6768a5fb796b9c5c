/** A bracket scan over a flow collection, `[org:read, ‸]` or `{ scope: ‸ }`, closed or not. Reads on where a parser gives up. */
import { lineStart } from '../../yaml/lines.ts';
import type { Range } from '../../yaml/node.ts';
import { closeQuote, endsLine, isBlank, isComment, lineEnd, skipBlanks, unquoted } from './scan.ts';

/** One pair of brackets that the cursor stands in. */
export interface FlowFrame {
  readonly type: 'map' | 'list';
  readonly parent: FlowFrame | undefined;
  /** The key of the surrounding map that it stands under. */
  readonly under: string | undefined;
  /** The keys of a map, each with where it is written. */
  readonly keys: { readonly text: string; readonly start: number }[];
  /** How many items of a list are bare texts, and how many brackets of their own. */
  texts: number;
  collections: number;
}

export interface FlowHit {
  readonly frame: FlowFrame;
  /** The key whose value the cursor stands at. */
  readonly key: string | undefined;
  /** What is written there, and the blanks behind it up to the cursor; empty at the cursor where nothing is. */
  readonly token: Range;
  /** Whether the token has its colon. */
  readonly hasColon: boolean;
}

export interface FlowScan {
  /** Where the collection ends, exclusive; where nothing closes it, the end of its last line. */
  readonly end: number;
  readonly hit: FlowHit | undefined;
}

/** What stands between two commas: first before its colon, then behind it. */
interface Phase {
  words: number;
}
interface Level {
  readonly frame: FlowFrame;
  key: string | undefined;
  word: Range | undefined;
  phase: Phase;
}
interface Candidate {
  readonly frame: FlowFrame;
  readonly key: string | undefined;
  readonly token: Range;
  readonly phase: Phase;
  /** The word before the cursor, on the same line. */
  readonly before: Range | undefined;
  hasColon: boolean;
}

/**
 * Scans the collection that begins at `start`. It ends with its bracket, at `end`, or before the first line that begins at
 * column `column` or less: that is where the key stands that it belongs to.
 */
export function scanFlow(text: string, start: number, end: number, column: number, cursor: number): FlowScan {
  const levels: Level[] = [];
  const found: { candidate: Candidate | undefined; passed: boolean } = {
    candidate: undefined,
    passed: cursor <= start,
  };
  let at = start;

  const meet = (token: Range): void => {
    const level = levels.at(-1);
    if (found.passed || !level || cursor > token.end) return;
    found.passed = true;
    const own = cursor >= token.start ? token : { start: cursor, end: cursor };
    // What is written this far to the left would end the collection.
    if (own.start === own.end && isOutdented(text, cursor, column)) return;
    const { frame, key, phase, word } = level;
    const before = word && !text.slice(word.end, cursor).includes('\n') ? word : undefined;
    found.candidate = { frame, key, token: own, phase, before, hasColon: false };
  };
  const open = (type: 'map' | 'list'): void => {
    const level = levels.at(-1);
    if (level) {
      level.phase.words++;
      if (level.frame.type === 'list') level.frame.collections++;
    }
    const frame: FlowFrame = {
      type,
      parent: level?.frame,
      under: level?.key,
      keys: [],
      texts: 0,
      collections: 0,
    };
    levels.push({ frame, key: undefined, word: undefined, phase: { words: 0 } });
  };

  while (at < end) {
    const character = text[at];
    const level = levels.at(-1);
    if (character === '\n') {
      if (dedents(text, at + 1, end, column)) break;
      at++;
    } else if (isBlank(character)) {
      at++;
    } else if (isComment(text, at)) {
      const stop = lineEnd(text, at, end);
      meet({ start: at, end: at });
      if (cursor > at && cursor <= stop) found.passed = true;
      at = stop;
    } else if (character === '{' || character === '[') {
      meet({ start: at, end: at });
      open(character === '{' ? 'map' : 'list');
      at++;
    } else if (character === '}' || character === ']') {
      meet({ start: at, end: at });
      levels.pop();
      at++;
      if (levels.length === 0) return { end: at, hit: settled(found.candidate) };
    } else if (character === ',') {
      meet({ start: at, end: at });
      if (level) Object.assign(level, { key: undefined, word: undefined, phase: { words: 0 } });
      at++;
    } else if (character === ':' && level?.word && endsKey(text, at, end, level.word)) {
      const name = unquoted(text.slice(level.word.start, level.word.end));
      level.frame.keys.push({ text: name, start: level.word.start });
      meet({ start: at, end: at });
      if (found.candidate?.phase === level.phase) found.candidate.hasColon = true;
      if (level.frame.type === 'list' && level.frame.texts > 0) level.frame.texts--;
      Object.assign(level, { key: name, word: undefined, phase: { words: 0 } });
      at++;
    } else {
      const stop = wordEnd(
        text,
        at,
        end,
        cursor,
        (colon) => level?.key !== undefined || (level?.frame.type === 'list' && cursor === colon + 1),
      );
      const word = { start: at, end: stop };
      meet(word);
      if (level) {
        level.phase.words++;
        level.word = word;
        if (level.frame.type === 'list' && level.key === undefined) level.frame.texts++;
      }
      at = stop;
    }
  }
  meet({ start: at, end: at });
  return { end: at, hit: settled(found.candidate) };
}

/** Nothing is completed beside a word that stands in the same place: together they would be one text. */
function settled(candidate: Candidate | undefined): FlowHit | undefined {
  if (!candidate) return undefined;
  const { frame, key, hasColon, phase, before } = candidate;
  const isBehind = candidate.token.start === candidate.token.end && before !== undefined;
  const token = isBehind ? { start: before.start, end: candidate.token.end } : candidate.token;
  const own = token.start === token.end ? 0 : 1;
  return phase.words > own ? undefined : { frame, key, token, hasColon };
}

function dedents(text: string, from: number, end: number, column: number): boolean {
  let at = from;
  while (at < end && text[at] === ' ') at++;
  if (at >= end || text[at] === '\n' || text[at] === '\r' || text[at] === '#') return false;
  return at - from <= column && text[at] !== ']' && text[at] !== '}';
}

function isOutdented(text: string, cursor: number, column: number): boolean {
  const start = lineStart(text, cursor);
  return cursor - start <= column && text.slice(start, cursor).trim() === '';
}

function endsKey(text: string, at: number, end: number, word: Range): boolean {
  const next = text[at + 1];
  const quoted = text[word.start] === '"' || text[word.start] === "'";
  return quoted || at + 1 >= end || isBlank(next) || (next !== undefined && ',[]{}'.includes(next));
}

/** `keeps` tells of a colon that would end a key whether the word goes on: behind `org:` a scope's second half is to come. */
function wordEnd(
  text: string,
  from: number,
  end: number,
  cursor: number,
  keeps: (colon: number) => boolean,
): number {
  const line = lineEnd(text, from, end);
  const isQuoted = text[from] === '"' || text[from] === "'";
  if (isQuoted) {
    const closed = closeQuote(text, from, line);
    const isTyped = from < cursor && cursor <= (closed === undefined ? line : closed - 1);
    if (!isTyped || (closed !== undefined && !opensNext(text, cursor, closed, line))) return closed ?? line;
  }
  // What somebody is still typing in quotes ends where it would without them; the next quote opens a text of its own.
  const first = isQuoted ? cursor : from + 1;
  const ends = isQuoted ? `,[]{}"'` : ',[]{}';
  let at = first;
  while (at < line) {
    const character = text[at] ?? '';
    if (ends.includes(character) || isComment(text, at)) break;
    const isEnd = at + 1 >= end || isBlank(text[at + 1]) || ',[]{}'.includes(text[at + 1] ?? '');
    if (character === ':' && isEnd && !keeps(at)) break;
    at++;
  }
  while (at > first && isBlank(text[at - 1])) at--;
  return at;
}

/** Whether the quote before `closed` is rather the first of the next text: a sign parts the two, and none stands behind. */
function opensNext(text: string, cursor: number, closed: number, line: number): boolean {
  if (!/[,:[{][ \t]*$/.test(text.slice(cursor, closed - 1)) || endsLine(text, closed, line)) return false;
  return !',]}:'.includes(text[skipBlanks(text, closed, line)] ?? '');
}
