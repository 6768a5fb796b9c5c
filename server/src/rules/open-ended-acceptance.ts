import { addSpan, formatDay } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import { acceptancesOf } from './acceptances.ts';
import { exceptionEnd, renameFix, setKey } from './fixes.ts';
import { lacks } from './missing-key.ts';
import { defineRule } from './rule.ts';
import type { Fix } from './rule.ts';
import { shown } from './wording.ts';

/** Who writes an end that lies farther ahead, such as the last day of 9999, means that there is none. */
const FARTHEST = { count: 10, unit: 'years' } as const;

export const openEndedAcceptance = defineRule({
  id: 'open-ended-acceptance',
  group: 'exceptions',
  level: 'warning',
  summary: 'An exception without an end.',
  threat: 'unauthorized action',
  acceptable: false,
  within: 'exceptions',
  *integration(integration, { today, rules }) {
    const { source, name } = integration;
    for (const { acceptance } of acceptancesOf(integration)) {
      const { rule, map, until } = acceptance;
      // An exception from a rule that allows none is wrong for that reason alone.
      if (!rule || !map || !rules.get(rule.text)?.acceptable) continue;
      const of = `The exception for ${shown(rule.text)} of ${shown(name.text)}`;
      const end = exceptionEnd(today);
      const title = `Let it end on ${end}`;
      if (until?.day !== undefined && isTooFar(until.day, today))
        yield {
          at: until.at,
          definedAt: until.definedAt,
          message: `${of} ends on ${formatDay(until.day)}, so nobody will look at it again. Give it an earlier last day.`,
          fixes: () => [renameFix(until, end, title)],
        };
      else if (lacks(map, 'until'))
        yield {
          at: rule.at,
          definedAt: rule.definedAt,
          absence: true,
          message: `${of} never ends, so nobody will look at it again. Give it a last day.`,
          fixes: (): readonly (Fix | undefined)[] => {
            const edit = setKey(source, map, 'until', end, 'reason');
            return [edit && { title, safe: false, edits: [edit] }];
          },
        };
    }
  },
});

function isTooFar(day: Day, today: Day): boolean {
  return day > addSpan(today, FARTHEST);
}
