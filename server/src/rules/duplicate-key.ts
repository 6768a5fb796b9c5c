import type { FileKeys, Integration } from '../manifest/model.ts';
import { defineRule, problemsOf } from './rule.ts';
import type { Found } from './rule.ts';
import { shown } from './wording.ts';

function* check(part: FileKeys | Integration): Generator<Found> {
  for (const { at, definedAt, key, first } of problemsOf(part, 'duplicate-key')) {
    yield {
      at,
      definedAt,
      message: `“${shown(key)}” is here twice, and tools differ on which one counts. Put both into one, or take one out.`,
      related: [{ message: 'the first one', at: first, from: 'part' }],
    };
  }
}

export const duplicateKey = defineRule({
  id: 'duplicate-key',
  group: 'structure',
  level: 'error',
  summary: 'The same key stands twice in one map.',
  acceptable: false,
  within: 'faults',
  integration: check,
  file: check,
});
