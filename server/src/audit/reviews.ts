/** What an audit asks of the reviews of an integration. */
import { isInFuture } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { FileKeys, Integration } from '../manifest/model.ts';
import { isUnread } from '../manifest/value.ts';
import { firstDayOfReminder } from '../rules/review-due-soon.ts';
import { isYetToReview, newestReview } from '../rules/reviews.ts';
import type { RuleContext } from '../rules/rule.ts';
import type { AuditedReview, AuditedReviewState } from './model.ts';
import { textOf } from './text.ts';

/** Whether a schedule of reviews is written down, readable or not, in the entry or in the file. */
export function hasSchedule(integration: Integration, { file }: { readonly file: FileKeys }): boolean {
  const { root, review, distrusted } = file;
  return saysHowOften(integration) || saysHowOften({ map: root, review, distrusted });
}

function saysHowOften({
  map,
  review,
  distrusted,
}: Pick<Integration, 'map' | 'review' | 'distrusted'>): boolean {
  const value = map?.entries.get('review')?.value;
  return (
    review?.every !== undefined ||
    isUnread(map, 'review') ||
    (value?.type === 'map' && isUnread(value, 'every')) ||
    distrusted.length > 0
  );
}

/** How the reviews stand; `due` is the day of the next one, `isStale` whether the last was of something else than is granted now. */
export function reviewState(
  integration: Integration,
  due: Day | undefined,
  isStale: boolean,
  context: Pick<RuleContext, 'file' | 'today'>,
): AuditedReviewState {
  const newest = newestReview(integration, context.today);
  if (isYetToReview(integration, context.today)) return 'never';
  if (due !== undefined && due < context.today) return 'overdue';
  if (isStale) return 'stale';
  if (!newest || due === undefined) return 'unknown';
  const from = firstDayOfReminder(integration, context, newest.day, due);
  return from !== undefined && from <= context.today ? 'soon' : 'current';
}

/** The reviews, the newest first. */
export function reviewsOf({ reviews }: Integration, today: Day): AuditedReview[] {
  return reviews
    .flatMap(({ date, by, notes }) =>
      date
        ? [
            {
              date: date.text,
              by: textOf(by),
              notes: textOf(notes),
              ahead: date.day !== undefined && isInFuture(date.day, today),
            },
          ]
        : [],
    )
    .reverse()
    .sort((a, b) => (a.date > b.date ? -1 : a.date < b.date ? 1 : 0));
}
