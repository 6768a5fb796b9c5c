import { scopeNamed } from '../catalog/scopes.ts';
import { relativeDays } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { Integration } from '../manifest/model.ts';
import { closure } from '../privilege/implication.ts';
import { meets } from '../privilege/requirement.ts';
import type { Use } from '../privilege/requirement.ts';
import { declaredUses } from './declared-uses.ts';
import { removeGrantFix } from './fixes.ts';
import { hasPassed, heldGrants, undecidedScopes } from './granted.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const expiredGrant = defineRule({
  id: 'expired-grant',
  group: 'least-privilege',
  level: 'error',
  summary: 'The last day of a scope has passed.',
  threat: 'unauthorized action',
  acceptable: true,
  *integration(integration, { today }) {
    const { source, name, scopes } = integration;
    yield* undecidedScopes(integration);
    for (const grant of scopes) {
      const { scope, until } = grant;
      if (!scope || until?.day === undefined || !hasPassed(grant, today)) continue;
      if (!scopeNamed(scope.text)) continue;
      yield {
        at: scope.at,
        definedAt: scope.definedAt,
        on: grant,
        scope: scope.text,
        message: `${shown(scope.text)} of ${shown(name.text)} was granted until ${until.text}, which was ${relativeDays(until.day, today)}. ${advice(stillNeeding(integration, scope.text, today))}`,
        related: [{ message: 'its last day', at: until.at, from: 'part' }],
        fixes: () => [
          removeGrantFix(source, grant, `Remove ${shown(scope.text)}, once it is revoked in Sentry`, false),
        ],
      };
    }
  },
});

/** What is declared and nothing that is held today serves, but the scope would. */
function stillNeeding(integration: Integration, scope: string, today: Day): Use[] {
  const { uses, webhooks } = declaredUses(integration);
  const held = heldGrants(integration, today).map((grant) => grant.scope);
  const [without, along] = [closure(held), closure([...held, scope])];
  return [...uses.map(({ use }) => use), ...webhooks].filter(
    ({ clauses = [] }) => !meets(without, clauses) && meets(along, clauses),
  );
}

function advice([first, ...others]: readonly Use[]): string {
  if (!first) return 'Revoke it in Sentry, then remove it here; or decide again until when it is needed.';
  const needing = `${shown(first.written)}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  return `What needs it is still declared (${needing}): decide again until when, or revoke it in Sentry and take out both.`;
}
