import { CATALOG_DATE } from '../catalog/about.ts';
import { permissionsNamed, serviceNamed } from '../catalog/services.ts';
import { isUnread } from '../manifest/value.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const broadPermission = defineRule({
  id: 'broad-permission',
  group: 'services',
  level: 'warning',
  summary: 'A permission in the other service that reaches far.',
  threat: 'lateral movement · data breach · unauthorized action',
  acceptable: true,
  *integration({ service, permissions, name, kind, map }) {
    if (isUnread(map, 'permissions')) yield { undecided: 'all' };
    const facts = kind?.text === 'service' && service ? serviceNamed(service.text) : undefined;
    for (const grant of permissions) {
      const { permission, access } = grant;
      const known =
        permission && facts?.confidence === 'high' ? permissionsNamed(facts, permission.text) : [];
      if (!permission || !facts || known.length === 0) {
        yield { undecided: grant };
        continue;
      }
      const broad = known.find((row) => row.broad && (row.access !== 'write' || access?.text !== 'read'));
      if (!broad) continue;
      const why = broad.broadWhy === undefined ? '' : `: ${broad.broadWhy}`;
      const cure =
        broad.narrower === undefined
          ? 'Accept it with a reason and a date'
          : `On narrowing it the catalogue of ${CATALOG_DATE} says: ${broad.narrower}. Narrow it, or accept it with a reason and a date`;
      yield {
        at: permission.at,
        definedAt: permission.definedAt,
        on: grant,
        message: `${shown(permission.text)} of ${shown(name.text)} is broad${why}. ${cure}.`,
      };
    }
  },
});
