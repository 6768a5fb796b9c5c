import { CATALOG_DATE } from '../catalog/about.ts';
import { notScope } from '../catalog/scopes.ts';
import { renameFix } from './fixes.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const retiredScope = defineRule({
  id: 'retired-scope',
  group: 'least-privilege',
  level: 'error',
  summary: 'A name that Sentry dropped or never had, although it is often written.',
  threat: 'unauthorized action',
  acceptable: true,
  *integration({ scopes, name }) {
    for (const grant of scopes) {
      const { scope } = grant;
      const known = scope && notScope(scope.text);
      if (!known) continue;
      const { meant, why } = known;
      const cure = meant === null ? 'Take it out' : `Write “${meant}”, which is what people mean by it`;
      yield {
        at: scope.at,
        definedAt: scope.definedAt,
        on: grant,
        scope: scope.text,
        message: `${shown(name.text)} lists “${scope.text}”, which is no scope of Sentry by the catalogue of ${CATALOG_DATE}: ${why}. ${cure}.`,
        fixes: () => [meant === null ? undefined : renameFix(scope, meant, `Write ${meant}`)],
      };
    }
  },
});
