import { askFix } from './fixes.ts';
import { gapAt } from './missing-key.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const missingOwner = defineRule({
  id: 'missing-owner',
  group: 'why-and-who',
  level: 'warning',
  summary: 'Nobody is named who answers for the integration.',
  threat: 'unauthorized action',
  acceptable: false,
  *integration({ source, map, name }) {
    const gap = map && gapAt(map, 'owner');
    if (!map || !gap) return;
    const { text, isPlaceholder } = gap;
    const own = shown(name.text);
    yield {
      at: text?.at ?? name.at,
      definedAt: text?.definedAt,
      ...(text ? {} : { absence: true }),
      message: `${own} has ${isPlaceholder ? 'only a placeholder for its' : 'no'} owner, so nobody is asked when its token leaks or its review is due. Add a team or an address.`,
      fixes: () => [
        askFix(
          source,
          map,
          'owner',
          'Add an owner',
          { prompt: `Who answers for ${own}? (a team or an address)`, value: '' },
          'purpose',
        ),
      ],
    };
  },
});
