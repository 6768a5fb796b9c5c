import { formatDay, relativeDays, spanDays } from '../manifest/dates.ts';
import type { Day, Span } from '../manifest/dates.ts';
import type { Integration } from '../manifest/model.ts';
import { reviewFix } from './fixes.ts';
import { dueReview, reviewedSide } from './reviews.ts';
import { defineRule } from './rule.ts';
import type { RuleContext } from './rule.ts';
import { shown } from './wording.ts';

/** How many days ahead a review is announced where nobody says it, at most. */
const REMIND_DAYS = 14;

/** On which day a review that is due on `due` begins to count as due soon; undefined where what is said of it cannot be read. */
function firstDayOfReminder(
  { review }: Integration,
  { file }: RuleContext,
  last: Day,
  due: Day,
): Day | undefined {
  const remind = review?.remind ?? file.review?.remind;
  if (!remind) return due - Math.min(REMIND_DAYS, Math.floor((due - last) / 4));
  return remind.span && Math.max(last, due - spanBefore(remind.span, due));
}

function spanBefore(span: Span, day: Day): number {
  return -spanDays({ ...span, count: -span.count }, day);
}

export const reviewDueSoon = defineRule({
  id: 'review-due-soon',
  group: 'review',
  level: 'hint',
  summary: 'The next review is due within a few days.',
  threat: 'unauthorized action',
  acceptable: true,
  *integration(integration, context) {
    const next = dueReview(integration, context);
    const from = next && firstDayOfReminder(integration, context, next.last, next.due);
    if (!next || from === undefined) {
      yield { undecided: 'all' };
      return;
    }
    const { at, due } = next;
    const { today } = context;
    if (today < from || today > due) return;
    yield {
      at: at.at,
      definedAt: at.definedAt,
      message: `${shown(integration.name.text)} is due for review ${relativeDays(due, today)}${due === today ? '' : `, on ${formatDay(due)}`}. Compare ${reviewedSide(integration)}'s settings with this entry, then mark it as reviewed.`,
      fixes: () => [reviewFix(integration, context)],
    };
  },
});
