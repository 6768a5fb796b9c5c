import { CATALOG_DATE } from '../catalog/about.ts';
import { scopeNamed } from '../catalog/scopes.ts';
import { undecidedScopes, ungrantableScopes } from './granted.ts';
import { defineRule } from './rule.ts';
import { joined, shown } from './wording.ts';

export const ungrantableScope = defineRule({
  id: 'ungrantable-scope',
  group: 'least-privilege',
  level: 'error',
  summary: 'A scope that this kind of credential cannot hold.',
  acceptable: true,
  *integration(integration) {
    const { kind, name, scopes } = integration;
    yield* undecidedScopes(integration);
    const ungrantable = ungrantableScopes(integration);
    for (const grant of scopes) {
      const { scope } = grant;
      if (!kind || !scope || !ungrantable.has(scope.text)) continue;
      const holders = scopeNamed(scope.text)?.choosable ?? [];
      yield {
        at: scope.at,
        definedAt: scope.definedAt,
        on: grant,
        scope: scope.text,
        message: `Sentry gives ${scope.text} to no ${shown(kind.text)}, by the catalogue of ${CATALOG_DATE}, so ${shown(name.text)} cannot hold it. ${holders.length > 0 ? `It can be given to: ${joined(holders)}.` : 'No kind can be given it.'} Take it out, or use another kind.`,
      };
    }
  },
});
