/** A comparison as the comment of a pull request. */
import { visible, withoutCommands } from '../report/visible.ts';
import { codeSpan, counted, type IntegrationChange } from '../service.ts';
import type { DifferenceReport, FileDifference } from './difference.ts';
import {
  cureWords,
  fileItems,
  integrationItems,
  pathWords,
  summaryWords,
  verdictWords,
  type Item,
  type Sign,
} from './difference-words.ts';
import { fitting, type Entry, type Section } from './fitting.ts';
import type { Words } from './words.ts';

/** By this an action finds the comment that it wrote before. */
const MARK = '<!-- sentry-permissions diff -->';

/** Hosts refuse comments that are longer than 65,536 characters. */
const LONGEST = 60_000;

const LABELS: Readonly<Record<Sign, string>> = {
  widened: '**widened:**',
  narrowed: 'narrowed:',
  weakened: '**check weakened:**',
  strengthened: 'check strengthened:',
  changed: 'changed:',
  review: 'review:',
  fault: '**not read:**',
};

export const differenceMarkdown: DifferenceReport = (difference) => {
  const sections = difference.files.flatMap(sectionsOf);
  const head = [
    MARK,
    '## Sentry permissions',
    `${summaryWords(difference)} **${verdictWords(difference)}**${cureWords(difference)}`,
  ];
  const all = sections.flatMap(({ heading, entries }) => [heading, ...blockOf(entries)]);
  const isShort = all.reduce((length, block) => length + block.length + 2, 0) < LONGEST;
  const blocks = isShort ? all : graverBlocks(sections);
  const lines = [...head, ...blocks].join('\n\n').split('\n');
  return `${lines.map(withoutCommands).join('\n')}\n`;
};

/** A line on a manifest or an integration, with those that belong to it. */
interface Line extends Entry {
  readonly widens: boolean;
}

interface Part extends Section<Line> {
  /** The integration that it is on; undefined for a whole manifest. */
  readonly integration: IntegrationChange | undefined;
}

function sectionsOf(file: FileDifference): Part[] {
  const { integrations } = file.change;
  const whole: Part = {
    heading: `### ${marked(pathWords(file))}`,
    entries: fileItems(file).map(lineOf),
    within: undefined,
    standsAlone: integrations.length === 0,
    integration: undefined,
  };
  const each = integrations.map((integration): Part => {
    const heading = `#### ${marked([{ quote: integration.name }])} ${integration.change}`;
    const entries = integrationItems(integration).map(lineOf);
    return { heading, entries, within: whole, standsAlone: true, integration };
  });
  return [whole, ...each];
}

function lineOf({ sign, words, more, explained }: Item): Line {
  const text = [
    `- ${LABELS[sign]} ${marked(words)}`,
    ...more.map((further) => `  - ${marked(further)}`),
  ].join('\n');
  const kind = sign === 'widened' && explained === false ? 'unexplained' : sign;
  return { text, gravity: GRAVITY[kind], widens: sign === 'widened' };
}

/** What is shown where not everything has room; the rest is hardly ever read in a comment, and counted. */
const GRAVITY: Readonly<Record<Sign | 'unexplained', number>> = {
  fault: 0,
  unexplained: 1,
  widened: 2,
  weakened: 3,
  narrowed: 4,
  strengthened: 4,
  changed: 4,
  review: 4,
};

/** As many blocks as have room, and what is left out. */
function graverBlocks(sections: readonly Part[]): string[] {
  const shown = fitting<Line>(sections, LONGEST);
  const blocks = sections.flatMap((section) => {
    const kept = shown.get(section);
    if (!kept) return [];
    const left = section.entries.filter((entry) => !kept.has(entry));
    const more = left.length > 0 ? [{ text: `- ${moreWords(left)}` }] : [];
    return [section.heading, ...blockOf([...section.entries.filter((entry) => kept.has(entry)), ...more])];
  });
  return [...blocks, leftOutWords(sections.filter((section) => !shown.has(section)))];
}

function moreWords(left: readonly Line[]): string {
  const widening = left.filter(({ widens }) => widens).length;
  return `${String(left.length)} more${widening > 0 ? `, ${String(widening)} of them widened` : ''}`;
}

function leftOutWords(left: readonly Part[]): string {
  const integrations = left.flatMap(({ integration }) => integration ?? []);
  const widening = integrations.filter(({ widened }) => widened.length > 0).length;
  const manifests = left.length - integrations.length;
  const what = [
    ...(integrations.length > 0
      ? [
          `${counted(integrations.length, 'integration')}, ${widening > 0 ? String(widening) : 'none'} of them widened`,
        ]
      : []),
    ...(manifests > 0 ? [`${counted(manifests, 'manifest')} as a whole`] : []),
  ];
  const out = what.length > 0 ? `Left out: ${what.join('; ')}. ` : '';
  return `What is gravest is shown here. ${out}\`--format json\` has all.`;
}

/** The lines as one block; none where there are none. */
function blockOf(lines: readonly Pick<Line, 'text'>[]): string[] {
  return lines.length === 0 ? [] : [lines.map(({ text }) => text).join('\n')];
}

/**
 * All that is not ours is code: there a host makes no mention, no reference to an issue and no link of it, which escaping alone
 * would not keep it from.
 */
function marked(words: Words): string {
  return words
    .map((word) => (typeof word === 'string' ? word : codeSpan(visible(word.quote)) || '(blank)'))
    .join('');
}
