/**
 * Golden files: a manifest with what is found in it below each line, and the text after each fix of the rule under test.
 * See README.md for how they are written and read.
 */
import { analyse } from '../../../server/src/lint/analyse.ts';
import type { Finding } from '../../../server/src/lint/finding.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import type { Fix } from '../../../server/src/rules/rule.ts';
import { applyEdits, HOLE_MARK } from '../../../server/src/yaml/edits.ts';
import type { Range } from '../../../server/src/yaml/node.ts';

export interface GoldenInput {
  readonly today: string;
  /** The manifest; ends in a line break. */
  readonly text: string;
}

/** Stands in a rendered text where the person is asked. */
export const ASKED = '‹asked›';

const FIRST_LINE = /^today: (\d{4}-\d{2}-\d{2})$/;

/** The day and the manifest that a golden file holds; what is expected of them is rendered, not read. */
export function readGolden(content: string): GoldenInput {
  const [first = '', ...lines] = content.split('\n');
  const today = FIRST_LINE.exec(first)?.[1];
  if (today === undefined) throw new Error('The first line must say "today: YYYY-MM-DD".');
  const end = lines.findIndex((line) => line.startsWith('fix '));
  const manifest = lines.slice(0, end < 0 ? lines.length : end).filter((line) => /^\|( |$)/.test(line));
  return { today, text: manifest.map((line) => `${line.slice(2)}\n`).join('') };
}

/** What is found in the manifest on its day. */
export function findingsOf({ today, text }: GoldenInput): readonly Finding[] {
  const day = parseDay(today);
  if (day === undefined) throw new Error(`${today} is no day of the calendar.`);
  return analyse(text, day).findings;
}

/** The golden file for a manifest, by what is really found and fixed. */
export function renderGolden(input: GoldenInput, rule: string): string {
  const findings = findingsOf(input);
  const fixes = findings.flatMap((finding) =>
    finding.rule === rule
      ? finding.fixes().map((fix, index) => renderFix(input.text, finding, fix, index))
      : [],
  );
  return [`today: ${input.today}\n`, renderFindings(input.text, findings), ...fixes].join('\n');
}

/** The text after the fix, with a mark where the person is asked. */
export function fixedText(text: string, { edits }: Fix, asked = ASKED): string {
  return applyEdits(
    text,
    edits.map((edit) => ({ ...edit, newText: edit.newText.replace(HOLE_MARK, asked) })),
  );
}

function renderFix(text: string, finding: Finding, fix: Fix, index: number): string {
  const { title, safe, question } = fix;
  const head = `fix ${index + 1} of line ${lineOf(text, finding.at.start) + 1}: ${title}${safe ? ' (safe)' : ''}\n`;
  const asks = question
    ? `asks: ${question.prompt}${question.value === '' ? '' : ` [${question.value}]`}\n`
    : '';
  return head + asks + behindBars(fixedText(text, fix));
}

interface Note {
  readonly at: Range;
  readonly mark: '^' | '~';
  readonly words: string;
}

function renderFindings(text: string, findings: readonly Finding[]): string {
  const notes = findings.flatMap((finding): Note[] => {
    const { at, level, rule, message, accepted, unnecessary, related } = finding;
    const flags = `${accepted ? ' (accepted)' : ''}${unnecessary ? ' (unnecessary)' : ''}`;
    return [
      { at, mark: '^', words: `${level} ${rule}${flags}: ${message}` },
      ...related.map((other): Note => ({ at: other.at, mark: '~', words: `${rule}: ${other.message}` })),
    ];
  });
  const starts = lineStarts(text);
  return starts
    .map((start, line) => {
      const end = (starts[line + 1] ?? text.length) - 1;
      const own = notes.filter(({ at }) => lineOf(text, at.start) === line);
      return (
        behindBars(`${text.slice(start, end)}\n`) + own.map((note) => renderNote(note, start, end)).join('')
      );
    })
    .join('');
}

function renderNote({ at, mark, words }: Note, lineStart: number, lineEnd: number): string {
  const width = Math.max(1, Math.min(at.end, lineEnd) - at.start);
  const further = at.end > lineEnd ? '…' : '';
  return `# ${' '.repeat(at.start - lineStart)}${mark.repeat(width)}${further} ${words}\n`;
}

/** Offsets at which lines begin; the empty line behind the last break counts only where it is all there is. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0 && at + 1 < text.length; at = text.indexOf('\n', at + 1))
    starts.push(at + 1);
  return starts;
}

/** The line, from 0, that holds an offset; the very end belongs to the last line. */
function lineOf(text: string, offset: number): number {
  return lineStarts(text).findLastIndex((start) => start <= offset);
}

function behindBars(text: string): string {
  return text.replace(/[^\n]*\n|[^\n]+$/g, (line) => `| ${line}`.replace(/^\| \n$/, '|\n'));
}
