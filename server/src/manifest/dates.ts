/** Days and spans. A day is a whole number, so that days compare, sort and subtract as numbers. */
// The full class formats dates as well: at its start it loads the engine's languages, which costs more than all else in here.
import { UTCDateMini } from '@date-fns/utc/date/mini';
import { add } from 'date-fns/add';

/** Days since 1970-01-01, in no time zone. */
export type Day = number;

export type SpanUnit = 'days' | 'weeks' | 'months' | 'years';
export interface Span {
  readonly count: number;
  readonly unit: SpanUnit;
}

const MS_A_DAY = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const SPAN = /^([1-9]\d{0,3}) (day|week|month|year)s?$/;
const NAMED_SPANS: Readonly<Record<string, Span>> = {
  monthly: { count: 1, unit: 'months' },
  quarterly: { count: 3, unit: 'months' },
  'half-yearly': { count: 6, unit: 'months' },
  yearly: { count: 1, unit: 'years' },
};

/** The names that a span may have instead of a count and a unit. */
export const SPAN_NAMES: readonly string[] = Object.keys(NAMED_SPANS);

/** The day of a `YYYY-MM-DD`; undefined where the text is none or the calendar has no such day. */
export function parseDay(text: string): Day | undefined {
  if (!DATE.test(text)) return undefined;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const date = Number(text.slice(8));
  // The calendar turns the year 50 into 1950, and 02-30 into a day of March.
  if (year < 100 || month < 1 || month > 12) return undefined;
  const time = Date.UTC(year, month - 1, date);
  return new Date(time).getUTCDate() === date ? Math.round(time / MS_A_DAY) : undefined;
}

/** Whether a day has not come for anybody yet: somewhere on earth it is tomorrow already, and nobody's own today may be an error. */
export function isInFuture(day: Day, today: Day): boolean {
  return day > today + 1;
}

/** 9999-12-31: a later one has no form that {@link parseDay} reads. */
const LAST_DAY = 2_932_896;

/** The day as `YYYY-MM-DD`; "never" where it lies behind all that can be written so. */
export function formatDay(day: Day): string {
  return isWritable(day) ? new Date(day * MS_A_DAY).toISOString().slice(0, 10) : 'never';
}

/** Whether a day can be written as `YYYY-MM-DD`: a span of thousands of years leads to one that cannot. */
export function isWritable(day: Day): boolean {
  return Math.abs(day) <= LAST_DAY;
}

/** The span of a text like `90 days` or `quarterly`; undefined where it is none. */
export function parseSpan(text: string): Span | undefined {
  if (Object.hasOwn(NAMED_SPANS, text)) return NAMED_SPANS[text];
  const [, count, unit] = SPAN.exec(text) ?? [];
  return count === undefined
    ? undefined
    : { count: Number(count), unit: `${unit as 'day' | 'week' | 'month' | 'year'}s` };
}

/** A span as it stands behind “every”: "90 days", "month", and for "quarterly" "3 months". */
export function spanInWords({ count, unit }: Span): string {
  return count === 1 ? unit.slice(0, -1) : `${count} ${unit}`;
}

/** The day that lies `times` spans after `day`; months and years clamp to the month's end. */
export function addSpan(day: Day, { count, unit }: Span, times = 1): Day {
  // Most schedules are in days, and need no calendar.
  if (unit === 'days') return day + count * times;
  if (unit === 'weeks') return day + 7 * count * times;
  const date = add(new UTCDateMini(day * MS_A_DAY), { [unit]: count * times });
  return Math.round(date.getTime() / MS_A_DAY);
}

/** The span in days, counted from `from`. */
export function spanDays(span: Span, from: Day): number {
  return addSpan(from, span) - from;
}

/** When something was done that is done: how long ago, or on which day where that has come elsewhere and not here. */
export function sinceInWords(day: Day, today: Day): string {
  return day > today ? `on ${formatDay(day)}` : relativeDays(day, today);
}

/** How long ago or ahead a day lies, in words: "today", "85 days ago", "in 5 days". */
export function relativeDays(day: Day, today: Day): string {
  const days = day - today;
  if (days === 0) return 'today';
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
  return days < 0 ? `${count} ago` : `in ${count}`;
}
