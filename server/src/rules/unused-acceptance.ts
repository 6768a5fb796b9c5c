import { acceptancesOf, hasEnded } from './acceptances.ts';
import { removeAcceptanceFix } from './fixes.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const unusedAcceptance = defineRule({
  id: 'unused-acceptance',
  group: 'exceptions',
  level: 'warning',
  summary: 'An exception for something that is not found here.',
  acceptable: false,
  within: 'exceptions',
  *integration(integration, { today, verdict }) {
    for (const { acceptance, holder } of acceptancesOf(integration)) {
      const { rule } = acceptance;
      if (!rule || verdict(acceptance) !== 'unused') continue;
      yield {
        at: rule.at,
        definedAt: rule.definedAt,
        message: `The exception for ${shown(rule.text)} of ${shown(integration.name.text)} covers nothing here${hasEnded(acceptance, today) ? '' : ', and would hide a finding that comes later'}. Take it out.`,
        fixes: () => [removeAcceptanceFix(integration.source, acceptance, holder)],
      };
    }
  },
});
