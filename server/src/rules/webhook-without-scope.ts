import { CATALOG_DATE } from '../catalog/about.ts';
import type { Day } from '../manifest/dates.ts';
import type { Integration } from '../manifest/model.ts';
import { closure } from '../privilege/implication.ts';
import { leastAdditions } from '../privilege/least-scopes.ts';
import { meets, useOfWebhook } from '../privilege/requirement.ts';
import { hasPassed, heldGrants, isPicked, knownGrants, knowsAllScopes } from './granted.ts';
import type { KnownGrant } from './granted.ts';
import { addScopesFix } from './least-fixes.ts';
import { defineRule } from './rule.ts';
import { joined, shown } from './wording.ts';

export const webhookWithoutScope = defineRule({
  id: 'webhook-without-scope',
  group: 'least-privilege',
  level: 'error',
  summary: 'A webhook that Sentry refuses, because a scope is missing.',
  acceptable: true,
  within: 'webhooks',
  *integration(integration, { today }) {
    const { name, kind, webhooks } = integration;
    if (!isPicked(integration) || !knowsAllScopes(integration)) {
      yield { undecided: 'all' };
      return;
    }
    if (webhooks.length === 0) return;
    const held = closure(heldGrants(integration, today).map(({ scope }) => scope));
    const allEnded = endedGrants(integration, today);
    for (const webhook of webhooks) {
      const use = useOfWebhook(webhook.text);
      if (!use?.clauses || use.confidence !== 'high' || meets(held, use.clauses)) continue;
      // A grant that has ended is not added a second time: whether it is needed longer is to be decided where it stands.
      const { clauses } = use;
      const ended = allEnded.find(({ scope }) => meets(closure([scope]), clauses));
      const added = ended ? undefined : leastAdditions([use], kind?.text, held);
      const scopes = joined(use.clauses.flatMap(({ anyOf }) => anyOf));
      yield {
        at: webhook.at,
        definedAt: webhook.definedAt,
        message: `Sentry sends ${shown(webhook.text)} only to integrations that hold ${scopes}, by the catalogue of ${CATALOG_DATE}, and refuses to save ${shown(name.text)} without. ${ended ? `Its ${ended.scope} ended on ${ended.grant.until?.text ?? ''}: decide again until when` : `Add ${scopes}`}, or take the webhook out.`,
        fixes: () => [
          added && addScopesFix(integration, added, `Add ${added.map(({ scope }) => scope).join(' and ')}`),
        ],
      };
    }
  },
});

/** The first grant of each scope whose last day has passed, in the order of the list. */
function endedGrants(integration: Integration, today: Day): readonly KnownGrant[] {
  const first = new Map<string, KnownGrant>();
  for (const known of knownGrants(integration))
    if (hasPassed(known.grant, today) && !first.has(known.scope)) first.set(known.scope, known);
  return [...first.values()];
}
