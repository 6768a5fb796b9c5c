import { formatDay, relativeDays, spanInWords } from '../manifest/dates.ts';
import { renameFix } from './fixes.ts';
import { dueRotation, futureRotation } from './own-credential.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const overdueRotation = defineRule({
  id: 'overdue-rotation',
  group: 'credentials',
  level: 'warning',
  summary: 'The secret was to be replaced by now, or is said to be replaced on a day that has not come.',
  threat: 'data breach · unauthorized action',
  acceptable: true,
  *integration(integration, { today }) {
    const ahead = futureRotation(integration, today);
    if (ahead) {
      yield {
        at: ahead.at,
        definedAt: ahead.definedAt,
        message: `The secret of ${shown(integration.name.text)} cannot have been replaced on ${ahead.text}: that day has not come yet, so nobody is told when it is due again. Write the day on which it was last replaced, or made.`,
      };
      return;
    }
    const next = dueRotation(integration, today);
    if (!next) {
      yield { undecided: 'all' };
      return;
    }
    const { rotated, every, due } = next;
    if (due >= today) return;
    yield {
      at: rotated.at,
      definedAt: rotated.definedAt,
      message: `The secret of ${shown(integration.name.text)} was last replaced ${relativeDays(rotated.day, today)} and was due again on ${formatDay(due)} (every ${spanInWords(every.span)}): whoever got hold of it since can still use it. Replace it in Sentry and where it is kept, then write the day here.`,
      fixes: () => [
        renameFix(rotated, formatDay(today), `Mark the secret as replaced on ${formatDay(today)}`),
      ],
    };
  },
});
