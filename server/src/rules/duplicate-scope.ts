import type { Integration, ScopeGrant } from '../manifest/model.ts';
import { losesReason, removeGrantFix } from './fixes.ts';
import { knownGrants, sureEnd, undecidedScopes } from './granted.ts';
import type { KnownGrant } from './granted.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const duplicateScope = defineRule({
  id: 'duplicate-scope',
  group: 'least-privilege',
  level: 'warning',
  summary: 'The same scope is listed twice.',
  acceptable: true,
  *integration(integration: Integration) {
    yield* undecidedScopes(integration);
    const { source, name } = integration;
    const written = knownGrants(integration).filter(({ grant, scope }) => grant.scope?.text === scope);
    // There are so few scopes that in a list of any length the first double is soon met.
    if (written.every(({ scope }, i) => written.findIndex((other) => other.scope === scope) === i)) return;
    const kept = new Map<string, KnownGrant>();
    for (const grant of written) {
      const other = kept.get(grant.scope);
      if (!other || isBetter(grant.grant, other.grant)) kept.set(grant.scope, grant);
    }
    for (const { grant, scope } of written) {
      const other = kept.get(scope)?.grant;
      if (!other || other === grant || !grant.scope) continue;
      yield {
        at: grant.scope.at,
        definedAt: grant.scope.definedAt,
        on: grant,
        scope,
        message: `${shown(name.text)} lists ${scope} twice, and one of them will be forgotten at the next change. Keep one.`,
        ...(other.scope
          ? { related: [{ message: 'the one to keep', at: other.scope.at, from: 'part' as const }] }
          : {}),
        fixes: () =>
          losesReason(grant, other)
            ? []
            : [removeGrantFix(source, grant, `Remove this ${scope}`, !other.until && !isAlias(other), other)],
      };
    }
  },
});

/** Whether the first is to be kept rather than the second: the one that lasts longer, or else the one with a rationale. */
function isBetter(one: ScopeGrant, other: ScopeGrant): boolean {
  const [own, end] = [sureEnd(one), sureEnd(other)];
  return own === end ? !other.rationale && one.rationale !== undefined : own > end;
}

function isAlias({ scope }: ScopeGrant): boolean {
  return scope?.definedAt !== undefined;
}
