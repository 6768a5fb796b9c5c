import type { Integration } from '../manifest/model.ts';
import { isUnread } from '../manifest/value.ts';
import { implies } from '../privilege/implication.ts';
import { impliedBits, scopeBits } from '../privilege/scope-bits.ts';
import { hasExcess } from './excess-scope.ts';
import { removeGrantFix } from './fixes.ts';
import { heldGrants, knownGrants, undecidedScopes } from './granted.ts';
import type { KnownGrant } from './granted.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

/** Whether the stronger grant lasts at least as long as the weaker one. */
function lastsAsLong({ grant: strong }: KnownGrant, { grant: weak }: KnownGrant): boolean {
  if (!strong.until) return !isUnread(strong.map, 'until');
  const end = strong.until.day;
  return end !== undefined && weak.until?.day !== undefined && weak.until.day <= end;
}

/** A grant whose own finding is about its name says nothing more; and a scope is one finding's, not two's. */
function isWrittenRight({ grant, scope }: KnownGrant): boolean {
  return grant.scope?.text === scope;
}

/** Whether any grant is implied by one that is held: most lists have none such. */
function isAnyImplied(integration: Integration, held: readonly KnownGrant[]): boolean {
  let implied = 0;
  for (const { scope } of held) implied |= impliedBits(scope);
  return knownGrants(integration).some(({ scope }) => (implied & scopeBits([scope])) !== 0);
}

export const redundantScope = defineRule({
  id: 'redundant-scope',
  group: 'least-privilege',
  level: 'hint',
  summary: 'Another scope of the integration grants this one already.',
  acceptable: true,
  *integration(integration: Integration, { today }) {
    // What is in excess is replaced as a whole; a hint at parts of it would only lead astray.
    if (hasExcess(integration, today)) {
      yield { undecided: 'all' };
      return;
    }
    yield* undecidedScopes(integration);
    const grants = heldGrants(integration, today);
    if (!isAnyImplied(integration, grants)) return;
    for (const weak of knownGrants(integration)) {
      if (!isWrittenRight(weak)) continue;
      const strong = grants.find((other) => implies(other.scope, weak.scope) && lastsAsLong(other, weak));
      if (!strong || !weak.grant.scope) continue;
      yield {
        at: weak.grant.scope.at,
        definedAt: weak.grant.scope.definedAt,
        on: weak.grant,
        scope: weak.scope,
        unnecessary: true,
        message: `${strong.scope} of ${shown(integration.name.text)} grants ${weak.scope} already; Sentry stores both. Take it out, so that the list says what is really decided.`,
        ...(strong.grant.scope
          ? {
              related: [
                { message: `${strong.scope} grants it`, at: strong.grant.scope.at, from: 'part' as const },
              ],
            }
          : {}),
        fixes: () => [
          removeGrantFix(
            integration.source,
            weak.grant,
            `Remove ${weak.scope}, which ${strong.scope} grants`,
            isWrittenRight(strong),
          ),
        ],
      };
    }
  },
});
