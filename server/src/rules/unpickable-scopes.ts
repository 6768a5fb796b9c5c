import { formControls, scopeNamed } from '../catalog/scopes.ts';
import { closure } from '../privilege/implication.ts';
import { closureBits, scopeBits } from '../privilege/scope-bits.ts';
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
    const held = grants.map(({ scope }) => scope);
    const picked = pickedFor(closureBits(held));
    for (const { grant, scope } of grants) {
      if ((picked & scopeBits([scope])) !== 0 || !grant.scope) continue;
      yield {
        at: grant.scope.at,
        definedAt: grant.scope.definedAt,
        on: grant,
        scope,
        message: `Sentry's form cannot grant ${scope} to ${shown(name.text)} without more: ${more(scope, held)}. Create or change the integration through Sentry's API, which takes scopes one by one.`,
      };
    }
  },
});

/** What the form can grant of a target without more; of the few there are each is asked for over and over. */
function pickedFor(target: number): number {
  let picked = known.get(target);
  if (picked === undefined) {
    picked = 0;
    for (const levels of levelsOfForm()) picked |= levels.findLast((level) => (level & ~target) === 0) ?? 0;
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(target, picked);
  }
  return picked;
}

const known = new Map<number, number>();
const MAX_KNOWN = 1000;

let levels: readonly (readonly number[])[] | undefined;

/** What Sentry stores of each level, control by control. */
function levelsOfForm(): readonly (readonly number[])[] {
  return (levels ??= formControls().map((control) =>
    control.levels.map(({ scopes }) => closureBits(scopes)),
  ));
}

/** "it takes Organization: Admin, which grants org:admin and org:write as well". */
function more(scope: string, held: readonly string[]): string {
  const [level] = scopeNamed(scope)?.formLevels ?? [];
  const control = formControls().find(({ label }) => label === level?.label);
  const granted = control?.levels.find((other) => other.level === level?.level)?.scopes ?? [];
  const stored = closure(held);
  const extra = [...closure(granted)].filter((other) => !stored.has(other)).sort();
  return level
    ? `it takes ${level.label}: ${level.level}, which grants ${joined(extra)} as well`
    : 'it has no control there';
}
