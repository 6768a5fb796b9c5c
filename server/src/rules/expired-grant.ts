import { scopeNamed } from '../catalog/scopes.ts';
import { relativeDays } from '../manifest/dates.ts';
import { removeGrantFix } from './fixes.ts';
import { hasPassed, undecidedScopes } from './granted.ts';
import { defineRule } from './rule.ts';
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
    for (const grant of scopes) {
      const { scope, until } = grant;
      if (!scope || until?.day === undefined || !hasPassed(grant, today)) continue;
      if (!scopeNamed(scope.text)) continue;
      yield {
        at: scope.at,
        definedAt: scope.definedAt,
        on: grant,
        scope: scope.text,
        message: `${shown(scope.text)} of ${shown(name.text)} was granted until ${until.text}, which was ${relativeDays(until.day, today)}. Revoke it in Sentry, then remove it here; or decide again until when it is needed.`,
        related: [{ message: 'its last day', at: until.at, from: 'part' }],
        fixes: () => [
          removeGrantFix(source, grant, `Remove ${shown(scope.text)}, once it is revoked in Sentry`, false),
        ],
      };
    }
  },
});
