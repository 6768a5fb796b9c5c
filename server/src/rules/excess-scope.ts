import { CATALOG_DATE } from '../catalog/about.ts';
import type { Integration } from '../manifest/model.ts';
import { BUNDLE } from '../privilege/least-scopes.ts';
import { opensNothing } from '../privilege/reach.ts';
import { mayTake } from '../privilege/requirement.ts';
import type { Use } from '../privilege/requirement.ts';
import { closureBits, scopeBits } from '../privilege/scope-bits.ts';
import { excessOf, mayBeOrganizationToken, scopesToWrite } from './declared-uses.ts';
import type { Excess, LosingCase } from './declared-uses.ts';
import { undecidedScopes } from './granted.ts';
import type { KnownGrant } from './granted.ts';
import { replaceScopesFix, takeOutFix } from './least-fixes.ts';
import { defineRule } from './rule.ts';
import type { Fix, RuleContext } from './rule.ts';
import { joined, shown } from './wording.ts';

const ID = 'excess-scope';

export const excessScope = defineRule({
  id: ID,
  group: 'least-privilege',
  level: 'warning',
  summary: 'A scope that none of the declared uses needs.',
  threat: 'lateral movement · data breach · unauthorized action',
  acceptable: true,
  *integration(integration, { today }) {
    const excess = excessOf(integration, today);
    if (!excess) {
      yield { undecided: 'all' };
      return;
    }
    yield* undecidedScopes(integration);
    // It changes the list as a whole, so it is the same for each grant.
    let changed: { readonly fix: Fix | undefined } | undefined;
    // What rests on a guess at a use, or at the cases of it, is offered, and no more.
    const isGuess = excess.unsure[0]?.confidence === 'low' || excess.losing.length > 0;
    const change = (): Fix | undefined =>
      (changed ??= {
        fix: excess.isLess
          ? replaceScopesFix(integration, scopesToWrite(excess), today, !isGuess)
          : takeOutFix(integration, excess.grants, today, !isGuess),
      }).fix;
    for (const { grant, scope } of excess.grants) {
      if (!grant.scope) continue;
      const unsure = excess.unsure.find((use) => mayTake(use, scope));
      const losing = excess.losing.find(({ anyOf }) => (closureBits([scope]) & scopeBits(anyOf)) !== 0);
      const isUnsure = unsure !== undefined || losing?.anyOf.includes(scope) === true;
      yield {
        at: grant.scope.at,
        definedAt: grant.scope.definedAt,
        on: grant,
        scope,
        level: isUnsure ? 'info' : 'warning',
        message: `${shown(integration.name.text)} holds ${scope}, ${why(excess, scope, integration)}${sureness(unsure)}${losing ? caseText(losing) : ''}`,
        fixes: () => [change()],
      };
    }
  },
});

function why({ least, best: all }: Excess, scope: string, integration: Integration): string {
  const best = all.filter((name) => name === BUNDLE || !opensNothing(name));
  const weaker = least.certificate.dropped.find((dropped) => dropped.scope === scope)?.weaker ?? [];
  const date = `by the catalogue of ${CATALOG_DATE}`;
  // What takes another kind of credential needs no scope of this one, and none serve it.
  const what =
    least.certificate.unknown.length > 0 ? 'what it can do of what it declares' : 'what it declares';
  if (best.length === 0) return `but ${what} needs no scope at all, ${date}.`;
  const token =
    least.organizationTokenServes && mayBeOrganizationToken(integration)
      ? ' An organization token (org:ci) alone would do as well.'
      : '';
  if (best.length === 1 && weaker[0] === best[0])
    return `but ${joined(best)} would do: the least for ${what}, ${date}.${token}`;
  const verdict = weaker.length > 0 ? `but ${joined(weaker)} would do` : 'which nothing it declares needs';
  return `${verdict}. Least for ${what}: ${joined(best)}, ${date}.${token}`;
}

function sureness(unsure: Use | undefined): string {
  return unsure ? ` This is not sure: ${shown(unsure.written)} is ${unsure.doubt ?? 'inferred'}.` : '';
}

/** What is not sure to be served without the scope. */
function caseText({ anyOf, use, note }: LosingCase): string {
  return ` ${joined(anyOf, 'or')} may be needed for ${shown(use.written)} all the same. ${note}`;
}

/** The grants of which this rule says that they are in excess, be it accepted; none where it is off. */
export function excessTold(
  integration: Integration,
  { today, isOff }: Pick<RuleContext, 'today' | 'isOff'>,
): readonly KnownGrant[] {
  return isOff(ID) ? [] : (excessOf(integration, today)?.grants ?? []);
}
