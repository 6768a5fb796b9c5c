/**
 * A short way through what nearly all of a manifest is: block maps and lists of one-line texts, and brackets that close on the line
 * that they begin on. What it returns is what the YAML library's tree becomes, node by node; at anything that it is not sure of it
 * gives up, and the library reads the text.
 */
import type { MapNode, Pair, ScalarNode, SequenceNode, YamlNode } from './node.ts';

/** Tabs, other control characters, breaks that only some take for breaks: left to the library. */
const STRANGE = /[\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\uFEFF]|\r(?!\n)/;
const KEY = /[A-Za-z_][\w.-]*(?=:(?: |$))/my;
/** What a text without quotes may begin with; signs mean something in places. */
const BEGINS_PLAIN = /[\w/(<=+.$^;~\u00A0-\uFFFD]/y;
/** A colon or a comment may end a text without quotes. */
const ENDS_PLAIN = /:(?: |$)| #/;
/** As far as a text without quotes reaches between brackets. */
const PLAIN_IN_FLOW = /[^,[\]{}\n]*/y;
/** What a bracket may have behind it on its line. */
const COMMENT = / +#/y;
/** Words that stand for something else than themselves, and what may be a number. */
const NO_TEXT = /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+.\d]\S*)$/;
/** Digits in three groups or more, such as a date in any order: no number is written so. */
const GROUPS = /^\d+(?:[-./]\d+){2,}$/;
const NUMBER = /^\d{1,9}$/;
const QUOTED = /"[^"\\]*"|'[^']*'/y;
/** As far as a key may be from its colon. */
const MAX_KEY = 200;
const MAX_DEPTH = 50;

/** Thrown where the library has to be asked. */
const UNSURE = new Error('not plain');

/** The tree of `text`, or undefined where it is not surely plain. */
export function composePlain(text: string): MapNode | undefined {
  if (STRANGE.test(text)) return undefined;
  try {
    return new PlainReader(text).read();
  } catch (error) {
    if (error === UNSURE) return undefined;
    throw error;
  }
}

class PlainReader {
  private readonly text: string;
  /** The line in question: where its content begins, in which column, and where it ends; the column is -1 behind the last one. */
  private start = 0;
  private column = -1;
  private end = 0;
  private next = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): MapNode {
    this.advance();
    // Whatever stands at the start of a line by itself may be a sign of YAML's own.
    const map = this.map(0);
    if (this.column >= 0) throw UNSURE;
    return map;
  }

  /** Goes to the next line with anything but a comment on it. */
  private advance(): void {
    const { text } = this;
    for (;;) {
      const line = this.next;
      if (line >= text.length) {
        this.column = -1;
        return;
      }
      const found = text.indexOf('\n', line);
      let end = found < 0 ? text.length : found;
      this.next = end + 1;
      let start = line;
      while (text.charCodeAt(start) === SPACE) start++;
      while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
      if (start >= end || text.charCodeAt(start) === HASH) continue;
      this.start = start;
      this.column = start - line;
      this.end = end;
      return;
    }
  }

  /** The map whose keys stand in the column of this line. */
  private map(depth: number): MapNode {
    if (depth > MAX_DEPTH) throw UNSURE;
    const { start, column } = this;
    if (column < 0) throw UNSURE;
    const pairs: Pair[] = [];
    do pairs.push(this.pair(depth));
    while (this.column === column);
    if (this.column > column) throw UNSURE;
    return { start, end: pairs.at(-1)?.end ?? start, type: 'map', pairs, flow: false };
  }

  private pair(depth: number): Pair {
    const { start, column, end } = this;
    const key = this.key(start);
    if (key.end >= end) throw UNSURE;
    const value = this.valueBehind(key.end + 1, column, depth);
    return { key, value, start, end: Math.max(key.end, value.end) };
  }

  /** Where the key ends that begins at `start`; -1 where none does. */
  private keyEnd(start: number): number {
    KEY.lastIndex = start;
    return KEY.test(this.text) ? KEY.lastIndex : -1;
  }

  /** The key at `start`, which ends before its colon. */
  private key(start: number): ScalarNode {
    const end = this.keyEnd(start);
    if (end < 0 || end > start + MAX_KEY) throw UNSURE;
    const name = this.text.slice(start, end);
    if (NO_TEXT.test(name)) throw UNSURE;
    return { start, end, type: 'scalar', value: name, text: name, style: 'plain' };
  }

  /** What stands behind a colon: on its line, or on the lines below it. */
  private valueBehind(from: number, column: number, depth: number): YamlNode {
    const { text, end } = this;
    const at = this.behindSpaces(from);
    if (at < end && text.charCodeAt(at) !== HASH) return this.lineEnd(at);
    // Where nothing stands exactly, only the library knows, but for the plainest case.
    const isBare = from === end && text.charCodeAt(end) !== SPACE;
    this.advance();
    if (this.column > column) return this.isItem() ? this.sequence(depth + 1) : this.map(depth + 1);
    if (this.column === column && this.isItem()) return this.sequence(depth + 1);
    if (!isBare) throw UNSURE;
    return { start: from, end: from, type: 'scalar', value: null, text: '', style: 'empty' };
  }

  private isItem(): boolean {
    return (
      this.text.charCodeAt(this.start) === DASH &&
      this.start + 1 < this.end &&
      this.text.charCodeAt(this.start + 1) === SPACE
    );
  }

  /** The list whose items begin in the column of this line. */
  private sequence(depth: number): SequenceNode {
    if (depth > MAX_DEPTH) throw UNSURE;
    const { start, column } = this;
    const items: YamlNode[] = [];
    do items.push(this.item(depth));
    while (this.column === column && this.isItem());
    if (this.column > column) throw UNSURE;
    return { start, end: items.at(-1)?.end ?? start, type: 'sequence', items, flow: false };
  }

  private item(depth: number): YamlNode {
    const at = this.behindSpaces(this.start + 1);
    const end = this.keyEnd(at);
    if (end < 0 || end >= this.end) return this.lineEnd(at);
    this.column += at - this.start;
    this.start = at;
    return this.map(depth + 1);
  }

  /** The text or the brackets at `at`, with which the line ends. */
  private lineEnd(at: number): YamlNode {
    const { column } = this;
    const node = this.isBracket(at) ? this.lastOfLine(this.flow(at, 0)) : this.scalar(at, this.end);
    this.advance();
    // A line that goes further in than the one above it is the rest of its text.
    if (this.column > column) throw UNSURE;
    return node;
  }

  private scalar(at: number, end: number): ScalarNode {
    const first = this.text.charCodeAt(at);
    return first === DOUBLE || first === SINGLE ? this.quoted(at, end) : this.plain(at, end);
  }

  private isBracket(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === OPEN_MAP || code === OPEN_LIST;
  }

  private lastOfLine<Node extends YamlNode>(node: Node): Node {
    COMMENT.lastIndex = node.end;
    if (node.end !== this.end && !COMMENT.test(this.text)) throw UNSURE;
    return node;
  }

  /** The collection whose bracket opens at `start`. */
  private flow(start: number, depth: number): MapNode | SequenceNode {
    if (depth > MAX_DEPTH) throw UNSURE;
    const { text } = this;
    const isMap = text.charCodeAt(start) === OPEN_MAP;
    const close = isMap ? CLOSE_MAP : CLOSE_LIST;
    const pairs: Pair[] = [];
    const items: YamlNode[] = [];
    let at = this.behindSpaces(start + 1);
    while (text.charCodeAt(at) !== close) {
      let node: YamlNode;
      if (isMap) {
        const pair = this.flowPair(at, depth);
        pairs.push(pair);
        node = pair.value;
      } else {
        node = this.flowNode(at, depth);
        items.push(node);
      }
      at = this.behindSpaces(node.end);
      const code = text.charCodeAt(at);
      if (code === COMMA) at = this.behindSpaces(at + 1);
      else if (code !== close) throw UNSURE;
    }
    const end = at + 1;
    return isMap
      ? { start, end, type: 'map', pairs, flow: true }
      : { start, end, type: 'sequence', items, flow: true };
  }

  private flowPair(start: number, depth: number): Pair & { readonly value: YamlNode } {
    const key = this.key(start);
    const at = key.end + 1;
    if (this.text.charCodeAt(at) !== SPACE) throw UNSURE;
    const value = this.flowNode(this.behindSpaces(at), depth);
    return { key, value, start, end: value.end };
  }

  /** What stands at `at` between brackets. */
  private flowNode(at: number, depth: number): YamlNode {
    const { text } = this;
    if (at >= this.end) throw UNSURE;
    if (this.isBracket(at)) return this.flow(at, depth + 1);
    const isQuoted = text.charCodeAt(at) === DOUBLE || text.charCodeAt(at) === SINGLE;
    const reach = isQuoted ? QUOTED : PLAIN_IN_FLOW;
    reach.lastIndex = at;
    const written = reach.exec(text)?.[0] ?? '';
    const end = at + written.trimEnd().length;
    // Behind a comment nothing closes on this line; and a colon at the end may be the sign of a pair.
    const isUnsure = !isQuoted && (written.includes(' #') || written.endsWith(':'));
    if (end === at || end > this.end || isUnsure) throw UNSURE;
    return this.scalar(at, end);
  }

  private behindSpaces(from: number): number {
    let at = from;
    while (this.text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  private quoted(at: number, end: number): ScalarNode {
    const { text } = this;
    QUOTED.lastIndex = at;
    const written = QUOTED.exec(text)?.[0];
    // Quotes over several lines are folded, and what stands behind them may be a fault.
    if (written === undefined || at + written.length !== end) throw UNSURE;
    const value = written.slice(1, -1);
    const style = written.startsWith('"') ? 'double-quoted' : 'single-quoted';
    return { start: at, end, type: 'scalar', value, text: value, style };
  }

  private plain(at: number, end: number): ScalarNode {
    const { text } = this;
    BEGINS_PLAIN.lastIndex = at;
    if (!BEGINS_PLAIN.test(text)) throw UNSURE;
    let written = text.slice(at, end);
    const stop = ENDS_PLAIN.exec(written);
    if (stop) {
      if (!stop[0].endsWith('#')) throw UNSURE;
      written = written.slice(0, stop.index).trimEnd();
    }
    const value = NO_TEXT.test(written) && !GROUPS.test(written) ? numberOf(written) : written;
    return { start: at, end: at + written.length, type: 'scalar', value, text: written, style: 'plain' };
  }
}

function numberOf(written: string): number {
  if (!NUMBER.test(written)) throw UNSURE;
  return Number(written);
}

const SPACE = 0x20;
const HASH = 0x23;
const DASH = 0x2d;
const DOUBLE = 0x22;
const SINGLE = 0x27;
const RETURN = 0x0d;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;

function isBlank(code: number): boolean {
  return code === SPACE || code === RETURN;
}
