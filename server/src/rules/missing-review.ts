import { isNull } from '../yaml/node.ts';
import { reviewFix } from './fixes.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const missingReview = defineRule({
  id: 'missing-review',
  group: 'review',
  level: 'warning',
  summary: 'Nobody has ever compared the entry with Sentry.',
  threat: 'unauthorized action',
  acceptable: false,
  *integration(integration, context) {
    const { map, name, reviews } = integration;
    const written = map?.entries.get('reviews');
    const malformed = written && !written.value && !isNull(written.pair.value);
    if (!map || reviews.length > 0 || malformed) return;
    yield {
      at: name.at,
      absence: true,
      message: `${shown(name.text)} was never reviewed: nobody has said that Sentry's settings are as written here. Compare them, then mark it as reviewed.`,
      fixes: () => [reviewFix(integration, context)],
    };
  },
});
