import { isUnread } from '../manifest/value.ts';
import { reviewFix } from './fixes.ts';
import { isYetToReview, reviewedSide } from './reviews.ts';
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
    if (!map || !isYetToReview(integration, context.today) || isUnread(map, 'reviews')) return;
    const own = shown(name.text);
    yield {
      at: name.at,
      absence: true,
      message: `${reviews.length === 0 ? `${own} was never reviewed` : `No review of ${own} has taken place yet`}: nobody has said that ${reviewedSide(integration)}'s settings are as written here. Compare them, then mark it as reviewed.`,
      fixes: () => [reviewFix(integration, context)],
    };
  },
});
