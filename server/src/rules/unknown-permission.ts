import { CATALOG_DATE } from '../catalog/about.ts';
import { isUnread } from '../manifest/value.ts';
import { acceptFix, renameFix } from './fixes.ts';
import { chooserFor, mayHaveOthers, permissionMeant, rowsOf, serviceOf } from './other-service.ts';
import { lessFix } from './permission-fixes.ts';
import { defineRule } from './rule.ts';
import { didYouMean, shown } from './wording.ts';

const ID = 'unknown-permission';

export const unknownPermission = defineRule({
  id: ID,
  group: 'services',
  level: 'warning',
  summary: 'A permission that Sentry does not ask for in the other service.',
  acceptable: true,
  within: 'service',
  *integration(integration, context) {
    const { permissions, name, map, source } = integration;
    if (isUnread(map, 'permissions')) yield { undecided: 'all' };
    const service = serviceOf(integration);
    for (const grant of permissions) {
      const { permission } = grant;
      if (!service || service.confidence === 'low' || service.permissions.length === 0 || !permission) {
        yield { undecided: grant };
        continue;
      }
      if (rowsOf(service, grant).length > 0) continue;
      const meant = permissionMeant(service, permission.text);
      if (mayHaveOthers(service) && meant === undefined) {
        yield { undecided: grant };
        continue;
      }
      yield {
        at: permission.at,
        definedAt: permission.definedAt,
        on: grant,
        ...(service.confidence === 'high' ? {} : { level: 'info' as const }),
        message: `Sentry asks for no “${shown(permission.text)}” in ${service.name}, by the catalogue of ${CATALOG_DATE}, so nobody can tell what ${shown(name.text)} does with it. ${meant === undefined ? 'Take it out, or spell it as the other service does.' : didYouMean(permission.text, meant)}`,
        fixes: () => {
          if (meant !== undefined) return [renameFix(permission, meant, `Write ${meant}`)];
          const isFree = chooserFor(service, context) === 'administrator';
          return [
            isFree ? lessFix(integration, [{ grant }], `Remove ${shown(permission.text)}`) : undefined,
            acceptFix(source, grant, ID, context),
          ];
        },
      };
    }
  },
});
