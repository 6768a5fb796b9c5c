import { integrationShape, isKeyOf, keyShape, kinds } from '../manifest/format.ts';
import type { KeyKinds } from '../manifest/shape.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const keyOfOtherKind = defineRule({
  id: 'key-of-other-kind',
  group: 'structure',
  level: 'warning',
  summary: 'A key that integrations of this kind do not have.',
  acceptable: false,
  *integration({ kind, map, name }) {
    if (!kind || !map || !Object.hasOwn(kinds, kind.text)) return;
    for (const [key, entry] of map.entries) {
      const wanted = keyShape(integrationShape, key)?.kinds;
      if (wanted === undefined || isKeyOf(wanted, kind.text)) continue;
      const { why, cure } = telling(wanted, name.text, kind.text);
      yield { at: entry.keyAt, message: `“${key}” does not belong to ${shown(name.text)}: ${why}. ${cure}.` };
    }
  },
});

/** Why a key for this group of kinds is out of place, and what to do. */
function telling(wanted: KeyKinds, name: string, kind: string): { why: string; cure: string } {
  switch (wanted) {
    case 'service':
      return {
        why: `it describes what Sentry may do in another service, and ${shown(name)} is a credential (${kind})`,
        cure: 'Give the service an entry of its own with “kind: service”',
      };
    case 'integration':
      return {
        why: `Sentry sends events to internal and public integrations alone, and ${shown(name)} is neither (${kind})`,
        cure: 'List them under the integration that receives them',
      };
    case 'credential':
      return {
        why: 'a service holds no Sentry credential',
        cure: 'Give the credential an entry of its own',
      };
  }
}
