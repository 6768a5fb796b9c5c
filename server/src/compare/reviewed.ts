/** What two states say of reviews: which came, which are gone, and which were edited. */
import { isInFuture } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import { grouped } from '../manifest/grouped.ts';
import type { Integration, Review } from '../manifest/model.ts';
import { digestOf, isDigestOf } from '../rules/granted.ts';
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

/** By all that they say, then by day and what they are of, then by day and person; each goes with one. */
const SAME: readonly ((review: Review) => string)[] = [
  reviewKey,
  (review) => JSON.stringify([dayAndPerson(review), review.of?.text]),
  ({ date, of, notes }) => JSON.stringify([dayOf(date), of?.text, of ? null : notes?.text.trim()]),
  dayAndPerson,
];

function dayAndPerson({ date, by }: Review): string {
  return JSON.stringify([dayOf(date), by?.text.trim().toLowerCase()]);
}

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
  const last = newestOf(takenPlace(head, today));
  // One that is older than another is none of the state that came after it.
  const added = newestOf(fresh.filter((review) => last && isOnDayOf(last, review)));
  const newest = newestReview(head, today)?.review;
  const of = (newest && (added ?? newest))?.of?.text;
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

/** What the reviews vouch for less in `after`: the newest is gone and leaves an older one or none, or the newest does not say what it is of. */
export function laxerReviews(before: Integration, after: Integration, today: Day): CheckChange[] {
  const [was, is] = [before, after].map((state) => takenPlace(state, today));
  const [newest, now] = [newestOf(was ?? []), newestOf(is ?? [])];
  if (!newest) return [];
  if (!now || dayIn(now) < dayIn(newest)) {
    return [
      { what: 'review', subject: '', on: null, before: inWords(newest), after: now ? inWords(now) : null },
    ];
  }
  // Whether the newest was edited or replaced, or a newer one came beside it: nothing tells any more when it is out of date.
  const saying = was?.findLast((review) => isOnDayOf(newest, review) && review.of);
  const isSaid = is?.some((review) => isOnDayOf(now, review) && review.of);
  return saying && !isSaid ? [ofChange({ was: saying })] : [];
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
  const isOther = digestOf(before) !== digestOf(after);
  const changed = [
    ...kept.map((pair) => {
      // One that says first what it is of is told among the checks, unless something else was granted when it took place.
      const hasOther = isRestated(pair, before, after) || (isOther && !pair.was.of);
      return { was: pair.was, before: inWords(pair.was, hasOther), after: inWords(pair.is, hasOther) };
    }),
    ...gone.map((was) => ({ was, before: inWords(was), after: null })),
  ].filter((review) => review.before !== review.after);
  if (changed.length === 0) return [];
  const told = [...laxerReviews(before, after, today), ...restatedReviews(before, after, today)];
  const less = new Set(told.flatMap(({ what, before }) => (what === 'review' ? [before] : [])));
  // What one that is gone was of may be told among these; that it is gone is not.
  const edited = new Set(told.flatMap(({ what, subject }) => (what === 'review-of' ? [subject] : [])));
  return changed
    .filter(({ was, after }) => !less.has(inWords(was)) && (after === null || !edited.has(inWords(was))))
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
