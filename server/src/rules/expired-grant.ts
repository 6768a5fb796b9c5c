import { scopeNamed } from '../catalog/scopes.ts';
import { relativeDays } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { Integration, ScopeGrant } from '../manifest/model.ts';
import { emptyList } from '../yaml/removals.ts';
import { closure, implies } from '../privilege/implication.ts';
import { meets } from '../privilege/requirement.ts';
import type { Use } from '../privilege/requirement.ts';
import { declaredUses } from './declared-uses.ts';
import { losesReason, removeGrantFix } from './fixes.ts';
import { hasPassed, heldGrants, undecidedScopes } from './granted.ts';
import type { KnownGrant } from './granted.ts';
import { defineRule } from './rule.ts';
import type { Fix } from './rule.ts';
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
    if (!scopes.some((grant) => hasPassed(grant, today))) return;
    const fates = new Map<string, Fate>();
    for (const grant of scopes) {
      const { scope, until } = grant;
      if (!scope || until?.day === undefined || !hasPassed(grant, today)) continue;
      if (!scopeNamed(scope.text)) continue;
      const fate = fates.get(scope.text) ?? fateOf(integration, scope.text, today);
      fates.set(scope.text, fate);
      yield {
        at: scope.at,
        definedAt: scope.definedAt,
        on: grant,
        scope: scope.text,
        message: `${shown(scope.text)} of ${shown(name.text)} was granted until ${until.text}, which was ${relativeDays(until.day, today)}. ${fate.advice}`,
        related: [{ message: 'its last day', at: until.at, from: 'part' }],
        fixes: () => [
          removal(source, grant, fate.lasting) ?? (fate.isNeeded ? undefined : emptying(integration, grant)),
        ],
      };
    }
  },
});

/** What is to be said of every ended grant of a scope. */
interface Fate {
  /** A grant that holds today and brings the scope along. */
  readonly lasting: KnownGrant | undefined;
  /** Whether something that is declared fails without the scope. */
  readonly isNeeded: boolean;
  readonly advice: string;
}

function fateOf(integration: Integration, scope: string, today: Day): Fate {
  const lasting = lastingGrant(integration, scope, today);
  if (lasting) return { lasting, isNeeded: false, advice: keeping(lasting) };
  const needing = stillNeeding(integration, scope, today);
  return { lasting, isNeeded: needing.length > 0, advice: advice(needing) };
}

function removal(source: string, grant: ScopeGrant, lasting: KnownGrant | undefined): Fix | undefined {
  if (!lasting) return removeGrantFix(source, grant, titleFor(grant), false);
  const isSame = lasting.scope === grant.scope?.text;
  if (isSame && losesReason(grant, lasting.grant)) return undefined;
  return removeGrantFix(source, grant, `Remove this ${shown(grant.scope?.text ?? '')}`, false, lasting.grant);
}

function titleFor({ scope }: ScopeGrant): string {
  return `Remove ${shown(scope?.text ?? '')}, once it is revoked in Sentry`;
}

/** Leaves an empty list where the grant is all that it holds; what it was for stays as a comment. */
function emptying({ source, map }: Integration, grant: ScopeGrant): Fix | undefined {
  const { list, scope, rationale } = grant;
  const key = map?.entries.get('scopes')?.pair.key;
  if (!key || !list || list.items.length > 1) return undefined;
  const comment = rationale && `${scope?.text ?? ''}: ${rationale.text}`;
  const edits = emptyList(source, list, key.end, comment);
  return edits && { title: titleFor(grant), safe: false, edits };
}

/** A grant that holds today and brings the scope along. */
function lastingGrant(integration: Integration, scope: string, today: Day): KnownGrant | undefined {
  return heldGrants(integration, today).find((held) => held.scope === scope || implies(held.scope, scope));
}

/** In Sentry there is one scope, however often it is listed here. */
function keeping({ grant: { until }, scope }: KnownGrant): string {
  return `${scope}, granted here ${until ? `until ${shown(until.text)}` : 'without an end'} as well, keeps it in Sentry: take this one out here.`;
}

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
