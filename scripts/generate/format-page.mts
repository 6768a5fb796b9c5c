/** The tables of docs/format.md, out of the table of the format. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestShape } from '../../server/src/manifest/format.ts';
import type { ChoiceShape, KeyShape, MapShape, Shape, TextShape } from '../../server/src/manifest/shape.ts';
import { withPart } from './marked-part.mts';

const PATH = 'docs/format.md';

/** What the maps and words below a key are called, and where they are described on the page. */
const TITLES: Readonly<Record<string, string>> = {
  review: 'Review schedule',
  rules: 'Levels',
  integrations: 'Keys of an integration',
  kind: 'Kinds',
  credential: 'Keys of a credential',
  scopes: 'Keys of a scope',
  permissions: 'Keys of a permission',
  reviews: 'Keys of a review',
  accept: 'Keys of an exception',
};

/** docs/format.md as it should be, by what is written by hand in the repository at `root`. */
export function formatPage(root: string): string {
  const sections = new Map<string, string>();
  collect('Keys of the file', manifestShape, sections);
  const part = [...sections].map(([title, table]) => `## ${title}\n\n${table}`);
  return withPart(readFileSync(join(root, PATH), 'utf8'), PATH, part.join('\n\n'));
}

/** Adds the section of a shape, then those of what is below it; what is there already is not described twice. */
function collect(title: string, shape: MapShape | ChoiceShape, sections: Map<string, string>): void {
  if (sections.has(title)) return;
  sections.set(title, shape.type === 'map' ? keyTable(shape) : wordTable(shape));
  if (shape.type === 'choice') return;
  for (const [key, { shape: value }] of Object.entries(shape.keys)) {
    const below = describedApart(value);
    if (below) collect(titleOf(key), below, sections);
  }
}

function titleOf(key: string): string {
  const title = TITLES[key];
  if (!title) throw new Error(`format-page.mts needs a title for what is below "${key}"`);
  return title;
}

/** The map or the words that a value consists of, which get a section of their own. */
function describedApart(shape: Shape): MapShape | ChoiceShape | undefined {
  switch (shape.type) {
    case 'map':
    case 'choice':
      return shape;
    case 'list':
      return describedApart(shape.item);
    case 'dictionary':
      return describedApart(shape.value);
    case 'text-or-map':
      return shape.map;
    default:
      return undefined;
  }
}

function keyTable({ keys }: MapShape): string {
  const rows = Object.entries(keys).map(
    ([key, about]) =>
      `| \`${key}\` | ${valueOf(key, about.shape)} | ${neededIn(about)} | ${inCell(about.description)} |`,
  );
  return ['| key | value | needed | what it says |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function wordTable({ values }: ChoiceShape): string {
  const rows = Object.entries(values).map(([word, meaning]) => `| \`${word}\` | ${inCell(meaning)} |`);
  return ['| word | what it means |', '| --- | --- |', ...rows].join('\n');
}

const WHICH_KINDS: Readonly<Record<NonNullable<KeyShape['kinds']>, string>> = {
  credential: 'not kind `service`',
  integration: 'only kinds `internal-integration` and `public-integration`',
  service: 'only kind `service`',
};

/** Whether the entry is read without the key, and which rule asks for it all the same. */
function neededIn({ required, askedBy, kinds }: KeyShape): string {
  const only = kinds === undefined ? '' : WHICH_KINDS[kinds];
  const asked = askedBy && `[${askedBy}](rules/${askedBy}.md)`;
  return [required ? 'yes' : (asked ?? 'no'), only].filter(Boolean).join('; ');
}

/** What stands under a key, in a few words. */
function valueOf(key: string, shape: Shape): string {
  switch (shape.type) {
    case 'literal':
      return `\`${String(shape.value)}\``;
    case 'text':
      return textOf(shape);
    case 'choice':
      return `a word, see [${titleOf(key)}](${anchorOf(key)})`;
    case 'map':
      return `a map, see [${titleOf(key)}](${anchorOf(key)})`;
    case 'dictionary':
      return `a map of ${shape.format === 'rule' ? 'rules' : 'names'}, see [${titleOf(key)}](${anchorOf(key)})`;
    case 'list': {
      const { item } = shape;
      if (item.type === 'text') return `a list, each ${textOf(item)}`;
      const bare = item.type === 'text-or-map' ? ' or bare texts' : '';
      return `a list of maps${bare}, see [${titleOf(key)}](${anchorOf(key)})`;
    }
    case 'text-or-map':
      return `a text or a map, see [${titleOf(key)}](${anchorOf(key)})`;
  }
}

function textOf({ expected, format }: TextShape): string {
  if (expected) return inCell(expected);
  return format === undefined ? 'a text' : `a ${format}`;
}

const anchorOf = (key: string): string => `#${titleOf(key).toLowerCase().replaceAll(' ', '-')}`;

const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
