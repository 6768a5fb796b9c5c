import { relativeDays } from '../manifest/dates.ts';
import { acceptancesOf, hasEnded } from './acceptances.ts';
import { extendAcceptanceFix, removeAcceptanceFix } from './fixes.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const expiredAcceptance = defineRule({
  id: 'expired-acceptance',
  group: 'exceptions',
  level: 'error',
  summary: 'The last day of an exception has passed.',
  threat: 'unauthorized action',
  acceptable: false,
  within: 'exceptions',
  *integration(integration, { today, verdict }) {
    for (const { acceptance, holder } of acceptancesOf(integration)) {
      const { until, rule } = acceptance;
      // An end that is no day is told where it is read, and what is not needed any more by a rule of its own.
      if (!rule || until?.day === undefined || !hasEnded(acceptance, today)) continue;
      const became = verdict(acceptance);
      if (became === 'unused') continue;
      const isBack = became === 'used';
      yield {
        level: isBack ? 'error' : 'warning',
        at: until.at,
        definedAt: until.definedAt,
        message: `The exception for ${shown(rule.text)} of ${shown(integration.name.text)} ended ${relativeDays(until.day, today)}${isBack ? ', and its finding is back' : ''}. Put the cause right, or decide again.`,
        fixes: () => [
          extendAcceptanceFix(acceptance, today),
          removeAcceptanceFix(integration.source, acceptance, holder),
        ],
      };
    }
  },
});
