import { CATALOG_DATE } from '../catalog/about.ts';
import { ACCESSES, accessMeant } from '../catalog/services.ts';
import type { Access, ServicePermission } from '../catalog/services.ts';
import { isUnread } from '../manifest/value.ts';
import { renameFix } from './fixes.ts';
import { nearest } from './nearest.ts';
import { rowsOf, serviceOf } from './other-service.ts';
import { defineRule } from './rule.ts';
import { didYouMean, joined, shown } from './wording.ts';

export const invalidAccess = defineRule({
  id: 'invalid-access',
  group: 'services',
  level: 'warning',
  summary: 'An access that the permission does not have in the other service.',
  acceptable: true,
  within: 'service',
  *integration(integration) {
    const { permissions, name, map } = integration;
    if (isUnread(map, 'permissions')) yield { undecided: 'all' };
    const service = serviceOf(integration);
    for (const grant of permissions) {
      const { permission, access } = grant;
      const rows = service?.confidence === 'high' ? rowsOf(service, grant) : [];
      if (!service || !permission || rows.length === 0 || isUnread(grant.map, 'access')) {
        yield { undecided: grant };
        continue;
      }
      const levels = levelsOf(rows);
      if (!access || levels.some((level) => level === access.text)) continue;
      const meant = accessIntended(access.text, levels);
      const own = [...new Set(rows.flatMap((row) => row.levels))];
      yield {
        at: access.at,
        definedAt: access.definedAt,
        on: grant,
        message: `${shown(permission.text)} of ${shown(name.text)} cannot be granted as “${shown(access.text)}”: ${service.name} has it as ${joined(own, 'or')}, by the catalogue of ${CATALOG_DATE}. ${meant === undefined ? `Write ${joined(own, 'or')}.` : didYouMean(access.text, meant)}`,
        fixes: () =>
          (meant === undefined ? own : [meant]).map((level) => renameFix(access, level, `Write ${level}`)),
      };
    }
  },
});

/** What may be written. Where the word only describes the permission each is right. */
function levelsOf(rows: readonly ServicePermission[]): readonly Access[] {
  return rows.some(({ leveled }) => leveled) ? [...new Set(rows.flatMap(({ levels }) => levels))] : ACCESSES;
}

function accessIntended(written: string, levels: readonly Access[]): Access | undefined {
  const meant = accessMeant(written);
  if (meant) return levels.includes(meant) ? meant : undefined;
  const near = nearest(written, levels);
  return levels.find((level) => level === near);
}
