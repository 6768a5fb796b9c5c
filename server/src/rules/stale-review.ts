import { reviewFix } from './fixes.ts';
import { digestOf } from './granted.ts';
import { newestReviews, reviewedSide } from './reviews.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

/** The way of computing digests that this version knows; others are left alone. */
const KNOWN = 'p1-';

export const staleReview = defineRule({
  id: 'stale-review',
  group: 'review',
  level: 'warning',
  summary: 'The permissions have changed since the last review.',
  threat: 'unauthorized action',
  acceptable: true,
  *integration(integration, context) {
    // Of several on one day nobody knows which came last: one that fits will do, and one without a digest says nothing.
    const digests = newestReviews(integration).map((review) => review.of);
    const of = digests.at(-1);
    const isKnown = digests.every((text) => text?.text.startsWith(KNOWN));
    const digest = of && isKnown ? digestOf(integration) : undefined;
    if (!of || !digest) {
      yield { undecided: 'all' };
      return;
    }
    if (digests.some((text) => text?.text === digest)) return;
    yield {
      at: of.at,
      definedAt: of.definedAt,
      message: `The kind or the permissions of ${shown(integration.name.text)} have changed since its last review (then ${shown(of.text)}, now ${digest}). Change ${reviewedSide(integration)} to match, compare, then mark it as reviewed.`,
      fixes: () => [reviewFix(integration, context)],
    };
  },
});
