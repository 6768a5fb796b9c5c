import type { FileKeys, Integration } from '../manifest/model.ts';
import { defineRule, problemsOf } from './rule.ts';
import type { Found } from './rule.ts';

function* check(part: FileKeys | Integration): Generator<Found> {
  for (const { at, definedAt, scope, cure } of problemsOf(part, 'scope-written-as-map')) {
    yield {
      at,
      definedAt,
      message: `YAML takes this for a key and its value. What is meant is the scope “${scope}”: write it as a text.`,
      fixes: () => [
        cure === undefined
          ? undefined
          : { title: `Write ${scope}`, safe: true, edits: [{ ...at, newText: cure }] },
      ],
    };
  }
}

export const scopeWrittenAsMap = defineRule({
  id: 'scope-written-as-map',
  group: 'structure',
  level: 'error',
  summary: 'A scope is written as a key, mostly by a space behind its colon.',
  acceptable: false,
  within: 'faults',
  integration: check,
});
