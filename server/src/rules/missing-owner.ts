import { missingText } from './missing-text.ts';
import { defineRule } from './rule.ts';

export const missingOwner = defineRule({
  id: 'missing-owner',
  group: 'why-and-who',
  level: 'warning',
  summary: 'Nobody is named who answers for the integration.',
  threat: 'unauthorized action',
  acceptable: false,
  integration: (integration) =>
    missingText(integration, {
      key: 'owner',
      why: ', so nobody is asked when its token leaks or its review is due. Add a team or an address.',
      title: 'Add an owner',
      prompt: (own) => `Who answers for ${own}? (a team or an address)`,
      after: 'purpose',
    }),
});
