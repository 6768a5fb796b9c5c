/** What can be folded away: entries, maps and lists, texts of several lines, blocks of comment lines. */
import type { FoldingRange } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Manifest } from '../manifest/model.ts';
import type { Pair, Range, YamlNode } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import { entryPairs, integrationsPair, integrationsRange, ownPairs } from './structure/nodes.ts';

/** What the client says of its folds. */
export interface FoldingOptions {
  readonly rangeLimit?: number | undefined;
  readonly lineFoldingOnly?: boolean | undefined;
}

/** A fold with its depth: where a client takes few, it gets the outer ones. */
interface Fold {
  readonly range: FoldingRange;
  readonly depth: number;
}

/** The folds of the document, at most one for each line, in its order. Never throws. */
export function foldingRanges(
  document: TextDocument,
  manifest: Manifest,
  { rangeLimit, lineFoldingOnly = false }: FoldingOptions = {},
): FoldingRange[] {
  const { text } = manifest;
  const folds = new Map<number, Fold>();
  const texts: Range[] = [];

  function add(at: Range, depth: number, flow?: Range): void {
    const range = foldOf(document, text, at, lineFoldingOnly, flow);
    if (!range) return;
    const known = folds.get(range.startLine);
    if (!known || known.range.endLine < range.endLine) folds.set(range.startLine, { range, depth });
  }

  function addPair(pair: Pair, start: number, depth: number): void {
    const { key, value } = pair;
    const isFlow = (value?.type === 'map' || value?.type === 'sequence') && value.flow;
    add(shiftRange(pair, start), depth, isFlow ? shiftRange(value, start) : undefined);
    addBelow(key, start, depth);
    if (value) addBelow(value, start, depth);
  }

  function addBelow(node: YamlNode, start: number, depth: number): void {
    if (node.type === 'map') for (const pair of node.pairs) addPair(pair, start, depth + 1);
    if (node.type === 'sequence') {
      for (const item of node.items) {
        const isFlow = (item.type === 'map' || item.type === 'sequence') && item.flow;
        const at = shiftRange(item, start);
        add(at, depth + 1, isFlow ? at : undefined);
        addBelow(item, start, depth + 1);
      }
    }
    if (node.type !== 'scalar') return;
    const range = shiftRange(node, start);
    if (text.slice(range.start, range.end).includes('\n')) texts.push(range);
  }

  const holder = integrationsPair(manifest);
  for (const pair of ownPairs(manifest)) {
    if (pair !== holder) addPair(pair, 0, 0);
  }
  const all = integrationsRange(manifest);
  if (all) add(all, 0);
  for (const { start, pair } of entryPairs(manifest)) addPair(pair, start, 1);
  texts.sort((a, b) => a.start - b.start);
  let next = 0;
  for (const block of commentBlocks(text)) {
    while ((texts[next]?.end ?? Infinity) <= block.start) next++;
    // What looks like a comment inside of a text of several lines is part of it.
    if ((texts[next]?.start ?? Infinity) < block.start) continue;
    const startLine = document.positionAt(block.start).line;
    const endLine = document.positionAt(block.end).line;
    folds.set(startLine, { range: { startLine, endLine, kind: 'comment' }, depth: 1 });
  }
  return limited([...folds.values()], rangeLimit);
}

/** The outer folds, as many as the client takes. */
function limited(folds: readonly Fold[], limit: number | undefined): FoldingRange[] {
  const byLine = [...folds].sort((a, b) => a.range.startLine - b.range.startLine);
  const kept =
    limit === undefined || limit < 0 || byLine.length <= limit
      ? byLine
      : [...byLine]
          .sort((a, b) => a.depth - b.depth)
          .slice(0, limit)
          .sort((a, b) => a.range.startLine - b.range.startLine);
  return kept.map(({ range }) => range);
}

function foldOf(
  document: TextDocument,
  text: string,
  at: Range,
  linesOnly: boolean,
  flow: Range | undefined,
): FoldingRange | undefined {
  const start = document.positionAt(at.start);
  const end = document.positionAt(trimmedEnd(text, at));
  if (start.line >= end.line) return undefined;
  const lines = { startLine: start.line, endLine: end.line };
  if (!flow || !/[\]}]/.test(text[flow.end - 1] ?? '')) return lines;
  const closing = document.positionAt(flow.end - 1);
  const opening = document.positionAt(flow.start + 1);
  if (linesOnly) {
    // The closing bracket stays in sight where it has a line to itself.
    const ownLine =
      text.slice(document.offsetAt({ line: closing.line, character: 0 }), flow.end - 1).trim() === '';
    const endLine = ownLine ? closing.line - 1 : closing.line;
    return endLine > start.line ? { ...lines, endLine } : undefined;
  }
  if (opening.line !== start.line || closing.line !== end.line) return lines;
  return { ...lines, startCharacter: opening.character, endCharacter: closing.character };
}

/** Where the last visible character of the range ends. */
function trimmedEnd(text: string, { start, end }: Range): number {
  let last = Math.min(end, text.length);
  while (last > start && /\s/.test(text[last - 1] ?? '')) last--;
  return last;
}

/** Runs of two and more lines that hold nothing but a comment. */
function* commentBlocks(text: string): Generator<Range> {
  const block = /^\uFEFF?[ \t]*#[^\r\n]*(?:\r?\n[ \t]*#[^\r\n]*)+/gm;
  for (const { index, 0: lines } of text.matchAll(block)) {
    yield { start: index + lines.indexOf('#'), end: index + lines.length };
  }
}
