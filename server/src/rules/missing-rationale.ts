import type { ListItem } from '../manifest/model.ts';
import type { Text } from '../manifest/value.ts';
import { scopeMeant } from './granted.ts';
import { grantKeyFix } from './fixes.ts';
import { lacks } from './missing-key.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

/** Whether nothing is said why; a rationale of another form has its finding already. */
function isUnexplained({ map }: ListItem): boolean {
  return !map || lacks(map, 'rationale');
}

export const missingRationale = defineRule({
  id: 'missing-rationale',
  group: 'why-and-who',
  level: 'warning',
  summary: 'A scope or permission without a rationale.',
  threat: 'unauthorized action',
  acceptable: false,
  *integration({ source, name, scopes, permissions }) {
    const own = shown(name.text);
    const grants: { grant: ListItem; granted: Text | undefined; key: string }[] = [
      ...scopes.map((grant) => ({ grant, granted: grant.scope, key: 'scope' })),
      ...permissions.map((grant) => ({ grant, granted: grant.permission, key: 'permission' })),
    ];
    for (const { grant, granted, key } of grants) {
      // A name that is no scope is put right first: it may not be typed to the end.
      if (!granted || !isUnexplained(grant) || (key === 'scope' && !scopeMeant(granted.text))) continue;
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
