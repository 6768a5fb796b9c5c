import type { Day } from '../manifest/dates.ts';
import type { Integration } from '../manifest/model.ts';
import type { Text } from '../manifest/value.ts';
import { isDigest } from '../privilege/digest.ts';
import { reviewFix } from './fixes.ts';
import { digestOf, isDigestOf } from './granted.ts';
import { newestReviews, reviewedSide } from './reviews.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

/** What the newest review that has taken place was of, and whether that is something else than is granted now; undefined where nobody can tell. */
export function reviewedState(
  integration: Integration,
  today: Day,
): {
  readonly of: Text | undefined;
  readonly digest: string | undefined;
  readonly isStale: boolean | undefined;
} {
  // Of several on one day nobody knows which came last: one that fits will do, and one without a digest says nothing.
  const digests = newestReviews(integration, today).map((review) => review.of);
  const of = digests.at(-1);
  const isKnown = of !== undefined && digests.every((text) => text && isDigest(text.text));
  // Hashing takes its time, so nothing is hashed that is compared with nothing.
  const digest = isKnown ? digestOf(integration) : undefined;
  const isStale =
    digest === undefined ? undefined : !digests.some((text) => text && isDigestOf(integration, text.text));
  return { of, digest, isStale };
}

export const staleReview = defineRule({
  id: 'stale-review',
  group: 'review',
  level: 'warning',
  summary: 'The permissions have changed since the last review.',
  threat: 'unauthorized action',
  acceptable: true,
  *integration(integration, context) {
    const { of, digest, isStale } = reviewedState(integration, context.today);
    if (!of || !digest || isStale === undefined) {
      yield { undecided: 'all' };
      return;
    }
    if (!isStale) return;
    yield {
      at: of.at,
      definedAt: of.definedAt,
      message: `The kind or the permissions of ${shown(integration.name.text)} have changed since its last review (then ${shown(of.text)}, now ${digest}). Change ${reviewedSide(integration)} to match, compare, then mark it as reviewed.`,
      fixes: () => [reviewFix(integration, context)],
    };
  },
});
