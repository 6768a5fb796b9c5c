import type { FileKeys, Integration } from '../manifest/model.ts';
import { defineRule, problemsOf } from './rule.ts';
import type { Found } from './rule.ts';

function* check(part: FileKeys | Integration): Generator<Found> {
  for (const { at, definedAt, scope, cure } of problemsOf(part, 'scope-written-as-map')) {
    yield {
      at,
      definedAt,
      message: `The space makes this a key and its value. The scope is “${scope}”: take the space out.`,
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
  summary: 'A scope is written with a space behind its colon, which makes it a map.',
  acceptable: false,
  integration: check,
});
