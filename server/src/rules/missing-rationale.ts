import type { Integration, ListItem } from '../manifest/model.ts';
import { textAt } from '../manifest/value.ts';
import type { Text } from '../manifest/value.ts';
import { scopeMeant } from './granted.ts';
import { grantKeyFix } from './fixes.ts';
import { lacks } from './missing-key.ts';
import { defineRule } from './rule.ts';
import { isBlank } from './weak-text.ts';
import { shown } from './wording.ts';

/** The grants of which nothing says why, each with its name and the key of that. */
function* unexplained({
  scopes,
  permissions,
}: Integration): Generator<{ grant: ListItem; granted: Text; key: string }> {
  for (const grant of scopes) {
    const { scope } = grant;
    // A name that is no scope is put right first: it may not be typed to the end.
    if (scope && isUnexplained(grant) && scopeMeant(scope.text) !== undefined)
      yield { grant, granted: scope, key: 'scope' };
  }
  for (const grant of permissions) {
    const { permission } = grant;
    if (permission && isUnexplained(grant)) yield { grant, granted: permission, key: 'permission' };
  }
}

/** Whether nothing is said why; a rationale of another form has its finding already. */
function isUnexplained({ map }: ListItem): boolean {
  return !map || lacks(map, 'rationale') || isBlank(textAt(map, 'rationale')?.text ?? '-');
}

export const missingRationale = defineRule({
  id: 'missing-rationale',
  group: 'why-and-who',
  level: 'warning',
  summary: 'A scope or permission without a rationale.',
  threat: 'unauthorized action',
  acceptable: false,
  *integration(integration) {
    const { source, name } = integration;
    for (const { grant, granted, key } of unexplained(integration)) {
      const own = shown(name.text);
      const what = shown(granted.text);
      yield {
        at: granted.at,
        definedAt: granted.definedAt,
        on: grant,
        scope: granted.text,
        absence: true,
        message: `Nothing says why ${own} needs ${what}, so no review can tell whether it still does. Add a rationale.`,
        fixes: () => [
          grantKeyFix(source, grant, key, 'rationale', `Add a rationale for ${what}`, {
            prompt: `Why does ${own} need ${what}?`,
            value: '',
          }),
        ],
      };
    }
  },
});
