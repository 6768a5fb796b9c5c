import { isParameter, parseOperation } from '../catalog/operation-match.ts';
import { remembered } from '../catalog/remembered.ts';
import type { Text } from '../manifest/value.ts';
import { useNamed } from '../privilege/requirement.ts';
import { removeTextFix } from './fixes.ts';
import { defineRule } from './rule.ts';
import { listedTwice, shown } from './wording.ts';

export const duplicateUse = defineRule({
  id: 'duplicate-use',
  group: 'least-privilege',
  level: 'warning',
  summary: 'The same use is listed twice.',
  acceptable: true,
  *integration({ source, name, map, uses }) {
    if (uses.length < 2) return;
    const first = new Map<string, Text>();
    for (const use of uses) {
      const key = keyOf(use.text) ?? use.text;
      const other = first.get(key);
      if (!other) {
        first.set(key, use);
        continue;
      }
      yield {
        at: use.at,
        definedAt: use.definedAt,
        message: `${shown(name.text)} lists ${listedTwice(other.text, use.text)}, and one of them will be forgotten at the next change. Keep one.`,
        related: [{ message: 'the one to keep', at: other.at, from: 'part' }],
        fixes: () => [
          removeTextFix(source, map, 'uses', use, `Remove this ${shown(use.text)}`, other.text === use.text),
        ],
      };
    }
  },
});

/** The same for two spellings of one use. Two values of a parameter are two uses. */
const keyOf = remembered((written) => {
  const request = parseOperation(written);
  if (!request) return useNamed(written)?.name ?? written;
  const segments = request.segments.map((segment) => (isParameter(segment) ? '{}' : segment));
  return `${request.method} /${segments.join('/')}`;
});
