import { CATALOG_DATE } from '../catalog/about.ts';
import { credentialFacts } from '../catalog/credentials.ts';
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
    const facts = kind && credentialFacts(kind.text);
    const isSure = facts?.confidence === 'high' || !facts?.fixedScopes;
    for (const grant of scopes) {
      const { scope } = grant;
      if (!kind || !scope || !ungrantable.has(scope.text)) continue;
      const holders = scopeNamed(scope.text)?.choosable ?? [];
      yield {
        at: scope.at,
        definedAt: scope.definedAt,
        on: grant,
        scope: scope.text,
        level: isSure ? 'error' : 'warning',
        message: `${whyNot(scope.text, kind.text, facts?.fixedScopes)}, so ${shown(name.text)} cannot hold it. ${holders.length > 0 ? `It can be given to: ${joined(holders)}.` : 'No kind can be given it.'} Take it out, or use another kind.${isSure ? '' : ' This is not sure: the catalogue is not certain of that set.'}`,
      };
    }
  },
});

function whyNot(scope: string, kind: string, fixed: readonly string[] | null | undefined): string {
  const date = `by the catalogue of ${CATALOG_DATE}`;
  return fixed && fixed.length > 1
    ? `Sentry gives every ${shown(kind)} ${joined(fixed)} and nothing else, ${date}`
    : `Sentry gives ${scope} to no ${shown(kind)}, ${date}`;
}
