/** When something is due again. */
import { addSpan, formatDay, parseSpan, relativeDays } from '../../manifest/dates.ts';
import type { Day, Span } from '../../manifest/dates.ts';
import type { Integration, Manifest } from '../../manifest/model.ts';
import { newestReview } from '../../rules/reviews.ts';

/** The schedule that holds for an integration: its own, or the file's. */
export function scheduleOf(integration: Integration, { file }: Manifest): Span | undefined {
  return (integration.review?.every ?? file.review?.every)?.span;
}

/** The day on which the next review is due; undefined where the newest one or the schedule cannot be read. */
export function nextReview(integration: Integration, manifest: Manifest): Day | undefined {
  const every = scheduleOf(integration, manifest);
  const newest = newestReview(integration);
  return every && newest && addSpan(newest.day, every);
}

/** "The next review is due on 2026-12-01, **in 8 days**." */
export function dueText(what: string, due: Day, today: Day): string {
  return `${what} ${due < today ? 'was' : 'is'} due on ${formatDay(due)}, **${relativeDays(due, today)}**.`;
}

/** When a thing is due that is done every `every` and was done on `last`. */
export function nextText(what: string, last: Day, every: string | undefined, today: Day): string | undefined {
  const span = every === undefined ? undefined : parseSpan(every);
  return span && dueText(what, addSpan(last, span), today);
}
