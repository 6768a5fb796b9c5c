/** What the rules on reviews share. */
import { serviceNamed } from '../catalog/services.ts';
import type { DateText, SpanText, Integration, Review } from '../manifest/model.ts';
import { addSpan, isInFuture } from '../manifest/dates.ts';
import type { Day, Span } from '../manifest/dates.ts';
import type { RuleContext } from './rule.ts';

export interface DatedReview {
  readonly review: Review;
  readonly day: Day;
}

/** Whether no review is written down but such as have not taken place by `today`. */
export function isYetToReview({ reviews }: Integration, today: Day): boolean {
  return reviews.every(({ date }) => date?.day !== undefined && isInFuture(date.day, today));
}

/**
 * The newest review that has taken place by `today`; undefined where there is none, or where one of them has no readable date and
 * might be the newest.
 */
export function newestReview({ reviews }: Integration, today: Day): DatedReview | undefined {
  let newest: DatedReview | undefined;
  for (const review of reviews) {
    const day = review.date?.day;
    if (day === undefined) return undefined;
    if (isInFuture(day, today)) continue;
    // Of two on one day the one written later is the later one.
    if (!newest || day >= newest.day) newest = { review, day };
  }
  return newest;
}

/** The reviews of the day of the newest one that has taken place by `today`; none where nobody can tell which that is. */
export function newestReviews(integration: Integration, today: Day): readonly Review[] {
  const newest = newestReview(integration, today);
  return newest ? integration.reviews.filter(({ date }) => date?.day === newest.day) : [];
}

/** Whose settings a review compares the entry with. */
export function reviewedSide({ kind, service }: Integration): string {
  if (kind?.text !== 'service') return 'Sentry';
  return serviceNamed(service?.text ?? '')?.name ?? 'the other service';
}

/** How often the integration is to be reviewed, by its own words or the file's; undefined where nobody says so readably. */
export function reviewSpan(
  { review }: Integration,
  { file }: Pick<RuleContext, 'file'>,
): SpanText | undefined {
  const every = review?.every ?? file.review?.every;
  return every?.span ? every : undefined;
}

/** When the next review is due, and what that follows from. */
export interface DueReview {
  readonly last: Day;
  /** Where the newest review says its day. */
  readonly at: DateText;
  readonly every: SpanText & { readonly span: Span };
  readonly due: Day;
}

/** When the next review is due, counted from the last that has taken place; undefined where that cannot be told. */
export function dueReview(
  integration: Integration,
  context: Pick<RuleContext, 'file' | 'today'>,
): DueReview | undefined {
  const newest = newestReview(integration, context.today);
  const every = reviewSpan(integration, context);
  const at = newest?.review.date;
  if (!newest || !at || !every?.span) return undefined;
  const { span } = every;
  return { last: newest.day, at, every: { ...every, span }, due: addSpan(newest.day, span) };
}
