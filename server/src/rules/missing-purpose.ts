import { missingText } from './missing-text.ts';
import { defineRule } from './rule.ts';

export const missingPurpose = defineRule({
  id: 'missing-purpose',
  group: 'why-and-who',
  level: 'warning',
  summary: 'Nothing says what the integration is for.',
  threat: 'unauthorized action',
  acceptable: false,
  integration: (integration) =>
    missingText(integration, {
      key: 'purpose',
      why: ', and without one nobody can say which of its permissions are too many. Add what it does.',
      title: 'Add a purpose',
      prompt: (own) => `What do Sentry and the other side do with ${own}?`,
      after: 'kind',
    }),
});
