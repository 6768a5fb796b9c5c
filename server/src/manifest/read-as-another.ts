/** Texts that YAML reads as something else without an error. Each function tells what was meant, or undefined. */
import { isNull, keyText } from '../yaml/node.ts';
import type { MapNode, Pair, Range, ScalarNode, YamlNode } from '../yaml/node.ts';
import { keyShape } from './format.ts';
import type { MapShape } from './shape.ts';
import { isFreeText } from './text-format.ts';
import type { SourceText } from '../text/source-text.ts';

/** `- PUT /x: y` is a map to YAML. A key of one plain word is left alone: there somebody may mean a map. */
export function mapAsText(node: YamlNode, source: SourceText): string | undefined {
  if (node.type !== 'map' || node.flow || node.pairs.length !== 1) return undefined;
  const key = node.pairs[0] && keyText(node.pairs[0]);
  const written = source.slice(node.start, node.end);
  return key !== undefined && /[/\s]/.test(key) && !written.includes('\n') ? written : undefined;
}

/** The scope that `- org: read` means, with the pair that spells it. */
export function mapAsScope(
  node: MapNode,
  isKey: (key: string) => boolean,
  knowsScope: (name: string) => boolean,
): { scope: string; pair: Pair } | undefined {
  const [pair] = node.pairs;
  const key = pair && keyText(pair);
  if (
    !pair ||
    key === undefined ||
    isKey(key) ||
    pair.value?.type !== 'scalar' ||
    pair.value.style !== 'plain'
  )
    return undefined;
  const scope = `${key}:${pair.value.text}`;
  return knowsScope(scope) ? { scope, pair } : undefined;
}

/** `- org:read: why`: a scope as a key, with its rationale or nothing behind it. */
export interface ExplainedScope {
  readonly node: MapNode;
  readonly pair: Pair;
  readonly scope: string;
  readonly why: ScalarNode | undefined;
}

/** The scope that is written as the only key of a map; in block style, where it can be put right line by line. */
export function mapAsExplainedScope(
  node: MapNode,
  knowsScope: (name: string) => boolean,
): ExplainedScope | undefined {
  const [pair] = node.pairs;
  const scope = pair && keyText(pair);
  if (!pair || scope === undefined || node.flow || node.pairs.length > 1 || !knowsScope(scope))
    return undefined;
  if (isNull(pair.value)) return { node, pair, scope, why: undefined };
  const why = pair.value?.type === 'scalar' && !/[\n]/.test(pair.value.text) ? pair.value : undefined;
  return why && why.style !== 'literal' && why.style !== 'folded' ? { node, pair, scope, why } : undefined;
}

/** The scope that `scope: org: read` means. */
export function spacedScope(text: string, knowsScope: (name: string) => boolean): string | undefined {
  const scope = text.replace(/:\s+/, ':');
  return scope !== text && knowsScope(scope) ? scope : undefined;
}

/** The words of `isPlaceholder` in the rules, which this room does not know; a name such as `#todo-app` goes on behind it. */
const PLACEHOLDER = String.raw`#(?:todo|tbd|fixme)(?![\p{L}\p{M}\p{N}_-])`;
const PLACEHOLDER_COMMENT = new RegExp(`^${PLACEHOLDER}`, 'iu');

/** What is meant for a comment behind a text: `# monthly`, `#TODO`; in “#12 and #13” the second sign belongs to the text as well. */
const COMMENT_BEHIND = new RegExp(`\\s(?:#(?=[\\s#]|$)|${PLACEHOLDER}).*`, 'iu');

/**
 * `owner: #team`: a comment with no space behind its sign, where a value was expected, up to a comment of its own. `#TODO: ask Kim` is
 * meant for a comment.
 */
export function commentAsText(
  { start }: ScalarNode,
  source: SourceText,
): { text: string; at: Range } | undefined {
  const match = /^([ \t]*)(#[^\s#][^\r\n]*)/.exec(source.slice(start, start + 500));
  if (!match) return undefined;
  const text = (match[2] ?? '').replace(COMMENT_BEHIND, '').trimEnd();
  if (PLACEHOLDER_COMMENT.test(text)) return undefined;
  const from = start + (match[1] ?? '').length;
  return { text, at: { start: from, end: from + text.length } };
}

/** Nobody means longer ones. */
const LONGEST_TAG = 200;

/** `purpose: !important Uploads releases`: the first word is a tag to YAML, and gone. `!!str` is meant for a tag. */
export function tagAsText(
  { start, end, style }: ScalarNode,
  source: SourceText,
): { text: string; at: Range } | undefined {
  if (style !== 'plain') return undefined;
  let before = start - 1;
  while (source.slice(before, before + 1) === ' ') before--;
  // Nearly always the colon of a key or a hyphen stands there.
  const wordStart = source.lastIndexOf(' ', before) + 1;
  if (before - wordStart > LONGEST_TAG || !source.slice(wordStart, before + 1).includes('!'))
    return undefined;
  const [, tag] =
    /(?:^|[\s[{,])(!(?![!<])\S* +)$/.exec(source.slice(Math.max(0, start - LONGEST_TAG), start)) ?? [];
  if (tag === undefined) return undefined;
  const at = { start: start - tag.length, end };
  const text = source.slice(at.start, end);
  return text.includes('\n') ? undefined : { text, at };
}

/** `{ notes: a, and b }`: the text before the comma together with the lone word behind it. */
export function joinedFlowText(
  previous: Pair | undefined,
  pair: Pair,
  source: SourceText,
): { text: string; at: Range } | undefined {
  if (pair.value || previous?.value?.type !== 'scalar' || previous.value.style !== 'plain') return undefined;
  const at = { start: previous.value.start, end: pair.end };
  const text = source.slice(at.start, at.end);
  return text.includes('\n') ? undefined : { text, at };
}

/** What YAML makes of a text that it cannot read without quotes. */
export function misreading(text: string): string {
  const [first = ''] = text;
  if (/[@`%]/.test(first)) return `YAML lets no value begin with “${first}”`;
  return /:(\s|$)/.test(text) ? 'YAML takes a part of it for a key' : 'YAML takes its braces for a map';
}

/** Whether a lone word may be the rest of the text before it: only of one with no form of its own, and not while a key is being typed. */
export function continuesText(previous: Pair | undefined, word: string, shape: MapShape): boolean {
  const before = previous && keyText(previous);
  const own = before === undefined ? undefined : keyShape(shape, before)?.shape;
  return own !== undefined && isFreeText(own) && !Object.keys(shape.keys).some((key) => key.startsWith(word));
}
