/** Characters that look like a blank, or like nothing, and are text to YAML: U+00A0 from a Mac's keyboard or a web page, U+200B. */
import { lineStart, nextLine } from './lines.ts';
import type { Range } from './node.ts';
import type { SourceText } from '../text/source-text.ts';

const ODD = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff`;

const ONE_ODD = new RegExp(`[${ODD}]`);
const EACH_ODD = new RegExp(`[${ODD}]+`, 'g');

/** The start of a line up to its value: indentation, hyphens, and a key where such a character is right behind its colon. */
const HEAD = new RegExp(`[ ${ODD}]*(?:-[ ${ODD}]+)*(?:[\\w.-]+:(?=[${ODD}])[ ${ODD}]+)?`, 'y');

/** Not of the parser, which takes such a file for one line: the lines of the file end with CR alone. */
export const LONE_CR = 'LONE_CR';

/** Whether a text has line ends, and each of them is a CR alone. */
export function endsLinesWithCr(text: SourceText): boolean {
  return !text.includes('\n') && text.includes('\r');
}

/** Whether a key stands behind a CR that ends no line, in the line of an offset; in a comment nobody misses it. */
export function hidesKeyBehindCr(source: string, offset: number): boolean {
  const [line = ''] = source.slice(offset, offset + LONGEST_HEAD).split('\n', 1);
  const [code = ''] = line.split(/[ \t]#/, 1);
  return /\r *(?:- +)*[\w.-]+:(?:\s|$)/.test(code);
}

/** A text with plain blanks for such characters, without those that take no room and without blanks at either end. */
export function withPlainBlanks(text: string): string {
  return text.replace(EACH_ODD, (odd) => (/[^\s\u0085]/.test(odd) ? '' : ' ')).trim();
}

/** The first of the characters in a text as people look it up, “U+00A0”; undefined where it holds none. */
export function oddIn(text: string): string | undefined {
  const code = ONE_ODD.exec(text)?.[0].codePointAt(0);
  return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Such characters where YAML has to see blanks. */
export interface OddBlanks {
  /** What they stand behind; that of the line for its indentation. */
  readonly behind: 'line' | 'hyphen' | 'colon';
  /** The first of them. */
  readonly code: string;
  readonly at: readonly Range[];
}

/** Those at the start of the line of an offset, or else behind the key that begins there; undefined where all is as it should be. */
export function oddBlanksAt(source: string, offset: number): OddBlanks | undefined {
  // A line may be as long as the file, and have as many faults.
  const window = source.slice(Math.max(0, offset - LONGEST_HEAD), offset);
  const start = offset - window.length + lineStart(window, window.length);
  const isWhole = start === 0 || source[start - 1] === '\n';
  return (isWhole ? oddHead(source, start) : undefined) ?? oddHead(source, offset);
}

/** How much of a line is looked at for the cause of a fault. */
const LONGEST_HEAD = 1000;

function oddHead(source: string, start: number): OddBlanks | undefined {
  // The mark of the file's encoding is no part of its text.
  HEAD.lastIndex = start === 0 && source.startsWith('\uFEFF') ? 1 : start;
  const from = HEAD.lastIndex;
  const head = HEAD.exec(source)?.[0] ?? '';
  const code = oddIn(head);
  if (code === undefined) return undefined;
  const before = head.slice(0, head.search(ONE_ODD)).trimEnd().at(-1);
  return {
    behind: before === ':' ? 'colon' : before === '-' ? 'hyphen' : 'line',
    code,
    at: [...head.matchAll(EACH_ODD)].map(({ index, 0: odd }) => ({
      start: from + index,
      end: from + index + odd.length,
    })),
  };
}

/** Their places with those of the lines around them that begin so too: most often a whole block was pasted. */
export function oddBlanksAround(source: string, { at }: OddBlanks): readonly Range[] {
  let start = lineStart(source, at[0]?.start ?? 0);
  // Those in braces stand alone.
  if (!oddHead(source, start)) return at;
  while (start > 0 && oddHead(source, lineStart(source, start - 1))) start = lineStart(source, start - 1);
  const found: (readonly Range[])[] = [];
  for (let odd = oddHead(source, start); odd; odd = oddHead(source, start)) {
    found.push(odd.at);
    start = nextLine(source, start);
  }
  return found.flat();
}
