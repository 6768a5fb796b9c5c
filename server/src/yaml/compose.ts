/** From text to node tree, through the `yaml` library; nothing of the library leaves this file. */
import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, Parser } from 'yaml';
import type { Alias, CST, Document, Node, Pair as LibraryPair, Scalar, ScalarTag } from 'yaml';
import { composePlain } from './compose-plain.ts';
import type { MapNode, Pair, Range, ScalarStyle, SequenceNode, YamlNode } from './node.ts';
import { leadingCount } from './search.ts';

/** A fault that the YAML parser reports. */
export interface YamlError extends Range {
  readonly code: string;
  readonly message: string;
}

/** A text as the parser sees it: its first document, and where others begin. */
export interface Composed {
  readonly root: YamlNode | undefined;
  readonly errors: readonly YamlError[];
  /** Where documents after the first one begin. */
  readonly furtherDocuments: readonly Range[];
}

/** What stands in the tree instead of the characters that were masked to make a value readable (see `traps.ts`). */
export interface Masked {
  /** The text with every masked character replaced by one that means nothing; as long as the original. */
  readonly text: string;
  readonly original: string;
  /** The masked offsets, ascending. */
  readonly offsets: readonly number[];
}

/** Below this depth a document is taken for an attack or an accident; people write four levels. */
const MAX_DEPTH = 200;
/** The same as the parser counts it while it reads: the document and what is being read are among its open tokens. */
const MAX_OPEN = MAX_DEPTH + 8;

/** Where a document became too deep. */
class TooDeep extends RangeError {
  readonly start: number;
  constructor(start: number) {
    super('too deep');
    this.start = start;
  }
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single-quoted',
  QUOTE_DOUBLE: 'double-quoted',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** The text as it is written: nobody wants the bytes, and what decodes them for browsers takes other text for a fault of the file. */
const BINARY: ScalarTag = { tag: 'tag:yaml.org,2002:binary', resolve: (text) => text };

/** How many errors the parser sees in the first document of `text`; what cannot be composed at all has one. */
export function countErrors(text: string): number {
  if (composePlain(text)) return 0;
  try {
    return documentsOf(text)[0]?.errors.length ?? 0;
  } catch {
    return 1;
  }
}

function documentsOf(text: string): Document.Parsed[] {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    customTags: [BINARY],
    uniqueKeys: false,
    prettyErrors: false,
    keepSourceTokens: false,
    logLevel: 'silent',
  });
  return [...composer.compose(tokensOf(text), true, text.length)] as Document.Parsed[];
}

/** The library composes by recursion: where nesting uses up the stack, even a regular expression can end the process. */
function* tokensOf(text: string): Generator<CST.Token, void> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_OPEN) throw new TooDeep(parser.stack.at(-1)?.offset ?? parser.offset);
  }
  yield* parser.end();
}

/** Composes `text`, the short way where it is plain enough. Never throws: what cannot be composed at all has an error, and no root. */
export function compose(text: string): Composed {
  const root = composePlain(text);
  return root ? { root, errors: [], furtherDocuments: [] } : composeByLibrary(text);
}

/** The same by the library alone; `masked` tells of characters that `text` does not hold as they were written. */
export function composeByLibrary(text: string, masked?: Masked): Composed {
  try {
    const [first, ...further] = documentsOf(text);
    if (!first) return { root: undefined, errors: [], furtherDocuments: [] };
    const converter = new Converter(text, masked);
    return {
      root: converter.node(first.contents, 0),
      errors: first.errors.map((error) => ({
        code: error.code,
        message: error.message,
        start: Math.min(error.pos[0], text.length),
        end: wholeSign(text, Math.min(Math.max(error.pos[1], error.pos[0]), text.length)),
      })),
      furtherDocuments: further.map((document) => ({ start: document.range[0], end: document.range[1] })),
    };
  } catch (thrown) {
    const error = {
      code: 'IMPOSSIBLE',
      message: 'This is nested too deeply to be read',
      ...(thrown instanceof TooDeep ? wordAt(text, thrown.start) : { start: 0, end: text.length }),
    };
    return { root: undefined, errors: [error], furtherDocuments: [] };
  }
}

/** The offset, or the next one where it would part the two halves of a sign: the parser marks single units. */
function wholeSign(text: string, offset: number): number {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(offset - 1, offset + 1)) ? offset + 1 : offset;
}

function wordAt(text: string, start: number): Range {
  return { start, end: start + Math.max(1, text.slice(start).search(/\s|$/)) };
}

class Converter {
  private readonly anchors = new Map<string, Node>();
  private readonly converted = new Map<Node, YamlNode>();
  private readonly text: string;
  private readonly masked: Masked | undefined;

  constructor(text: string, masked: Masked | undefined) {
    this.text = text;
    this.masked = masked;
  }

  node(node: Node | null | undefined, depth: number): YamlNode | undefined {
    if (!node) return undefined;
    if (depth > MAX_DEPTH) throw new TooDeep(node.range?.[0] ?? 0);
    const result = this.convert(node, depth);
    this.converted.set(node, result);
    return result;
  }

  private convert(node: Node, depth: number): YamlNode {
    const [start, valueEnd] = node.range ?? [0, 0];
    if (isAlias(node)) return this.alias(node, start, valueEnd);
    const anchor = node.anchor;
    if (anchor !== undefined) this.anchors.set(anchor, node);
    const base = { start, end: valueEnd, ...(anchor === undefined ? {} : { anchor }) };
    if (isMap(node)) {
      const pairs = (node.items as LibraryPair<Node, Node | null>[]).map((pair) =>
        this.pair(pair, depth + 1),
      );
      const flow = node.flow === true;
      const end = flow ? valueEnd : (pairs.at(-1)?.end ?? start);
      return { ...base, type: 'map', pairs, flow, end: Math.max(end, start) } satisfies MapNode;
    }
    if (isSeq(node)) {
      const items = (node.items as (Node | LibraryPair<Node, Node | null>)[]).map((item) =>
        this.item(item, depth + 1),
      );
      const flow = node.flow === true;
      const end = flow ? valueEnd : (items.at(-1)?.end ?? start);
      return { ...base, type: 'sequence', items, flow, end: Math.max(end, start) } satisfies SequenceNode;
    }
    if (isScalar(node)) return this.scalar(node, base);
    throw new TypeError('unknown node');
  }

  private item(item: Node | LibraryPair<Node, Node | null>, depth: number): YamlNode {
    const node = 'key' in item ? undefined : this.node(item, depth);
    if (node) return node;
    // A pair written straight into a flow sequence is a map of one pair.
    const pair = this.pair(item as LibraryPair<Node, Node | null>, depth);
    return { type: 'map', start: pair.start, end: pair.end, pairs: [pair], flow: true };
  }

  private pair(pair: LibraryPair<Node, Node | null>, depth: number): Pair {
    const key = this.node(pair.key, depth) ?? {
      type: 'scalar',
      value: null,
      text: '',
      style: 'empty',
      start: 0,
      end: 0,
    };
    const value = this.node(pair.value, depth);
    return { key, value, start: key.start, end: Math.max(key.end, value?.end ?? 0) };
  }

  private scalar(node: Scalar, base: Range & { anchor?: string }): YamlNode {
    const value = node.value as string | number | boolean | bigint | null;
    const source = this.text.slice(base.start, base.end);
    if (source === '') return { ...base, type: 'scalar', value: null, text: '', style: 'empty' };
    const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain';
    const original = this.unmask(base);
    if (original !== undefined)
      return { ...base, type: 'scalar', value: original, text: original, style, unquoted: true };
    const end = style === 'literal' || style === 'folded' ? withoutLastBreak(this.text, base) : base.end;
    const reserved = style === 'plain' && /^[@`%]/.test(source);
    return {
      ...base,
      end,
      type: 'scalar',
      value,
      text: typeof value === 'string' ? value : (node.source ?? source),
      style,
      ...(reserved ? { unquoted: true as const } : {}),
    };
  }

  /** What was written where the node now holds masked characters, folded onto one line as YAML folds a plain scalar. */
  private unmask(range: Range): string | undefined {
    if (!this.masked) return undefined;
    const { offsets, original } = this.masked;
    const first = offsets[leadingCount(offsets, (offset) => offset < range.start)];
    if (first === undefined || first >= range.end) return undefined;
    const lines = original.slice(range.start, range.end).split(/\r?\n/);
    const last = lines.length - 1;
    return lines.map((line, i) => withoutBlanks(line, i > 0, i < last)).join(' ');
  }

  private alias(node: Alias, start: number, end: number): YamlNode {
    const target = this.anchors.get(node.source);
    // An anchor that is still being read encloses its alias: such a loop has no value.
    const converted = target && this.converted.get(target);
    return {
      type: 'alias',
      name: node.source,
      start,
      end,
      target: converted,
      targetAt: converted && { start: converted.start, end: converted.end },
    };
  }
}

/** A line without the blanks at its start and at its end, where wanted. */
function withoutBlanks(line: string, atStart: boolean, atEnd: boolean): string {
  const rest = atStart ? line.replace(/^[ \t]+/, '') : line;
  return atEnd ? rest.replace(/(?<![ \t])[ \t]+$/, '') : rest;
}

/** A block scalar's range runs through its last line break; the break belongs to the line, not to the value. */
function withoutLastBreak(text: string, { start, end }: Range): number {
  let last = end;
  if (last > start && text[last - 1] === '\n') last--;
  if (last > start && text[last - 1] === '\r') last--;
  return last;
}
