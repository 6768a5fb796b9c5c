import leven from 'leven';
import { CATALOG_DATE } from '../catalog/about.ts';
import type { Service } from '../catalog/services.ts';
import { isUnread } from '../manifest/value.ts';
import { renameFix } from './fixes.ts';
import { nearest } from './nearest.ts';
import { rowsOf, serviceOf } from './other-service.ts';
import { defineRule } from './rule.ts';
import { didYouMean, shown } from './wording.ts';

export const unknownPermission = defineRule({
  id: 'unknown-permission',
  group: 'services',
  level: 'warning',
  summary: 'A permission that Sentry does not ask for in the other service.',
  acceptable: true,
  within: 'service',
  *integration(integration) {
    const { permissions, name, map } = integration;
    if (isUnread(map, 'permissions')) yield { undecided: 'all' };
    const service = serviceOf(integration);
    for (const grant of permissions) {
      const { permission } = grant;
      if (!service || service.confidence === 'low' || service.permissions.length === 0 || !permission) {
        yield { undecided: grant };
        continue;
      }
      if (rowsOf(service, grant).length > 0) continue;
      const meant = nameMeant(service, permission.text);
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
        fixes: () => [meant === undefined ? undefined : renameFix(permission, meant, `Write ${meant}`)],
      };
    }
  },
});

/** How many letters may be wrong where other names are right too. */
const SLIPS = 2;

/** Whether a name that the catalogue does not have may be right: only one that is nearly another one is surely wrong then. */
function mayHaveOthers({ openNames, confidence }: Service): boolean {
  return openNames || confidence !== 'high';
}

function nameMeant(service: Service, written: string): string | undefined {
  const names = service.permissions.map(({ name }) => name);
  const meant = nearest(written, names);
  return mayHaveOthers(service) && meant !== undefined && leven(written, meant) > SLIPS ? undefined : meant;
}
