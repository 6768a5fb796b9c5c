import { reviewFix } from './fixes.ts';
import { digestOf } from './granted.ts';
import { newestReview } from './reviews.ts';
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
    const of = newestReview(integration)?.review.of;
    const digest = digestOf(integration);
    if (!of || !digest || !of.text.startsWith(KNOWN)) {
      yield { undecided: 'all' };
      return;
    }
    if (of.text === digest) return;
    yield {
      at: of.at,
      definedAt: of.definedAt,
      message: `The kind or the permissions of ${shown(integration.name.text)} have changed since its last review (then ${shown(of.text)}, now ${digest}). Change Sentry to match, compare, then mark it as reviewed.`,
      fixes: () => [reviewFix(integration, context)],
    };
  },
});
