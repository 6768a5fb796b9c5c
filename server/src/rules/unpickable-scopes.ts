import { formControls, scopeNamed } from '../catalog/scopes.ts';
import type { FormControl } from '../catalog/scopes.ts';
import { closure } from '../privilege/implication.ts';
import { heldGrants, isPicked, knowsAllScopes } from './granted.ts';
import { defineRule } from './rule.ts';
import { joined, shown } from './wording.ts';

export const unpickableScopes = defineRule({
  id: 'unpickable-scopes',
  group: 'least-privilege',
  level: 'info',
  summary: "Scopes that no combination of levels of Sentry's form grants.",
  acceptable: true,
  *integration(integration, { today }) {
    const { name } = integration;
    if (!isPicked(integration) || !knowsAllScopes(integration)) {
      yield { undecided: 'all' };
      return;
    }
    const grants = heldGrants(integration, today);
    const target = closure(grants.map(({ scope }) => scope));
    const picked = closure(formControls().flatMap((control) => highestWithin(control, target)));
    for (const { grant, scope } of grants) {
      if (picked.has(scope) || !grant.scope) continue;
      yield {
        at: grant.scope.at,
        definedAt: grant.scope.definedAt,
        on: grant,
        scope,
        message: `Sentry's form cannot grant ${scope} to ${shown(name.text)} without more: ${more(scope, target)}. Create or change the integration through Sentry's API, which takes single scopes.`,
      };
    }
  },
});

/** The scopes of the highest level of a control that grants nothing beyond the target. */
function highestWithin({ levels }: FormControl, target: ReadonlySet<string>): readonly string[] {
  return (
    levels.findLast(({ scopes }) => [...closure(scopes)].every((scope) => target.has(scope)))?.scopes ?? []
  );
}

/** "it takes Organization: Admin, which grants org:admin and org:write as well". */
function more(scope: string, target: ReadonlySet<string>): string {
  const [level] = scopeNamed(scope)?.formLevels ?? [];
  const control = formControls().find(({ label }) => label === level?.label);
  const granted = control?.levels.find((other) => other.level === level?.level)?.scopes ?? [];
  const extra = [...closure(granted)].filter((other) => !target.has(other)).sort();
  return level
    ? `it takes ${level.label}: ${level.level}, which grants ${joined(extra)} as well`
    : 'it has no control there';
}
