import { fixedScopes } from '../catalog/credentials.ts';
import { kindsWithKnownChoice } from '../catalog/scopes.ts';
import { leastScopes } from '../privilege/least-scopes.ts';
import { declaredUses } from './declared-uses.ts';
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
    const { uses, webhooks, complete } = declaredUses(integration);
    if (!complete || uses.length === 0 || !kind || !kindsWithKnownChoice().includes(kind.text)) {
      yield { undecided: 'all' };
      return;
    }
    const known = uses.map(({ use }) => use);
    // What needs no token needs none of this kind either; and webhooks go to integrations only.
    if (fixedScopes(kind.text) || webhooks.length > 0 || known.every(({ clauses }) => clauses?.length === 0))
      return;
    if (known.some(({ confidence }) => confidence === 'low')) return;
    if (!leastScopes(known, kind.text).organizationTokenServes) return;
    yield {
      at: kind.at,
      definedAt: kind.definedAt,
      message: `An organization token (org:ci) alone serves all that ${shown(name.text)} declares. It can do nothing else, and belongs to no person. Create one, write “kind: organization-token”, and revoke this one.`,
    };
  },
});
