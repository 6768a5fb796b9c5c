/** What the format says of a key and of the words that may stand behind it. */
import { credentialFacts } from '../../catalog/credentials.ts';
import { keyShape, kinds, manifestShape } from '../../manifest/format.ts';
import type { KeyShape, Shape } from '../../manifest/shape.ts';
import { codeSpan, escapeMarkdown, paragraphs } from '../markdown.ts';
import { needInWords } from '../needed-key.ts';
import type { Need } from '../needed-key.ts';
import { kindRows, rowList } from './credential-text.ts';
import { source } from './scope-text.ts';

/** Which kinds have a key, for each group of them. */
const WHICH_KINDS: Readonly<Record<NonNullable<KeyShape['kinds']>, string>> = {
  credential: `for every kind but ${codeSpan('service')}`,
  integration: `only for kinds ${codeSpan('internal-integration')} and ${codeSpan('public-integration')}`,
  service: `only for kind ${codeSpan('service')}`,
};

/** The text on a key: what it is for, how much it is needed, what may stand behind it; then what is known of this one. */
export function keyMarkdown(
  name: string,
  key: KeyShape,
  need: Need,
  ...known: readonly (string | undefined)[]
): string {
  const { description, kinds: group, shape } = key;
  const only = group === undefined ? '' : WHICH_KINDS[group];
  const title = [`**${codeSpan(name)}**`, needInWords(need, key), only];
  // The descriptions are the format's own and are written in Markdown.
  return paragraphs(
    title.filter((part) => part !== '').join(' · '),
    description,
    expectedText(shape),
    ...known,
  );
}

/** The text on the key that a path of the format names: the keys from the root, `*` for a name, `-` for an item. */
export function keyMarkdownAt(path: readonly string[], need: Need): string | undefined {
  const name = path.at(-1);
  const holder = path
    .slice(0, -1)
    .reduce<Shape | undefined>((shape, step) => shape && shapeBelow(shape, step), manifestShape);
  const key = holder && name !== undefined ? keyOf(holder, name) : undefined;
  return key && name !== undefined ? keyMarkdown(name, key, need) : undefined;
}

function shapeBelow(shape: Shape, step: string): Shape | undefined {
  if (shape.type === 'dictionary') return step === '*' ? shape.value : undefined;
  if (shape.type === 'list') return step === '-' ? shape.item : undefined;
  return keyOf(shape, step)?.shape;
}

function keyOf(shape: Shape, name: string): KeyShape | undefined {
  const map = shape.type === 'text-or-map' ? shape.map : shape;
  return map.type === 'map' ? keyShape(map, name) : undefined;
}

function expectedText(shape: Shape): string | undefined {
  if (shape.type === 'choice') return `One of ${Object.keys(shape.values).map(codeSpan).join(', ')}.`;
  if (shape.type === 'literal') return `Always ${codeSpan(String(shape.value))}.`;
  if (shape.type === 'list') return 'A list.';
  return shape.type === 'text' && shape.expected !== undefined
    ? `It is ${escapeMarkdown(shape.expected)}.`
    : undefined;
}

/** The text on one of a few words: a level of a rule. */
export function wordMarkdown(
  word: string,
  values: Readonly<Record<string, string>>,
  ...known: readonly (string | undefined)[]
): string | undefined {
  const meaning = Object.hasOwn(values, word) ? values[word] : undefined;
  return meaning === undefined
    ? undefined
    : paragraphs(`**${codeSpan(word)}**`, escapeMarkdown(meaning), ...known);
}

/** The text on a kind: what it is, and the facts that decide whether it is the right one, or those of `rows`. */
export function kindMarkdown(kind: string, rows = kindRows): string | undefined {
  const meaning = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (meaning === undefined) return undefined;
  const facts = credentialFacts(kind);
  if (!facts) return paragraphs(`**${codeSpan(kind)}**`, escapeMarkdown(meaning));
  const title = `**${codeSpan(kind)}** · ${escapeMarkdown(facts.name)}${facts.deprecated ? ' · no longer offered' : ''}`;
  return paragraphs(title, escapeMarkdown(meaning), rowList(rows(facts)), source());
}
