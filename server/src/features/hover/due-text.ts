/** When something is due again. */
import { addSpan, formatDay, isWritable, parseSpan, relativeDays } from '../../manifest/dates.ts';
import type { Day } from '../../manifest/dates.ts';

/** "The next review is due on 2026-12-01, **in 8 days**." Of a schedule of thousands of years: "The next review is never due." */
export function dueText(what: string, due: Day, today: Day): string {
  if (!isWritable(due)) return `${what} is never due.`;
  return `${what} ${due < today ? 'was' : 'is'} due on ${formatDay(due)}, **${relativeDays(due, today)}**.`;
}

/** When the next rotation is due, where one is wanted every `every` and the last was on `last`. */
export function nextRotationText(last: Day, every: string | undefined, today: Day): string | undefined {
  const span = every === undefined ? undefined : parseSpan(every);
  return span && dueText('The next rotation', addSpan(last, span), today);
}
