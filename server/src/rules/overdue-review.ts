import { addSpan, formatDay, relativeDays, spanInWords } from '../manifest/dates.ts';
import { reviewFix } from './fixes.ts';
import { dueReview, reviewedSide } from './reviews.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const overdueReview = defineRule({
  id: 'overdue-review',
  group: 'review',
  level: 'warning',
  summary: 'The last review lies further back than the schedule allows.',
  threat: 'unauthorized action',
  acceptable: true,
  *integration(integration, context) {
    const next = dueReview(integration, context);
    if (!next) {
      yield { undecided: 'all' };
      return;
    }
    const { today } = context;
    const { at, due, every, last } = next;
    if (due >= today) return;
    yield {
      at: at.at,
      definedAt: at.definedAt,
      level: addSpan(last, every.span, 2) < today ? 'error' : 'warning',
      message: `${shown(integration.name.text)} was last reviewed ${relativeDays(last, today)} and was due on ${formatDay(due)} (every ${spanInWords(every.span)}). Compare ${reviewedSide(integration)}'s settings with this entry, then mark it as reviewed.`,
      fixes: () => [reviewFix(integration, context)],
    };
  },
});
