/** The report for people: by file, each finding with its line and a mark below the place. What is accepted is left out. */
import { isOpen, type CheckedFile, type Report, type ReportedFinding, type Style } from './report.ts';
import { summaryLine } from './summary.ts';
import { visible, withoutCommands } from './visible.ts';

/** How many fixes of a finding are named. */
const MAX_FIXES = 2;

/** Wider text is hard to read, however wide the terminal. */
const MAX_WIDTH = 110;

const INDENT = '      ';

export const textReport: Report = {
  needs: { excerpts: true, fixes: 'titles' },
  start: ({ includeAccepted }, style) => ({
    head: '',
    file: ({ path, findings }) => {
      const shown = includeAccepted ? findings : findings.filter(isOpen);
      return shown.length === 0 ? '' : fileText({ path, findings: shown }, style);
    },
    tail: (totals) => {
      const line = summaryLine(totals, (text, level) => style[level](text));
      return line && `${line}\n`;
    },
  }),
};

function fileText({ path, findings }: CheckedFile, style: Style): string {
  const all = findings.map((finding) => findingText(finding, style));
  return `${style.strong(safe(path))}\n${all.join('\n')}\n`;
}

function findingText(finding: ReportedFinding, style: Style): string {
  const { level, rule, message, accepted, baselined, place, excerpt } = finding;
  const number = String(place.start.line);
  const gutter = (content: string): string => style.faint(`${INDENT}${content.padStart(number.length)} |`);
  const paint = style[level];
  const mark = accepted ? style.faint('  accepted') : baselined ? style.faint('  in the baseline') : '';
  return [
    `  ${number}:${String(place.start.column)}  ${paint(level)}  ${style.strong(rule)}${mark}`,
    ...(excerpt
      ? [
          `${gutter(number)} ${withoutCommands(excerpt.source)}`.trimEnd(),
          `${gutter('')} ${paint(excerpt.mark)}`,
        ]
      : []),
    ...wrapped(safe(message), style),
    ...otherFileLines(finding, style),
    ...fixLines(finding, style),
  ]
    .map((each) => `${each}\n`)
    .join('');
}

function otherFileLines({ related }: ReportedFinding, style: Style): string[] {
  return related
    .flatMap(({ path, place: { start }, message }) => {
      const at = `${path ?? ''}:${String(start.line)}:${String(start.column)}`;
      return path === undefined ? [] : wrapped(`at ${safe(at)}: ${safe(message)}`, style);
    })
    .map(style.faint);
}

/** What `--fix` applies comes first: the first safe fix of a finding that is not accepted. All others take an editor. */
function fixLines({ fixes, accepted }: ReportedFinding, style: Style): string[] {
  const applied = accepted ? undefined : fixes.find(({ safe: isSafe }) => isSafe);
  const named = [...fixes.filter((fix) => fix === applied), ...fixes.filter((fix) => fix !== applied)].slice(
    0,
    MAX_FIXES,
  );
  const more = fixes.length - named.length;
  return [
    ...named.flatMap((fix) =>
      wrapped(`${fix === applied ? 'fix' : 'fix in the editor'}: ${safe(fix.title)}`, style),
    ),
    ...(more > 0 ? [`${INDENT}${String(more)} more ${more === 1 ? 'fix' : 'fixes'} in the editor`] : []),
  ].map(style.faint);
}

const safe = (text: string): string => withoutCommands(visible(text));

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
  return [...lines, current].map((line) => INDENT + withoutCommands(line));
}
