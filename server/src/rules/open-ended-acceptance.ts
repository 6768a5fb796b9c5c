import { acceptancesOf } from './acceptances.ts';
import { exceptionEnd, setKey } from './fixes.ts';
import { lacks } from './missing-key.ts';
import { defineRule } from './rule.ts';
import type { Fix } from './rule.ts';
import { shown } from './wording.ts';

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
      const { rule, map } = acceptance;
      // An exception from a rule that allows none is wrong for that reason alone.
      if (!rule || !map || !rules.get(rule.text)?.acceptable || !lacks(map, 'until')) continue;
      const until = exceptionEnd(today);
      const fix = (): Fix | undefined => {
        const edit = setKey(source, map, 'until', until, 'reason');
        return edit && { title: `Let it end on ${until}`, safe: false, edits: [edit] };
      };
      yield {
        at: rule.at,
        definedAt: rule.definedAt,
        absence: true,
        message: `The exception for ${shown(rule.text)} of ${shown(name.text)} never ends, so nobody will look at it again. Give it a last day.`,
        fixes: () => [fix()],
      };
    }
  },
});
