import { CATALOG_DATE } from '../catalog/about.ts';
import type { Integration } from '../manifest/model.ts';
import { leastScopes } from '../privilege/least-scopes.ts';
import { integrationsRefused, otherCredential, takesPerson } from '../privilege/requirement.ts';
import type { Use } from '../privilege/requirement.ts';
import { declaredUses } from './declared-uses.ts';
import { hasCredential } from './own-credential.ts';
import { isForOrganizationToken } from './prefer-organization-token.ts';
import { defineRule } from './rule.ts';
import { joined, shown } from './wording.ts';

/** Why the integration should not hang on a credential of this kind, by kind. */
const REASONS: Readonly<Record<string, string>> = {
  'personal-token':
    "works with a person's own token: it reaches all organizations and projects of that person, what it does looks as if the person did it, and it stops when the person leaves.",
  'legacy-api-key':
    'works with an API key of the old kind, which Sentry makes no more: it belongs to no integration, so nobody can tell who uses it.',
};

export const personalCredential = defineRule({
  id: 'personal-credential',
  group: 'credentials',
  level: 'warning',
  summary: 'An integration works with a token of a person, or with an API key of the old kind.',
  threat: 'lateral movement · unauthorized action',
  acceptable: true,
  *integration(integration) {
    const { name, kind } = integration;
    if (!kind || !hasCredential({ kind })) {
      // A word that is not typed to the end may become any kind.
      yield { undecided: 'all' };
      return;
    }
    const reason = Object.hasOwn(REASONS, kind.text) ? REASONS[kind.text] : undefined;
    if (reason === undefined) return;
    const own = personUse(integration);
    const needed = kind.text === 'personal-token' ? own : undefined;
    yield {
      at: kind.at,
      definedAt: kind.definedAt,
      level: needed ? 'info' : 'warning',
      message: `${shown(name.text)} ${reason} ${needed ? keeping(needed) : replacing(integration, kind.text)}`,
    };
  },
});

/** What is left to do where nothing can take its place. */
function keeping({ written, tool }: Use): string {
  const narrow = 'no scope but those for this, and replace it from time to time.';
  return tool?.person
    ? `Nothing but a token of a person does all of ${shown(written)}, by the catalogue of ${CATALOG_DATE}: give it ${narrow}`
    : `${integrationsRefused(shown(written))}, so a token of a person may have to do it. If so, give it ${narrow}`;
}

/** The use that takes a token of a person, one of which that is sure before others. */
function personUse(integration: Integration): Use | undefined {
  const uses = declaredUses(integration).uses.map(({ use }) => use);
  return uses.find(({ tool }) => tool?.person === true) ?? uses.find(takesPerson);
}

function isForNoIntegration(use: Use): boolean {
  return takesPerson(use) || otherCredential(use, 'internal-integration') !== undefined;
}

/** What can take its place, as far as that is known. */
function replacing(integration: Integration, kind: string): string {
  const { uses, webhooks, complete } = declaredUses(integration);
  const all = [...uses.map(({ use }) => use), ...webhooks];
  const least = leastScopes(all, 'internal-integration');
  const revoke = `revoke the ${kind === 'personal-token' ? 'token' : 'key'}`;
  if (!complete && isForOrganizationToken(integration))
    return `Let an organization token do this, and ${revoke}.`;
  if (!complete || all.length === 0 || !least.best || all.some(isForNoIntegration))
    return `Where an internal integration can do this, let it, and ${revoke}.`;
  const token = least.organizationTokenServes && webhooks.length === 0;
  const others = ['an internal integration', ...(token ? ['an organization token'] : [])];
  return `Let ${joined(others, 'or')} do this, and ${revoke}.`;
}
