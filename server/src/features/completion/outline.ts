/**
 * The outline of a part of the file by its indentation, and where in it the cursor stands. A half-typed line breaks the tree
 * that the parser makes, but never the columns of the lines around it.
 */
import type { Range } from '../../yaml/node.ts';
import { scanFlow } from './flow.ts';
import type { FlowHit } from './flow.ts';
import type { Region } from './region.ts';
import {
  endsLine,
  isBlank,
  isComment,
  keyColon,
  skipBlanks,
  skipProperties,
  textEnd,
  unquoted,
} from './scan.ts';

/** A key, an item of a list, or the whole. */
export interface OutlineNode {
  readonly type: 'root' | 'key' | 'item';
  readonly parent: OutlineNode | undefined;
  /** Of the key's first character or of the dash. */
  readonly column: number;
  readonly key: string;
  /** The key as written, or the dash. */
  readonly written: Range;
  /** Behind the colon or the dash. */
  readonly after: number;
  /** What stands on the same line: then nothing else can stand below. */
  value: 'text' | 'flow' | 'block-scalar' | undefined;
  readonly children: OutlineNode[];
}

/** Where the cursor stands. `node` is what the token, present or to come, would stand below. */
export type Spot =
  | { readonly type: 'line'; readonly node: OutlineNode; readonly token: Range; readonly column: number }
  | { readonly type: 'value'; readonly node: OutlineNode; readonly token: Range }
  /** On the text of a key that has its colon. */
  | { readonly type: 'key'; readonly node: OutlineNode }
  | { readonly type: 'flow'; readonly node: OutlineNode; readonly hit: FlowHit };

export interface Outline {
  readonly root: OutlineNode;
  /** Undefined where nothing can be completed: in comments, in texts over several lines, between values. */
  readonly spot: Spot | undefined;
  /** The column of the next line that holds anything; -1 where none follows. */
  readonly nextColumn: number;
}

interface Line {
  readonly start: number;
  /** Where columns count from: behind a byte order mark. */
  readonly base: number;
  /** Before the line's break. */
  readonly end: number;
}

/** The next line that holds anything. */
interface NextLine {
  /** -1 where none follows. */
  readonly column: number;
  /** Whether it is an item of a list. */
  readonly dash: boolean;
}

interface Reader {
  readonly text: string;
  readonly cursor: number;
  readonly end: number;
  readonly next: NextLine;
  /** The node that was begun last: what follows stands below it or below one of its ancestors. */
  open: OutlineNode;
  spot: Spot | undefined;
  /** Lines before this offset belong to a flow collection. */
  skipTo: number;
}

const BLOCK_SCALAR = /^[|>][-+0-9]*$/;

/** The outline of the region with the place of the cursor in it. */
export function readOutline(text: string, region: Region, cursor: number): Outline {
  const nowhere = { start: region.start, end: region.start };
  const root: OutlineNode = {
    type: 'root',
    parent: undefined,
    column: -1,
    key: '',
    written: nowhere,
    after: 0,
    value: undefined,
    children: [],
  };
  const next = nextLine(text, cursor);
  const reader: Reader = { text, cursor, end: region.end, next, open: root, spot: undefined, skipTo: 0 };
  if (region.inside) reader.open = addNode(root, 'key', 0, nowhere, region.start, 'integrations');
  for (const line of linesOf(text, region)) {
    if (line.start >= reader.skipTo) readLine(reader, line);
  }
  return { root, spot: reader.spot, nextColumn: next.column };
}

function* linesOf(text: string, { start, end }: Range): Generator<Line> {
  let at = start;
  while (at < end || (at === end && end === text.length)) {
    const next = text.indexOf('\n', at);
    const stop = next < 0 || next >= end ? end : next;
    const base = at === 0 && text.startsWith('\uFEFF') ? 1 : at;
    yield { start: at, base, end: Math.max(base, stop > at && text[stop - 1] === '\r' ? stop - 1 : stop) };
    if (next < 0 || next >= end) return;
    at = next + 1;
  }
}

/** Beyond the region as well: what is written before the next integration must not take it for its own. */
function nextLine(text: string, cursor: number): NextLine {
  const next = text.indexOf('\n', cursor);
  if (next < 0) return NO_LINE;
  for (const line of linesOf(text, { start: next + 1, end: text.length })) {
    const at = skipBlanks(text, line.base, line.end);
    if (at < line.end && text[at] !== '#')
      return { column: at - line.base, dash: isDash(text, at, line.end) };
  }
  return NO_LINE;
}

const NO_LINE: NextLine = { column: -1, dash: false };

function isDash(text: string, at: number, end: number): boolean {
  return text[at] === '-' && (at + 1 === end || isBlank(text[at + 1]));
}

function addNode(
  parent: OutlineNode,
  type: 'key' | 'item',
  column: number,
  written: Range,
  after: number,
  key = '',
): OutlineNode {
  const node: OutlineNode = { type, parent, column, key, written, after, value: undefined, children: [] };
  parent.children.push(node);
  return node;
}

/** The node below which something at this column stands. A list may stand at the column of its key. */
function holderOf(open: OutlineNode, column: number, dash: boolean): OutlineNode {
  let node = open;
  while (node.parent && !(node.column < column || (dash && node.column === column && mayHoldDash(node))))
    node = node.parent;
  return node;
}

function mayHoldDash({ type, value, children }: OutlineNode): boolean {
  return type === 'key' && value === undefined && children.every((child) => child.type === 'item');
}

function readLine(reader: Reader, line: Line): void {
  const { text, cursor } = reader;
  const at = skipBlanks(text, line.base, line.end);
  const blanks = text.slice(line.base, at);
  if (blanks.includes('\t')) return;
  if (at === line.end) {
    if (cursor < line.base || cursor > line.end) return;
    reader.spot = lineSpot(reader, { start: cursor, end: line.end }, cursor - line.base);
    return;
  }
  if (text[at] !== '#') readContent(reader, line, at);
}

/**
 * The spot of a token alone on its line; undefined where nothing can stand there. Directly before an item nothing but another item of
 * its list can: any key would end the list that goes on below.
 */
function lineSpot({ open, next }: Reader, token: Range, column: number): Spot | undefined {
  const isBeforeItem = next.dash && next.column === column;
  const node = holderOf(open, column, isBeforeItem);
  const isPossible = isBeforeItem ? mayHoldDash(node) : node.value === undefined;
  return isPossible ? { type: 'line', node, token, column } : undefined;
}

function readContent(reader: Reader, line: Line, from: number): void {
  const { text, cursor } = reader;
  let at = from;
  while (isDash(text, at, line.end)) {
    const parent = holderOf(reader.open, at - line.base, true);
    if (parent.value !== undefined) return;
    const item = addNode(parent, 'item', at - line.base, { start: at, end: at + 1 }, at + 1);
    reader.open = item;
    const next = skipBlanks(text, at + 1, line.end);
    if (next === line.end || isComment(text, next)) {
      const end = next === line.end ? next : cursor;
      if (cursor > at && cursor <= next)
        reader.spot = { type: 'value', node: item, token: { start: cursor, end } };
      return;
    }
    at = next;
  }
  const parent = holderOf(reader.open, at - line.base, false);
  if (parent.value !== undefined) return;
  const body = skipProperties(text, at, line.end);
  if (body === line.end) return;
  const colon = keyColon(text, body, line.end);
  if (text[body] === '{' || text[body] === '[') readFlow(reader, parent, body);
  else if (colon !== undefined) readPair(reader, line, parent, body, colon);
  else readText(reader, line, parent, at, body);
}

/** A text without a key: an item, a value on a line of its own, or a key that somebody has only begun. */
function readText(reader: Reader, line: Line, parent: OutlineNode, at: number, body: number): void {
  const { text, cursor } = reader;
  const end = textEnd(text, body, line.end);
  const inItem = parent.type === 'item' && parent.written.start >= line.start;
  const trailing = inItem && isBehind(text, cursor, end, line);
  const token = { start: body, end: trailing ? cursor : end };
  const here = body === at && token.start <= cursor && cursor <= token.end;
  if (BLOCK_SCALAR.test(text.slice(token.start, token.end))) {
    if (parent.type !== 'root') parent.value = 'block-scalar';
  } else if (here) {
    reader.spot = inItem ? { type: 'value', node: parent, token } : lineSpot(reader, token, at - line.base);
  } else if (inItem) {
    parent.value = 'text';
  }
}

/** Whether the cursor is behind a text on its line, with nothing but blanks between, and at most a comment behind. */
function isBehind(text: string, cursor: number, end: number, line: Line): boolean {
  return cursor > end && cursor <= skipBlanks(text, end, line.end) && endsLine(text, end, line.end);
}

function readPair(reader: Reader, line: Line, parent: OutlineNode, at: number, colon: number): void {
  const { text, cursor } = reader;
  let keyEnd = colon;
  while (keyEnd > at && isBlank(text[keyEnd - 1])) keyEnd--;
  const written = { start: at, end: keyEnd };
  const node = addNode(parent, 'key', at - line.base, written, colon + 1, unquoted(text.slice(at, keyEnd)));
  reader.open = node;
  if (at <= cursor && cursor <= keyEnd) reader.spot = { type: 'key', node };
  const value = skipBlanks(text, colon + 1, line.end);
  if (value === line.end || isComment(text, value)) {
    const end = value === line.end ? value : cursor;
    if (colon < cursor && cursor <= value)
      reader.spot = { type: 'value', node, token: { start: cursor, end } };
    return;
  }
  const body = skipProperties(text, value, line.end);
  if (body === line.end || isComment(text, body)) return;
  if (text[body] === '{' || text[body] === '[') {
    readFlow(reader, node, body);
    return;
  }
  const end = textEnd(text, body, line.end);
  node.value = BLOCK_SCALAR.test(text.slice(body, end)) ? 'block-scalar' : 'text';
  const trailing = isBehind(text, cursor, end, line);
  const here = value === body && body <= cursor && (cursor <= end || trailing);
  if (here && node.value === 'text')
    reader.spot = { type: 'value', node, token: { start: body, end: trailing ? cursor : end } };
}

function readFlow(reader: Reader, node: OutlineNode, start: number): void {
  const { end, hit } = scanFlow(reader.text, start, reader.end, node.column, reader.cursor);
  if (node.type !== 'root') node.value = 'flow';
  reader.skipTo = end;
  if (hit) reader.spot = { type: 'flow', node, hit };
}
