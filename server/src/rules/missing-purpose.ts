import { askFix } from './fixes.ts';
import { gapAt } from './missing-key.ts';
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
    const gap = map && gapAt(map, 'purpose');
    if (!map || !gap) return;
    const { text, isPlaceholder } = gap;
    const own = shown(name.text);
    yield {
      at: text?.at ?? name.at,
      definedAt: text?.definedAt,
      ...(text ? {} : { absence: true }),
      message: `${own} has ${isPlaceholder ? 'only a placeholder for its' : 'no'} purpose, and without one nobody can say which of its permissions are too many. Add what it does.`,
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
