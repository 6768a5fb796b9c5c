import { relativeDays } from '../manifest/dates.ts';
import type { Acceptance } from '../manifest/model.ts';
import { HOLE_MARK } from '../yaml/edits.ts';
import { acceptancesOf, hasEnded } from './acceptances.ts';
import { exceptionEnd, removeAcceptanceFix } from './fixes.ts';
import { defineRule } from './rule.ts';
import type { Fix } from './rule.ts';
import { shown } from './wording.ts';

export const expiredAcceptance = defineRule({
  id: 'expired-acceptance',
  group: 'exceptions',
  level: 'error',
  summary: 'The last day of an exception has passed.',
  threat: 'unauthorized action',
  acceptable: false,
  *integration(integration, { today, verdict }) {
    for (const { acceptance, holder } of acceptancesOf(integration)) {
      const { until, rule, map } = acceptance;
      // What is not needed any more does not have to be extended: that is said by another rule.
      if (!rule || !hasEnded(acceptance, today) || verdict(acceptance) === 'unused') continue;
      const ended =
        until?.day === undefined ? 'has no readable end' : `ended ${relativeDays(until.day, today)}`;
      yield {
        at: until?.at ?? map?.entries.get('until')?.keyAt ?? acceptance.at,
        definedAt: until?.definedAt,
        message: `The exception for ${shown(rule.text)} of ${shown(integration.name.text)} ${ended}, and its finding is back. Put the cause right, or decide again.`,
        fixes: () => [
          extend(acceptance, today),
          removeAcceptanceFix(integration.source, acceptance, holder, 'Remove the exception'),
        ],
      };
    }
  },
});

function extend({ until, rule }: Acceptance, today: number): Fix | undefined {
  if (!until?.node) return undefined;
  const { start, end } = until.node;
  return {
    title: 'Extend the exception',
    safe: false,
    edits: [{ start, end, newText: HOLE_MARK }],
    question: {
      prompt: `Until when may ${shown(rule?.text ?? 'it')} be accepted? (YYYY-MM-DD)`,
      value: exceptionEnd(today),
      flow: until.flow,
    },
  };
}
