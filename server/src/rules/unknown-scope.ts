import { CATALOG_DATE } from '../catalog/about.ts';
import { allScopes, notScope, scopeNamed } from '../catalog/scopes.ts';
import { renameFix } from './fixes.ts';
import { nearest } from './nearest.ts';
import { defineRule, problemsOf } from './rule.ts';
import { didYouMean, shown } from './wording.ts';

export const unknownScope = defineRule({
  id: 'unknown-scope',
  group: 'least-privilege',
  level: 'error',
  summary: 'No such scope by the catalogue.',
  threat: 'unauthorized action',
  acceptable: true,
  *integration(integration) {
    const { scopes, name } = integration;
    const unread = new Set(problemsOf(integration, 'invalid-value').map(({ at }) => at.start));
    for (const grant of scopes) {
      const { scope } = grant;
      if (!scope || scopeNamed(scope.text) || notScope(scope.text)) continue;
      // Where YAML cannot read it, nobody knows yet which scope it is, and that is said.
      if (unread.has(scope.at.start)) {
        yield { undecided: grant };
        continue;
      }
      const meant = nearest(
        scope.text,
        allScopes().map((known) => known.name),
      );
      const cure =
        meant === undefined ? 'Look the name up in Sentry, or take it out' : didYouMean(scope.text, meant);
      yield {
        at: scope.at,
        definedAt: scope.definedAt,
        on: grant,
        scope: scope.text,
        message: `Sentry has no scope “${shown(scope.text)}” by the catalogue of ${CATALOG_DATE}, so nobody can tell what ${shown(name.text)} may do with it. ${cure}${meant === undefined ? '.' : ''}`,
        fixes: () => [meant === undefined ? undefined : renameFix(scope, meant, `Write ${meant}`)],
      };
    }
  },
});
