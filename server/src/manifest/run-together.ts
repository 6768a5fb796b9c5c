/** Keys that run together with what stands before them, for lack of a comma or a line break, or with their values, for lack of a blank. */
import { compose } from '../yaml/compose.ts';
import { keyText } from '../yaml/node.ts';
import type { MapNode, Pair, Range, ScalarNode, YamlNode } from '../yaml/node.ts';
import { shiftNode } from '../yaml/shift.ts';
import { keyShape } from './format.ts';
import type { Place, Reading } from './place.ts';
import type { Problem } from './problem.ts';
import type { ChoiceShape, MapShape, Shape, TextShape } from './shape.ts';
import { expectedText, isFreeText } from './text-format.ts';
import type { SourceText } from '../text/source-text.ts';

/** The keys of the format that a map may have and does not have yet. */
export function keysLeft(shape: MapShape, node: MapNode): string[] {
  const there = new Set(node.pairs.map(keyText));
  return Object.keys(shape.keys).filter((key) => !there.has(key));
}

/** The pairs of a map as they were meant, with a problem for each mark between them that is missing. */
export function pairsMeant(place: Place, map: MapNode, shape: Shape, reading: Reading): readonly Pair[] {
  if (place.via || shape.type !== 'map' || !map.pairs.some(mayRunTogether)) return map.pairs;
  const holder: Holder = { map, shape, left: new Set(keysLeft(shape, map)), reading };
  return map.pairs.flatMap((pair) => {
    const spaced = pair.value ? undefined : pairInText(pair.key, holder.left, reading);
    return apart(spaced ?? pair, holder);
  });
}

/** The map whose pairs are taken apart. */
interface Holder {
  readonly map: MapNode;
  readonly shape: MapShape;
  readonly left: Set<string>;
  readonly reading: Reading;
}

function mayRunTogether({ key, value }: Pair): boolean {
  if (value) return value.type === 'scalar' && value.unquoted === true;
  return key.type === 'scalar' && key.text.includes(':');
}

/** The map that an item such as `- scope:org:read` was meant for. */
export function mapInText(
  place: Place,
  node: YamlNode,
  shape: MapShape,
  reading: Reading,
): MapNode | undefined {
  const pair = place.via ? undefined : pairInText(node, new Set(Object.keys(shape.keys)), reading);
  return pair && { type: 'map', pairs: [pair], flow: place.flow, start: pair.start, end: pair.end };
}

/** What a text such as `every:90 days` or `every :90 days` was meant for, if its key is among `left`; there it is taken out. */
function pairInText(node: YamlNode, left: Set<string>, { source, problems }: Reading): Pair | undefined {
  if (node.type !== 'scalar' || node.style !== 'plain') return undefined;
  const { start, end } = node;
  const written = source.slice(start, end);
  const [, name = '', blanks = ''] = /^([A-Za-z]+)( *):(?=[^\s:])/.exec(written) ?? [];
  // Over several lines the key of the next one is a part of it, and YAML says so.
  if (written.includes('\n') || !left.delete(name)) return undefined;
  const blankAt = start + name.length + blanks.length + 1;
  const fault = blanks === '' ? {} : ({ fault: 'blank-before-colon' } as const);
  problems.push({ kind: 'missing-blank', at: { start, end }, blankAt, ...fault });
  return { key: wordAt(start, name), value: valueIn(source, { start: blankAt, end }), start, end };
}

const NONE: readonly never[] = [];

/** Where items that are indented further than their list begin: to YAML they go on with the text of the one above them. */
export function deeperItems({ via }: Place, item: YamlNode, source: SourceText): readonly Range[] {
  if (via || item.type !== 'scalar' || item.style !== 'plain') return NONE;
  const written = source.slice(item.start, item.end);
  if (!written.includes('\n')) return NONE;
  return [...written.matchAll(/\n *(?=- \S)/g)].map(({ 0: before, index }) => {
    const start = item.start + index + before.length;
    return { start, end: start + 1 };
  });
}

/** The pair alone, or those that it was meant for: `date: 2026-11-01 by: dana` is two. */
function apart(pair: Pair, holder: Holder): Pair[] {
  const { map, left, reading } = holder;
  const { source, problems } = reading;
  const shape = shapeOf(pair, holder);
  // A text without a form of its own may hold whatever looks like a key.
  if (!shape || isFreeText(shape) || !pair.value) return [pair];
  const hidden = hiddenKey(pair.value, left, source);
  if (!hidden) return [pair];
  const { name, at, before, behind } = hidden;
  const written = source.slice(before.start, before.end);
  // Of several words that are no value here the last may belong to the key: `date: 2026-11-01 reviewed by: dana`.
  if (/\s/.test(written) && expectedText(written, shape) !== undefined) return [pair];
  left.delete(name);
  const gap = { start: before.end, end: at.start };
  problems.push({ kind: 'missing-break', key: name, at, gap, below: map.flow ? undefined : pair.start });
  const next = {
    key: wordAt(at.start, name),
    value: valueIn(source, behind),
    start: at.start,
    end: behind.end,
  };
  return [{ ...pair, value: wordAt(before.start, written), end: before.end }, ...apart(next, holder)];
}

/** The shape of a text under the key of a pair. */
function shapeOf(pair: Pair, { shape }: Holder): TextShape | ChoiceShape | undefined {
  const key = keyText(pair);
  const own = key === undefined ? undefined : keyShape(shape, key)?.shape;
  return own?.type === 'text' || own?.type === 'choice' ? own : undefined;
}

/** A key that stands within a text. */
interface HiddenKey {
  readonly name: string;
  readonly at: Range;
  /** The text before it, without the blanks between them, and what is behind its colon. */
  readonly before: Range;
  readonly behind: Range;
}

/** The key before the first colon of a text that YAML could not read, if it is among `left` and something stands before it. */
function hiddenKey(node: YamlNode, left: ReadonlySet<string>, source: SourceText): HiddenKey | undefined {
  if (node.type !== 'scalar' || node.style !== 'plain') return undefined;
  const { start, end } = node;
  const written = source.slice(start, end);
  const colon = written.search(/:(?=\s|$)/);
  const head = written.slice(0, Math.max(0, colon));
  const nameStart = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n')) + 1;
  const name = head.slice(nameStart);
  const before = head.slice(0, nameStart).trimEnd();
  if (before === '' || !left.has(name)) return undefined;
  const at = start + nameStart;
  return {
    name,
    at: { start: at, end: at + name.length },
    before: { start, end: start + before.length },
    behind: { start: start + colon + 1, end },
  };
}

/** Which of the keys a text may hold that are not there and were not meant for a part of it. */
export function keysWithin(text: string, left: readonly string[]): readonly string[] {
  const words = new Set([...text.matchAll(KEY_WITHIN)].flatMap(([, word = '', glued = '']) => [word, glued]));
  return left.filter((key) => words.has(key));
}

/** A key that lost the line break before it, and maybe the blanks with it; of those that grant, also right behind a word. */
const KEY_WITHIN =
  /(?<![\w-]|^)([A-Za-z]+):(?=\s|$)|(scopes|webhooks|service|permissions|access|limitedTo):(?=\s|$)/g;

/** The problem with the keys that its text may hold, of those that its integration lacks, and of those that begin an item of its lists. */
export function withKeysLost(problem: Problem, left: readonly string[]): Problem {
  if ((problem.kind !== 'needs-quotes' && problem.kind !== 'invalid-value') || problem.within) return problem;
  const text = problem.kind === 'needs-quotes' ? problem.text : problem.written;
  const [, item] = /\s- +(?:\{ *)?(scope|permission):\s/.exec(text) ?? [];
  // Behind a day or a word that is one of few nothing is a sentence.
  const isScopeBehind = problem.kind === 'invalid-value' && /\s- +[a-z_-]+:[a-z_-]+$/.test(text);
  const within = [...keysWithin(text, left), ...(item ? [item] : []), ...(isScopeBehind ? ['scope'] : [])];
  return within.length > 0 ? { ...problem, within } : problem;
}

function wordAt(start: number, text: string): ScalarNode {
  return { type: 'scalar', value: text, text, style: 'plain', start, end: start + text.length };
}

/** The value that stands in the range, which may begin with blanks. */
function valueIn(source: SourceText, range: Range): YamlNode {
  const written = source.slice(range.start, range.end);
  const text = written.trimStart();
  const start = range.end - text.length;
  if (text === '')
    return { type: 'scalar', value: null, text, style: 'empty', start: range.start, end: range.start };
  if (/^["'[{]/.test(text)) {
    const { root, errors } = compose(text);
    if (root && errors.length === 0) return shiftNode(root, start);
  }
  const lines = text.split('\n').map((line) => line.trim());
  return { ...wordAt(start, lines.join(' ')), end: range.end };
}
