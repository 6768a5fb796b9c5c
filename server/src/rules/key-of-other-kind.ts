import { integrationShape, keyShape, kinds } from '../manifest/format.ts';
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
    const own = kind.text === 'service' ? 'service' : 'credential';
    for (const [key, entry] of map.entries) {
      const wanted = keyShape(integrationShape, key)?.kinds;
      if (!wanted || wanted === own) continue;
      const why =
        wanted === 'service'
          ? `it describes what Sentry may do in another service, and ${shown(name.text)} is a credential (${kind.text})`
          : `a service holds no Sentry credential`;
      const cure =
        wanted === 'service'
          ? 'Give the service an entry of its own with “kind: service”'
          : 'Give the credential an entry of its own';
      yield { at: entry.keyAt, message: `“${key}” does not belong to ${shown(name.text)}: ${why}. ${cure}.` };
    }
  },
});
