/** A comparison for a terminal or a log. */
import { visible, withoutCommands } from '../report/visible.ts';
import { cut } from '../service.ts';
import type { Difference, DifferenceReport } from './difference.ts';
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

const SIGNS: Readonly<Record<Sign, string>> = {
  widened: '+',
  narrowed: '-',
  weakened: '!',
  strengthened: '=',
  changed: '~',
  review: '~ review:',
  fault: 'x',
};

export const differenceText: DifferenceReport = (difference) =>
  [
    ...difference.files.flatMap((file) => [...fileLines(file), '']),
    summaryWords(difference),
    verdictWords(difference) + cureWords(difference),
    '',
  ]
    .map(withoutCommands)
    .join('\n');

function fileLines(file: Difference['files'][number]): string[] {
  return [
    plain(pathWords(file)),
    ...fileItems(file).flatMap((item) => itemLines(item, '  ')),
    ...file.change.integrations.flatMap((integration) => [
      `  ${plain([{ quote: integration.name }])} ${integration.change}`,
      ...integrationItems(integration).flatMap((item) => itemLines(item, '    ')),
    ]),
  ];
}

function itemLines({ sign, words, more }: Item, indent: string): string[] {
  return [
    `${indent}${SIGNS[sign]} ${plain(words)}`,
    ...more.map((further) => `${indent}    ${plain(further)}`),
  ];
}

const LONGEST = 200;

function plain(words: Words): string {
  return words
    .map((word) => (typeof word === 'string' ? visible(word) : cut(visible(word.quote), LONGEST)))
    .join('');
}
