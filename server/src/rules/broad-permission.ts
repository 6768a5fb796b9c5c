import { CATALOG_DATE } from '../catalog/about.ts';
import type { Chooser, Service, ServicePermission } from '../catalog/services.ts';
import { accessMeant } from '../catalog/services.ts';
import type { Integration, PermissionGrant } from '../manifest/model.ts';
import { isUnread } from '../manifest/value.ts';
import { acceptFix } from './fixes.ts';
import { chooserFor, isMore, rowsOf, serviceOf } from './other-service.ts';
import { lessFix, limitFix } from './permission-fixes.ts';
import { defineRule } from './rule.ts';
import type { Fix, RuleContext } from './rule.ts';
import { shown } from './wording.ts';

export const broadPermission = defineRule({
  id: 'broad-permission',
  group: 'services',
  level: 'warning',
  summary: 'A permission in the other service that reaches far.',
  threat: 'lateral movement · data breach · unauthorized action',
  acceptable: true,
  within: 'service',
  *integration(integration, context) {
    const { permissions, name, map } = integration;
    if (isUnread(map, 'permissions')) yield { undecided: 'all' };
    const facts = serviceOf(integration);
    for (const grant of permissions) {
      const { permission } = grant;
      const known = facts?.confidence === 'high' ? rowsOf(facts, grant) : [];
      if (!permission || !facts || known.length === 0) {
        yield { undecided: grant };
        continue;
      }
      const broad = known.find((row) => row.broad && !isLess(grant, row));
      if (!broad) continue;
      const why = broad.broadWhy === undefined ? '' : `: ${broad.broadWhy}`;
      yield {
        at: permission.at,
        definedAt: permission.definedAt,
        on: grant,
        message: `${shown(permission.text)} of ${shown(name.text)} is broad${why}. ${cure(broad, integration, chooserFor(facts, context))}.`,
        fixes: () => fixesOf(integration, grant, broad, facts, context),
      };
    }
  },
});

/** Whether less is granted than what makes the permission broad. */
function isLess({ access }: PermissionGrant, row: ServicePermission): boolean {
  const held = access && accessMeant(access.text);
  return held !== undefined && isMore(row.access, held);
}

function cure(
  { narrower, narrowing }: ServicePermission,
  { limitedTo }: Integration,
  chooser: Chooser | null,
): string {
  const accept = 'accept it with a reason and a date';
  if (narrower === undefined) return `A${accept.slice(1)}`;
  // Whoever says what it is limited to has done what there is to do.
  if (narrowing === 'limit' && limitedTo.length > 0)
    return `It reaches no more than “limitedTo” lists, so ${accept}`;
  const advice = `On narrowing it the catalogue of ${CATALOG_DATE} says: ${narrower}.`;
  return chooser === 'sentry' && narrowing !== 'limit'
    ? `${advice} Sentry's own app fixes the set, so ${accept}`
    : `${advice} Narrow it, or ${accept}`;
}

/** What nobody can carry out is not offered: Sentry's own app is limited, not changed. */
function fixesOf(
  integration: Integration,
  grant: PermissionGrant,
  broad: ServicePermission,
  service: Service,
  context: RuleContext,
): (Fix | undefined)[] {
  const { limitedTo, map, source } = integration;
  const { limit } = service;
  const chooses = chooserFor(service, context) === 'administrator';
  const isOpen = limitedTo.length === 0 && !isUnread(map, 'limitedTo');
  return [
    broad.narrowing === 'leave-out' && chooses
      ? lessFix(integration, [{ grant, permission: broad }], `Remove ${broad.name}`)
      : undefined,
    broad.narrowing === 'limit' && limit && isOpen ? limitFix(integration, limit) : undefined,
    acceptFix(source, grant, 'broad-permission', context),
  ];
}
