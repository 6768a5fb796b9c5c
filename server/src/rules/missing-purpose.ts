import { askFix } from './fixes.ts';
import { lacks } from './missing-key.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const missingPurpose = defineRule({
  id: 'missing-purpose',
  group: 'why-and-who',
  level: 'warning',
  summary: 'Nothing says what the integration is for.',
  threat: 'unauthorized action',
  acceptable: false,
  *integration({ source, map, name }) {
    if (!map || !lacks(map, 'purpose')) return;
    const own = shown(name.text);
    yield {
      at: name.at,
      absence: true,
      message: `${own} has no purpose, and without one nobody can say which of its permissions are too many. Add what it does.`,
      fixes: () => [
        askFix(
          source,
          map,
          'purpose',
          'Add a purpose',
          { prompt: `What do Sentry and the other side do with ${own}?`, value: '' },
          'kind',
        ),
      ],
    };
  },
});
