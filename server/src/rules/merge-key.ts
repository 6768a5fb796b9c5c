import type { FileKeys, Integration } from '../manifest/model.ts';
import { defineRule, problemsOf } from './rule.ts';
import type { Found } from './rule.ts';

function* check(part: FileKeys | Integration): Generator<Found> {
  for (const { at, definedAt } of problemsOf(part, 'merge-key')) {
    const message =
      '“<<” merges nothing: YAML 1.2, which manifests are written in, has no merge key. Write the keys out, or use an alias for a whole value.';
    yield { at, definedAt, message };
  }
}

export const mergeKey = defineRule({
  id: 'merge-key',
  group: 'structure',
  level: 'error',
  summary: '“<<” is used to merge keys, which YAML 1.2 does not do.',
  acceptable: false,
  within: 'faults',
  integration: check,
  file: check,
});
