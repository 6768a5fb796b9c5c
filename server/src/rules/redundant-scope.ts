import type { Integration } from '../manifest/model.ts';
import { implies } from '../privilege/implication.ts';
import { impliedBits, scopeBits } from '../privilege/scope-bits.ts';
import { leadingCount } from '../yaml/search.ts';
import { excessTold } from './excess-scope.ts';
import { removeGrantFix } from './fixes.ts';
import { heldGrants, knownGrants, sureEnd, undecidedScopes } from './granted.ts';
import type { KnownGrant } from './granted.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

/** A held grant, and until when it surely holds. */
interface Lasting {
  readonly held: KnownGrant;
  readonly index: number;
  readonly end: number;
}

/** By scope, in the order of the list: those that last longer than all before them. */
function lastingGrants(held: readonly KnownGrant[]): ReadonlyMap<string, readonly Lasting[]> {
  const lasting = new Map<string, Lasting[]>();
  held.forEach((own, index) => {
    const end = sureEnd(own.grant);
    const known = lasting.get(own.scope) ?? [];
    if (end <= (known.at(-1)?.end ?? -Infinity)) return;
    lasting.set(own.scope, known);
    known.push({ held: own, index, end });
  });
  return lasting;
}

/** The first grant of the list that implies the weak one and lasts at least as long. */
function strongerThan(
  { grant, scope }: KnownGrant,
  lasting: ReadonlyMap<string, readonly Lasting[]>,
): KnownGrant | undefined {
  const wanted = grant.until?.day ?? Infinity;
  let first: Lasting | undefined;
  for (const [strong, grants] of lasting) {
    const own = implies(strong, scope) ? grants[leadingCount(grants, ({ end }) => end < wanted)] : undefined;
    if (own && (!first || own.index < first.index)) first = own;
  }
  return first?.held;
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
  *integration(integration: Integration, context) {
    yield* undecidedScopes(integration);
    const grants = heldGrants(integration, context.today);
    if (!isAnyImplied(integration, grants)) return;
    const all = lastingGrants(grants);
    const excess = new Set(excessTold(integration, context));
    // What is in excess is to go itself: taking out what it brings along would only lead astray.
    const lasting = excess.size > 0 ? lastingGrants(grants.filter((grant) => !excess.has(grant))) : all;
    for (const weak of knownGrants(integration)) {
      if (!isWrittenRight(weak)) continue;
      const strong = strongerThan(weak, lasting);
      if (!strong && lasting !== all && strongerThan(weak, all)) yield { undecided: weak.grant };
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
