/** Whether a text is what its place in the format asks for. */
import { parseDay, parseSpan } from './dates.ts';
import { withPlainBlanks } from '../yaml/odd-blanks.ts';
import type { ChoiceShape, Shape, TextShape } from './shape.ts';

/** What would be right, to be read after "must be"; undefined where the text is right. */
export function expectedText(text: string, shape: TextShape | ChoiceShape): string | undefined {
  if (shape.type === 'choice') {
    return Object.hasOwn(shape.values, text) ? undefined : `one of ${Object.keys(shape.values).join(', ')}`;
  }
  // What is no scope is said by rules that know what was meant.
  return shape.format === 'scope' || isRight(text, shape) ? undefined : (shape.expected ?? 'of another form');
}

function isRight(text: string, shape: TextShape): boolean {
  if (shape.format === 'date') return parseDay(text) !== undefined;
  if (shape.format === 'span') return parseSpan(text) !== undefined;
  return matches(text, shape.pattern);
}

/** The text that was surely meant, for a value that is nearly right. */
export function meantText(text: string, shape: TextShape | ChoiceShape): string | undefined {
  // Which of a few words is meant, or which scope, is found by those that know them.
  if (shape.type === 'choice' || shape.format === 'scope') return undefined;
  const plain = withPlainBlanks(text);
  if (isRight(plain, shape)) return plain;
  if (shape.format === 'span') return spelledSpan(plain);
  return shape.format === 'date' ? paddedDate(plain) : undefined;
}

const UNITS: Readonly<Record<string, string>> = { '': 'day', d: 'day', w: 'week', mo: 'month', y: 'year' };

/** 90, 90d and P90D are 90 days to everybody but a computer; 3m may be minutes. */
function spelledSpan(text: string): string | undefined {
  const [, count, short = ''] =
    /^p?([1-9]\d{0,3})[ -]*(d|w|mo|y|)(?:ays?|eeks?|nths?|ears?|)$/i.exec(text) ?? [];
  const unit = UNITS[short.toLowerCase()];
  const span = count === undefined || unit === undefined ? '' : `${count} ${unit}${count === '1' ? '' : 's'}`;
  return parseSpan(span) && span;
}

/** 2026-9-1 and 20260901 are 2026-09-01 to everybody but a computer. */
function paddedDate(text: string): string | undefined {
  const [, year, month, day] =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T[\d:.]+Z?)?$/.exec(text) ??
    /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text) ??
    [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return parseDay(date) === undefined ? undefined : date;
}

const patterns = new Map<string, RegExp>();

function matches(text: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  let regex = patterns.get(pattern);
  if (!regex) patterns.set(pattern, (regex = new RegExp(pattern)));
  return regex.test(text);
}

/** Whether any text will do in the place. */
export function isFreeText(shape: Shape): boolean {
  return shape.type === 'text' && shape.format === undefined && shape.pattern === undefined;
}
