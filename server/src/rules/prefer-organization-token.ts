import { fixedScopes } from '../catalog/credentials.ts';
import { kindsWithKnownChoice } from '../catalog/scopes.ts';
import type { Integration } from '../manifest/model.ts';
import { isDoneByBundle } from '../privilege/bundle.ts';
import { BUNDLE } from '../privilege/least-scopes.ts';
import type { Use } from '../privilege/requirement.ts';
import { declaredUses, mayBeOrganizationToken } from './declared-uses.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const preferOrganizationToken = defineRule({
  id: 'prefer-organization-token',
  group: 'least-privilege',
  level: 'info',
  summary: 'An organization token would do all that the entry declares.',
  threat: 'lateral movement',
  acceptable: true,
  *integration(integration) {
    const { kind, name } = integration;
    const { uses, named } = declaredUses(integration);
    if (!named || uses.length === 0 || !kind || !kindsWithKnownChoice().includes(kind.text)) {
      yield { undecided: 'all' };
      return;
    }
    if (fixedScopes(kind.text) || !isForOrganizationToken(integration)) return;
    yield {
      at: kind.at,
      definedAt: kind.definedAt,
      message: `An organization token (org:ci) alone serves all that ${shown(name.text)} declares. It can do nothing else, and belongs to no person. Create one, write “kind: organization-token”, and revoke this one.`,
    };
  },
});

/** Whether an organization token, that is `org:ci` alone, surely does all that the integration declares. */
export function isForOrganizationToken(integration: Integration): boolean {
  const { uses, webhooks, named } = declaredUses(integration);
  const known = uses.map(({ use }) => use);
  return (
    named &&
    mayBeOrganizationToken(integration) &&
    // They go to integrations only.
    webhooks.length === 0 &&
    // What needs no token needs none of this kind either.
    known.some(({ clauses }) => clauses?.length !== 0) &&
    known.every((use) => isDoneByBundle(use) && !isGuess(use))
  );
}

/** Whether it is a guess that an organization token does the use. Of what is known for that token alone only what else would do is one. */
function isGuess({ operations, confidence }: Use): boolean {
  return (
    confidence === 'low' &&
    operations.some((operation) => operation.confidence === 'low' && operation.acceptsAnyOf.join() !== BUNDLE)
  );
}
