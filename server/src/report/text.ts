/** The report for people: by file, each finding with its line and a mark below the place. What is accepted is left out. */
import { hideCredentials, LEVELS, type Finding } from '../service.ts';
import { excerptOf } from './excerpt.ts';
import { linesOf, type Lines } from './lines.ts';
import type { Checked, CheckedFile, Report, Style } from './report.ts';
import { summarize } from './summary.ts';
import { visible } from './visible.ts';

/** How many fixes of a finding are named. */
const MAX_FIXES = 2;

/** Wider text is hard to read, however wide the terminal. */
const MAX_WIDTH = 110;

const INDENT = '      ';

export const textReport: Report = (checked, style) => {
  const open = checked.files
    .map((file) => ({ ...file, findings: file.findings.filter(({ accepted }) => !accepted) }))
    .filter(({ findings }) => findings.length > 0);
  const parts = [...open.map((file) => fileText(file, style)), summaryText(checked, style)];
  return parts.join('');
};

function fileText({ path, text, findings }: CheckedFile, style: Style): string {
  const lines = linesOf(text);
  const all = findings.map((finding) => findingText(finding, text, lines, style));
  return `${style.strong(visible(path))}\n${all.join('\n')}\n`;
}

function findingText(finding: Finding, text: string, lines: Lines, style: Style): string {
  const { line, column } = lines.positionAt(finding.at.start);
  const excerpt = excerptOf(text, lines, finding.at);
  const number = String(excerpt.line);
  const gutter = (content: string): string => style.faint(`${INDENT}${content.padStart(number.length)} |`);
  const paint = style[finding.level];
  return [
    `  ${String(line)}:${String(column)}  ${paint(finding.level)}  ${style.strong(finding.rule)}`,
    `${gutter(number)} ${excerpt.source}`.trimEnd(),
    `${gutter('')} ${paint(excerpt.mark)}`,
    ...wrapped(safe(finding.message), style),
    ...fixLines(finding, style),
  ]
    .map((each) => `${each}\n`)
    .join('');
}

function fixLines(finding: Finding, style: Style): string[] {
  const fixes = finding.fixes();
  const named = fixes.slice(0, MAX_FIXES);
  const more = fixes.length - named.length;
  return [
    ...named.flatMap(({ title }) => wrapped(`fix: ${safe(title)}`, style)),
    ...(more > 0 ? [`${INDENT}${String(more)} more in the editor`] : []),
  ].map(style.faint);
}

const safe = (text: string): string => visible(hideCredentials(text));

/** The text in indented lines that fit the terminal; in one line where there is none. */
function wrapped(text: string, { columns }: Style): string[] {
  const width = Math.min(columns ?? Infinity, columns === undefined ? Infinity : MAX_WIDTH) - INDENT.length;
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current ? `${current} ${word}` : word;
  }
  return [...lines, current].map((line) => INDENT + line);
}

/** "2 errors, 1 warning in 3 files (1 accepted)". Empty where no file could be checked. */
function summaryText({ files, unchecked }: Checked, style: Style): string {
  if (files.length === 0) return '';
  const summary = summarize(files);
  const found = LEVELS.filter((level) => summary[level] > 0).map((level) =>
    style[level](level === 'info' ? `${String(summary.info)} info` : counted(summary[level], level)),
  );
  const accepted = summary.accepted > 0 ? ` (${String(summary.accepted)} accepted)` : '';
  const rest = unchecked > 0 ? `; ${counted(unchecked, 'file')} could not be checked` : '';
  return `${found.join(', ') || 'No findings'} in ${counted(files.length, 'file')}${accepted}${rest}\n`;
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
