/**
 * Reads a file whose one top-level key holds many entries: its own keys with offsets of the file, each entry as a segment with
 * offsets from its own start, so that what is known of an entry stays true while the text before it changes.
 */
import type { Composed, YamlError } from './compose.ts';
import { changeBetween } from './change.ts';
import { detached } from './detached.ts';
import { composeWithTraps } from './traps.ts';
import { lineStart, nextLine } from './lines.ts';
import { isMissingColon, missingColon } from './missing-colon.ts';
import { childrenOf, keyText, targetOf } from './node.ts';
import type { MapNode, Pair, Range, YamlNode } from './node.ts';
import { endsLinesWithCr, LONE_CR } from './odd-blanks.ts';
import { indexFrom } from './search.ts';
import { shiftNode, shiftPair, shiftRange } from './shift.ts';
import type { SourceText } from '../text/source-text.ts';
import { cutSegments, mayHoldReferences, recutSegments } from './segments.ts';
import type { Cuts } from './segments.ts';

/** What one entry's own text says. */
export interface SegmentContent {
  /** The entry: its name and what stands under it. Undefined where nothing could be made of the text. */
  readonly pair: Pair | undefined;
  readonly errors: readonly YamlError[];
  /** Where a syntax error may have changed the meaning of what follows it. */
  readonly distrusted: readonly Range[];
  /** What the caller that read it made of it; it may have let go of `pair` then. */
  readonly made?: object | undefined;
}

export interface Segment extends SegmentContent {
  /** Offset of the segment in the file: the start of its line, in flow style its first character. */
  readonly start: number;
  readonly source: string;
}

export interface YamlFile {
  readonly text: SourceText;
  /** The file's own keys; the value of the segmented key is left out where it is a map (see `segments`). */
  readonly root: YamlNode | undefined;
  readonly segments: readonly Segment[];
  /** Errors outside of segments. */
  readonly errors: readonly YamlError[];
  readonly distrusted: readonly Range[];
  readonly directives: readonly Range[];
  readonly furtherDocuments: readonly Range[];
  /** How it was cut, where no entry refers to anything outside of it: what the next version is read by. */
  readonly cut?: Cut;
  /** How many segments at either end are those of the earlier file. */
  readonly kept?: { readonly before: number; readonly after: number };
}

interface Cut {
  readonly cuts: Cuts;
  /** The file's own keys, before and behind the entries; offsets from their own start. */
  readonly before: Composed;
  readonly after: Composed;
}

/** How a segment is read from its text; callers that keep results pass a function that remembers. */
export type ReadSegment = (source: string) => SegmentContent;

/** What is known of a file before its segments are read, and how many there are. */
export interface Surroundings extends Omit<YamlFile, 'segments'> {
  readonly count: number;
}

/**
 * Reads `text`, whose top-level `key` holds the entries; with an `earlier` reading under the same key, only what has changed since.
 * `reader` makes what reads the entries where each stands alone. Never throws.
 */
export function readYaml(
  text: SourceText,
  key: string,
  reader: (surroundings: Surroundings) => ReadSegment = () => readSegment,
  earlier?: YamlFile,
): YamlFile {
  if (earlier?.text === text) return { ...earlier, kept: { before: earlier.segments.length, after: 0 } };
  if (endsLinesWithCr(text)) return oneLine(text);
  const changed = earlier?.cut && readChanged(text, earlier, earlier.cut);
  return changed ?? readAll(text.toString(), key, reader);
}

function readAll(text: string, key: string, reader: (surroundings: Surroundings) => ReadSegment): YamlFile {
  const cuts = cutSegments(text, key);
  if (cuts && !mayHoldReferences(text)) {
    const cut = cutAt(text, cuts);
    return { ...readCut(text, cut, reader), cut };
  }
  const whole = readWhole(text, key);
  // Apart, a broken entry leaves the others whole; what its aliases stand for is then unknown, and rules about it are silent.
  return cuts && whole.distrusted.length > 0 ? readCut(text, cutAt(text, cuts), reader) : whole;
}

/** A file of which nothing can be read, for the line ends that it has: the first of them is its only error. */
function oneLine(text: SourceText): YamlFile {
  const start = text.indexOf('\r');
  return {
    text,
    root: undefined,
    segments: [],
    errors: [{ code: LONE_CR, message: '', start, end: start + 1 }],
    distrusted: [{ start: 0, end: text.length }],
    directives: [],
    furtherDocuments: [],
  };
}

/** Reads one entry that stands alone, as `cutSegments` cuts them. */
export function readSegment(source: string): SegmentContent {
  const composed = composeWithTraps(source);
  const { root } = composed;
  if (root?.type === 'map') {
    const [pair] = root.pairs;
    const distrusted = distrustedRanges(composed, source.length);
    const strayed = root.pairs[1];
    return {
      pair,
      errors: composed.errors,
      distrusted:
        strayed && distrusted.length === 0 ? [{ start: strayed.start, end: source.length }] : distrusted,
    };
  }
  if (root?.type !== 'scalar' || root.value === null)
    return { pair: undefined, errors: composed.errors, distrusted: [] };
  return {
    pair: { key: root, value: undefined, start: root.start, end: root.end },
    errors: [...composed.errors, missingColon(root)],
    distrusted: [],
  };
}

function cutAt(text: string, cuts: Cuts): Cut {
  const before = composeWithTraps(text.slice(cuts.before.start, cuts.before.end));
  const after = composeWithTraps(text.slice(cuts.after.start));
  return { cuts, before, after };
}

function readCut(text: string, cut: Cut, reader: (surroundings: Surroundings) => ReadSegment): YamlFile {
  const { entries } = cut.cuts;
  const own = ownKeys(text, cut);
  const read = reader({ ...own, count: entries.length });
  return { ...own, segments: entries.map((entry) => segmentAt(text, entry, read)) };
}

function segmentAt(text: SourceText, { start, end }: Range, read: ReadSegment): Segment {
  const source = detached(text.slice(start, end));
  return { start, source, ...read(source) };
}

/** Reads the entries that an edit changed, and takes the others from the earlier file; undefined where more has changed. */
function readChanged(
  text: SourceText,
  { text: textBefore, segments: known }: YamlFile,
  { cuts: cutsBefore, before, after }: Cut,
): YamlFile | undefined {
  const recut = recutSegments(text, cutsBefore, changeBetween(textBefore, text));
  if (!recut) return undefined;
  const { cuts } = recut;
  const firstAfter = cuts.entries.length - recut.after;
  const ahead = known.length - cuts.entries.length;
  const segments = cuts.entries.map((entry, i) => {
    const same = i < recut.before ? known[i] : i >= firstAfter ? known[i + ahead] : undefined;
    if (!same) return segmentAt(text, entry, readSegment);
    return same.start === entry.start ? same : { ...same, start: entry.start };
  });
  const cut = { cuts, before, after };
  return {
    ...ownKeys(text, cut),
    segments,
    cut,
    kept: { before: recut.before, after: recut.after },
  };
}

/** The file without its segments. */
function ownKeys(text: SourceText, { cuts, before, after }: Cut): Omit<YamlFile, 'segments'> {
  const shift = cuts.after.start;
  const afterRoot = after.root && shiftNode(after.root, shift);
  const pairs = [before.root, afterRoot].flatMap((root) => (root?.type === 'map' ? root.pairs : []));
  return {
    text,
    root: { type: 'map', pairs, flow: false, start: pairs[0]?.start ?? 0, end: pairs.at(-1)?.end ?? 0 },
    errors: [...before.errors, ...after.errors.map((error) => ({ ...error, ...shiftRange(error, shift) }))],
    distrusted: [
      ...distrustedRanges(before, cuts.before.end),
      ...distrustedRanges(after, text.length - shift).map((range) => shiftRange(range, shift)),
    ],
    directives: [],
    furtherDocuments: [],
  };
}

function readWhole(text: string, key: string): YamlFile {
  const composed = composeWithTraps(text);
  const errors = [
    ...withoutConfusion(composed.errors),
    ...(composed.root ? unresolvedAliases(composed.root) : []),
  ];
  const distrusted = distrustedRanges(composed, text.length);
  const rest = {
    text,
    distrusted,
    directives: directivesOf(text),
    furtherDocuments: composed.furtherDocuments,
  };
  const { root } = composed;
  const holder = root?.type === 'map' ? root.pairs.find((pair) => keyText(pair) === key) : undefined;
  const entries = targetOf(holder?.value);
  if (root?.type !== 'map' || !holder || entries?.type !== 'map' || entries.pairs.length === 0) {
    return { ...rest, root, segments: [], errors };
  }
  const places = entries.pairs.map((pair, i): Range => {
    const start = segmentStart(text, pair, entries);
    const next = entries.pairs[i + 1];
    const end = entries.flow
      ? pair.end
      : next
        ? segmentStart(text, next, entries)
        : endOfTabbed(text, nextLine(text, pair.end), errors);
    return { start, end };
  });
  const errorsIn = byPlace(errors, places);
  const segments = entries.pairs.map((pair, i): Segment => {
    const { start, end } = places[i] ?? pair;
    return {
      start,
      source: detached(text.slice(start, end)),
      pair: shiftPair(pair, -start),
      errors: (errorsIn.get(i) ?? []).map((error) => ({ ...error, ...shiftRange(error, -start) })),
      distrusted: distrusted.filter((range) => range.end > start).map((range) => shiftRange(range, -start)),
    };
  });
  const emptied: Pair = { ...holder, value: { ...entries, pairs: [] } };
  const last = segments.at(-1);
  const outside = (error: Range): boolean =>
    !last || error.start < (segments[0]?.start ?? 0) || error.start >= last.start + last.source.length;
  return {
    ...rest,
    root: { ...root, pairs: root.pairs.map((pair) => (pair === holder ? emptied : pair)) },
    segments,
    errors: errors.filter(outside),
  };
}

/** The errors by the number of the place that they begin in; the places come one after the other. */
function byPlace(
  errors: readonly YamlError[],
  places: readonly Range[],
): ReadonlyMap<number, readonly YamlError[]> {
  const found = new Map<number, YamlError[]>();
  for (const error of errors) {
    const number = indexFrom(places, error.start + 1) - 1;
    const place = places[number];
    if (!place || error.start >= place.end) continue;
    const own = found.get(number);
    if (own) own.push(error);
    else found.set(number, [error]);
  }
  return found;
}

/** The directives above the document, but for the one that asks for what holds anyway. */
function directivesOf(text: string): Range[] {
  const found: Range[] = [];
  if (!text.includes('%')) return found;
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (const written of text.slice(start).split('\n')) {
    const line = written.trimEnd();
    if (line !== '' && !/^[%#]/.test(line)) break;
    if (line.startsWith('%') && !/^%YAML +1\.2(?:\s|$)/.test(line))
      found.push({ start, end: start + line.length });
    start += written.length + 1;
  }
  return found;
}

function segmentStart(text: string, pair: Pair, entries: MapNode): number {
  return entries.flow ? pair.start : lineStart(text, pair.start);
}

/** Without what the parser reports behind the first tab that indents a line, but for other such tabs: it has lost count there. */
function withoutConfusion(errors: readonly YamlError[]): readonly YamlError[] {
  const tab = errors.find(({ code }) => code === TAB);
  return tab ? errors.filter(({ code, start }) => code === TAB || start < tab.start) : errors;
}

const TAB = 'TAB_AS_INDENT';

/** With the lines below that are indented too, where a tab has made the parser end the block: they belong to it. */
function endOfTabbed(text: string, offset: number, errors: readonly YamlError[]): number {
  const tabs = errors.filter(({ code, start }) => code === TAB && start >= offset);
  if (tabs.length === 0) return offset;
  let end = offset;
  while (/[\s#]/.test(text[end] ?? '')) end = nextLine(text, end);
  return tabs.some(({ start }) => start < end) ? end : offset;
}

function unresolvedAliases(node: YamlNode): YamlError[] {
  if (node.type === 'alias') {
    const { start, end, name } = node;
    return node.target
      ? []
      : [{ code: 'BAD_ALIAS', message: `No anchor &${name} stands before this alias`, start, end }];
  }
  return childrenOf(node).flatMap(unresolvedAliases);
}

/** Errors that concern only the place where they stand. */
const LOCAL = new Set([
  'BAD_SCALAR_START',
  'BAD_ALIAS',
  'BAD_DQ_ESCAPE',
  'TAG_RESOLVE_FAILED',
  'BAD_DIRECTIVE',
]);

/** How many errors are traced back to what they began with; behind so many nothing is trusted in any case. */
const MAX_TRACED = 50;

/** From where on, for each error that may swallow lines, the tree is no longer what the person meant. */
function distrustedRanges({ root, errors }: Composed, end: number): Range[] {
  const swallowing = errors.filter((error) => !LOCAL.has(error.code) && !isMissingColon(error));
  if (swallowing.length === 0) return [];
  const first = swallowing.sort((a, b) => a.start - b.start).slice(0, MAX_TRACED);
  const start = Math.min(...first.map((error) => (root ? troubleStart(root, error.start) : 0)));
  return [{ start, end }];
}

/** The start of the quoted text or flow collection that runs into `offset`, else `offset` itself. */
function troubleStart(node: YamlNode, offset: number): number {
  if (node.start > offset || node.end + 1 < offset) return offset;
  if (node.type === 'map' || node.type === 'sequence') {
    if (node.flow) return node.start;
    return childrenOf(node).reduce((start, child) => Math.min(start, troubleStart(child, offset)), offset);
  }
  return node.type === 'scalar' && node.style !== 'plain' && node.style !== 'empty' ? node.start : offset;
}
