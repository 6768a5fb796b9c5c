/** What two states say of reviews: which came, which are gone, and which were edited. */
import { isInFuture } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import { grouped } from '../manifest/grouped.ts';
import type { Integration, Review } from '../manifest/model.ts';
import { isDigestOf } from '../rules/granted.ts';
import { newestReview, reviewedSide } from '../rules/reviews.ts';
import type { CheckChange, Detail, ReviewChange } from './model.ts';

/** The reviews of two states that have taken place: one that is edited is the same, and no new one. */
interface Paired {
  readonly kept: readonly Kept[];
  readonly gone: readonly Review[];
  readonly added: readonly Review[];
}

interface Kept {
  readonly was: Review;
  readonly is: Review;
}

/** By all that they say, then by day and person, then by day; each goes with one. */
const SAME: readonly ((review: Review) => string)[] = [
  reviewKey,
  ({ date, by }) => JSON.stringify([dayOf(date), by?.text.trim().toLowerCase()]),
  ({ date }) => JSON.stringify(dayOf(date)),
];

function paired(before: Integration, after: Integration, today: Day): Paired {
  let [gone, added] = [takenPlace(before, today), takenPlace(after, today)];
  const kept: Kept[] = [];
  for (const keyOf of SAME) {
    const left = grouped(gone.map((review) => [keyOf(review), review] as const));
    const taken = new Set<Review>();
    added = added.filter((is) => {
      const was = left.get(keyOf(is))?.shift();
      if (!was) return true;
      taken.add(was);
      kept.push({ was, is });
      return false;
    });
    gone = gone.filter((review) => !taken.has(review));
  }
  return { kept, gone, added };
}

/** All that a review says: in another integration that is the same one, copied. */
export function reviewKey({ date, by, of, notes }: Review): string {
  return JSON.stringify([date, by, of, notes].map((text) => text?.text.trim()));
}

function dayOf(date: Review['date']): Day | string | undefined {
  return date?.day ?? date?.text.trim();
}

/** Those that have not taken place yet say nothing. */
function takenPlace({ reviews }: Integration, today: Day): readonly Review[] {
  return reviews.filter(({ date }) => date && (date.day === undefined || !isInFuture(date.day, today)));
}

/** What the change says of reviews; `elsewhere` are those of all integrations before, by `reviewKey`. */
export function reviewOf(
  base: Integration | undefined,
  head: Integration,
  elsewhere: ReadonlySet<string>,
  today: Day,
): ReviewChange {
  const fresh = base
    ? paired(base, head, today).added
    : takenPlace(head, today).filter((review) => !elsewhere.has(reviewKey(review)));
  const added = newestOf(fresh);
  const of = newestReview(head, today)?.review.of?.text;
  return {
    added: added?.date ? { date: added.date.text, by: added.by?.text ?? null } : null,
    matches: of === undefined ? null : (isDigestOf(head, of) ?? null),
    comparedWith: reviewedSide(head),
  };
}

/** The newest with a day that can be read; of two on one day the one written later. */
function newestOf(reviews: readonly Review[]): Review | undefined {
  return reviews
    .filter(({ date }) => date?.day !== undefined)
    .sort((a, b) => (a.date?.day ?? 0) - (b.date?.day ?? 0))
    .at(-1);
}

/** What the reviews vouch for less in `after`: the newest is gone and leaves an older one or none, or does not say what it is of. */
export function laxerReviews(before: Integration, after: Integration, today: Day): CheckChange[] {
  const [was, is] = [newestOf(takenPlace(before, today)), newestOf(takenPlace(after, today))];
  if (!was) return [];
  if (!is || dayIn(is) < dayIn(was)) {
    return [{ what: 'review', subject: '', on: null, before: inWords(was), after: is ? inWords(is) : null }];
  }
  const { kept, gone } = paired(before, after, today);
  const isSaid = after.reviews.some(({ date, of }) => of && date?.day === dayIn(is));
  return [
    ...kept.filter((pair) => isOnDayOf(is, pair.is) && pair.was.of && !pair.is.of).map(ofChange),
    // What took the place of the newest has to say it as well.
    ...gone
      .filter((review) => !isSaid && isOnDayOf(was, review) && review.of)
      .map((gone) => ofChange({ was: gone })),
  ];
}

/** The newest reviews that say now to be of something else. There is no laxer side to that: nobody compared anything anew. */
export function restatedReviews(before: Integration, after: Integration, today: Day): CheckChange[] {
  const newest = newestOf(takenPlace(after, today));
  return paired(before, after, today)
    .kept.filter(
      (pair) => newest && isOnDayOf(newest, pair.is) && pair.is.of && isRestated(pair, before, after),
    )
    .map(ofChange);
}

function isRestated({ was, is }: Kept, ...states: readonly Integration[]): boolean {
  if (!was.of || was.of.text === is.of?.text) return false;
  // Two spellings of one state are the same.
  return !states.some((state) => [was.of, is.of].every((of) => of && isDigestOf(state, of.text)));
}

function ofChange({ was, is }: Pick<Kept, 'was'> & Partial<Kept>): CheckChange {
  const [before, after] = [was.of?.text ?? null, is?.of?.text ?? null];
  return { what: 'review-of', subject: inWords(was), on: null, before, after };
}

/** The reviews that are gone or edited in what they vouch for, but for those that count for less now. */
export function reviewDetails(before: Integration, after: Integration, today: Day): Detail[] {
  const { kept, gone } = paired(before, after, today);
  const changed = [
    ...kept.map((pair) => {
      const isOther = isRestated(pair, before, after);
      return { was: pair.was, before: inWords(pair.was, isOther), after: inWords(pair.is, isOther) };
    }),
    ...gone.map((was) => ({ was, before: inWords(was), after: null })),
  ].filter((review) => review.before !== review.after);
  if (changed.length === 0) return [];
  const told = new Set(
    [...laxerReviews(before, after, today), ...restatedReviews(before, after, today)].map((change) =>
      change.what === 'review' ? change.before : change.subject,
    ),
  );
  return changed
    .filter(({ was }) => !told.has(inWords(was)))
    .map((review) => ({ what: 'review', before: review.before, after: review.after }));
}

function isOnDayOf(one: Review, other: Review): boolean {
  return one.date?.day === other.date?.day;
}

function dayIn({ date }: Review): Day {
  return date?.day ?? -Infinity;
}

/** "2026-11-20 by kim@acme.example", and what it is of. */
function inWords({ date, by, of }: Review, withState = false): string {
  const person = by ? ` by ${by.text.trim()}` : '';
  const state = withState && of ? `, of ${of.text}` : '';
  return `${date?.text.trim() ?? ''}${person}${state}`;
}
