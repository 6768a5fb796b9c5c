/** What can be folded away: entries, maps and lists, texts of several lines, blocks of comment lines. */
import type { FoldingRange } from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { IntegrationEntry, Manifest } from '../manifest/model.ts';
import { touches } from '../yaml/node.ts';
import type { Pair, Range, YamlNode } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import { integrationsPair, integrationsRange, ownPairs } from './structure/nodes.ts';

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

/** What can be folded in a stretch of a document, and where its texts of several lines stand. */
interface Found {
  readonly folds: readonly Fold[];
  readonly texts: readonly Range[];
}

/** The folds of the document, at most one for each line, in its order. Never throws. */
export function foldingRanges(
  document: TextDocument,
  manifest: Manifest,
  { rangeLimit, lineFoldingOnly = false }: FoldingOptions = {},
): FoldingRange[] {
  const { text, integrations } = manifest;
  const collector = new Collector(document, lineFoldingOnly);
  const holder = integrationsPair(manifest);
  for (const pair of ownPairs(manifest)) {
    if (pair !== holder) collector.addPair(pair, 0, 0);
  }
  const all = integrationsRange(manifest);
  if (all) collector.add(all, 0);
  // Where the client takes no more than the integrations themselves nobody has to look into them.
  const isWithin = rangeLimit === undefined || rangeLimit < 0 || integrations.length < rangeLimit;
  for (const { start, entry } of integrations) {
    const { line, character } = document.positionAt(start);
    if (!isWithin) collector.add(shiftRange(entry.at, start), 1);
    else if (character === 0) collector.addKnown(foldsIn(entry, lineFoldingOnly), start, line);
    else collector.addPair(entry.integration.pair, start, 1);
  }
  for (const { start, pair } of manifest.otherEntries) collector.addPair(pair, start, 1);
  const folds = new Map<number, Fold>();
  for (const fold of collector.folds) {
    const other = folds.get(fold.range.startLine);
    if (!other || other.range.endLine < fold.range.endLine) folds.set(fold.range.startLine, fold);
  }
  const { texts } = collector;
  texts.sort((a, b) => a.start - b.start);
  let next = 0;
  for (const block of commentBlocks(text)) {
    while ((texts[next]?.end ?? Infinity) <= block.start) next++;
    // What looks like a comment inside of a text of several lines is part of it.
    if ((texts[next]?.start ?? Infinity) < block.start) continue;
    if (!isWithin && all && touches(all, block.start)) continue;
    const startLine = document.positionAt(block.start).line;
    const endLine = document.positionAt(block.end).line;
    folds.set(startLine, { range: { startLine, endLine, kind: 'comment' }, depth: 1 });
  }
  return limited([...folds.values()], rangeLimit);
}

const known = {
  linesOnly: new WeakMap<IntegrationEntry, Found>(),
  any: new WeakMap<IntegrationEntry, Found>(),
};

/** The folds of an integration, found once: editors ask for all of them after every edit. Lines and offsets count from its start. */
function foldsIn(entry: IntegrationEntry, linesOnly: boolean): Found {
  const kept = linesOnly ? known.linesOnly : known.any;
  let found = kept.get(entry);
  if (!found) {
    const collector = new Collector(TextDocument.create('', '', 0, entry.source), linesOnly);
    collector.addPair(entry.integration.pair, 0, 1);
    found = { folds: collector.folds, texts: collector.texts };
    kept.set(entry, found);
  }
  return found;
}

/** Gathers what can be folded in a document. */
class Collector implements Found {
  readonly folds: Fold[] = [];
  readonly texts: Range[] = [];
  private readonly document: TextDocument;
  private readonly text: string;
  private readonly linesOnly: boolean;

  constructor(document: TextDocument, linesOnly: boolean) {
    this.document = document;
    this.text = document.getText();
    this.linesOnly = linesOnly;
  }

  add(at: Range, depth: number, flow?: Range): void {
    const range = foldOf(this.document, this.text, at, this.linesOnly, flow);
    if (range) this.folds.push({ range, depth });
  }

  /** What was found in a part of the document that begins at that offset, with that line. */
  addKnown({ folds, texts }: Found, start: number, line: number): void {
    for (const { range, depth } of folds) {
      const moved = { ...range, startLine: range.startLine + line, endLine: range.endLine + line };
      this.folds.push({ range: moved, depth });
    }
    for (const text of texts) this.texts.push(shiftRange(text, start));
  }

  addPair(pair: Pair, start: number, depth: number): void {
    const { key, value } = pair;
    const isFlow = (value?.type === 'map' || value?.type === 'sequence') && value.flow;
    this.add(shiftRange(pair, start), depth, isFlow ? shiftRange(value, start) : undefined);
    this.addBelow(key, start, depth);
    if (value) this.addBelow(value, start, depth);
  }

  private addBelow(node: YamlNode, start: number, depth: number): void {
    if (node.type === 'map') for (const pair of node.pairs) this.addPair(pair, start, depth + 1);
    if (node.type === 'sequence') {
      for (const item of node.items) {
        const isFlow = (item.type === 'map' || item.type === 'sequence') && item.flow;
        const at = shiftRange(item, start);
        this.add(at, depth + 1, isFlow ? at : undefined);
        this.addBelow(item, start, depth + 1);
      }
    }
    if (node.type !== 'scalar') return;
    const range = shiftRange(node, start);
    if (this.text.slice(range.start, range.end).includes('\n')) this.texts.push(range);
  }
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
