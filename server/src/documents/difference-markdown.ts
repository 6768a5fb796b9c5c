/** A comparison as the comment of a pull request. */
import { visible, withoutCommands } from '../report/visible.ts';
import { codeSpan, counted } from '../service.ts';
import type { DifferenceReport } from './difference.ts';
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
  const blocks = difference.files.flatMap((file) => [
    `### ${marked(pathWords(file))}`,
    ...list(fileItems(file)),
    ...file.change.integrations.flatMap((integration) => [
      `#### ${marked([{ quote: integration.name }])} ${integration.change}`,
      ...list(integrationItems(integration)),
    ]),
  ]);
  const head = [
    MARK,
    '## Sentry permissions',
    `${summaryWords(difference)} **${verdictWords(difference)}**${cureWords(difference)}`,
  ];
  let length = 0;
  const kept = blocks.filter((block) => (length += block.length + 2) < LONGEST);
  const left = blocks.length - kept.length;
  const note = left > 0 ? [`${counted(left, 'section')} left out here; \`--format json\` has all.`] : [];
  const lines = [...head, ...kept, ...note].join('\n\n').split('\n');
  return `${lines.map(withoutCommands).join('\n')}\n`;
};

/** The items as one block; none where there are none. */
function list(items: readonly Item[]): string[] {
  if (items.length === 0) return [];
  const lines = items.flatMap(({ sign, words, more }) => [
    `- ${LABELS[sign]} ${marked(words)}`,
    ...more.map((further) => `  - ${marked(further)}`),
  ]);
  return [lines.join('\n')];
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
