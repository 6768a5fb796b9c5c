import { isInFuture } from '../manifest/dates.ts';
import { reviewedSide } from './reviews.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const futureReview = defineRule({
  id: 'future-review',
  group: 'review',
  level: 'error',
  summary: 'A review is dated in the future.',
  threat: 'unauthorized action',
  acceptable: true,
  *integration(integration, { today }) {
    const { name, reviews } = integration;
    for (const { date } of reviews) {
      if (date?.day === undefined || !isInFuture(date.day, today)) continue;
      yield {
        at: date.at,
        definedAt: date.definedAt,
        message: `The review of ${shown(name.text)} on ${date.text} has not taken place yet, so it counts for nothing. Write the day on which somebody compared it with ${reviewedSide(integration)}.`,
      };
    }
  },
});
