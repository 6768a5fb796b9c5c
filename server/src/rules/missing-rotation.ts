import { spanInWords } from '../manifest/dates.ts';
import { askFix } from './fixes.ts';
import { lacks } from './missing-key.ts';
import { credentialMap, isUnclear } from './own-credential.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const missingRotation = defineRule({
  id: 'missing-rotation',
  group: 'credentials',
  level: 'info',
  summary: 'The secret is to be replaced regularly, and nothing says when that was last done.',
  threat: 'unauthorized action',
  acceptable: false,
  *integration(integration) {
    const { source, name, map, credential } = integration;
    const keys = credentialMap(integration);
    const every = credential?.rotateEvery;
    if (!keys || !every?.span || !lacks(keys, 'rotated') || isUnclear(integration, 'rotated')) return;
    const own = shown(name.text);
    yield {
      at: map?.entries.get('credential')?.keyAt ?? name.at,
      absence: true,
      message: `The secret of ${own} is to be replaced every ${spanInWords(every.span)}, and nothing says when it last was, so nobody is told when it is due again. Add “rotated” with the day.`,
      fixes: () => [
        askFix(
          source,
          keys,
          'rotated',
          'Say when the secret was last replaced',
          {
            prompt: `When was the secret of ${own} last replaced, or made? (YYYY-MM-DD)`,
            value: '',
            day: {},
          },
          'storedIn',
        ),
      ],
    };
  },
});
