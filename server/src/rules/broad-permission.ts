import { CATALOG_DATE } from '../catalog/about.ts';
import type { Chooser, Service, ServicePermission } from '../catalog/services.ts';
import { limitFor } from '../catalog/services.ts';
import type { Integration, PermissionGrant } from '../manifest/model.ts';
import { isUnread } from '../manifest/value.ts';
import { limitsOf } from './limits.ts';
import { acceptFix } from './fixes.ts';
import {
  chooserFor,
  declaredFeatures,
  isAllRead,
  isBroad,
  lackingFor,
  leastIn,
  rowsOf,
  serviceOf,
} from './other-service.ts';
import type { DeclaredFeature } from './other-service.ts';
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
      const known = facts && facts.confidence !== 'low' ? rowsOf(facts, grant) : [];
      const broad = known.find((row) => isBroad(grant, row));
      const isSure = facts?.confidence === 'high';
      if (!permission || !facts || known.length === 0 || (!broad && !isSure)) {
        yield { undecided: grant };
        continue;
      }
      if (!broad) continue;
      const why = broad.broadWhy === undefined ? '' : `: ${broad.broadWhy}`;
      yield {
        at: permission.at,
        definedAt: permission.definedAt,
        on: grant,
        level: isSure ? 'warning' : 'info',
        message: `${shown(permission.text)} of ${shown(name.text)} is broad${why}. ${cure(broad, integration, chooserFor(facts, context), needing(grant, integration, facts))}.${isSure ? '' : ` This is not sure: the catalogue knows ${facts.name} only fairly well.`}`,
        fixes: () => fixesOf(integration, grant, broad, facts, context),
      };
    }
  },
});

function cure(
  { narrower, narrowing, fixed }: ServicePermission,
  { limitedTo }: Integration,
  chooser: Chooser | null,
  [needing]: readonly DeclaredFeature[],
): string {
  const accept = 'accept it with a reason and a date';
  if (narrower === undefined) return `A${accept.slice(1)}`;
  // Whoever says what it is limited to has done what there is to do.
  if (narrowing === 'limit' && limitsOf(limitedTo).size > 0)
    return `It reaches no more than “limitedTo” lists, so ${accept}`;
  const advice = `On narrowing it the catalogue of ${CATALOG_DATE} says: ${narrower}.`;
  if (narrowing !== 'limit' && chooser === 'sentry')
    return `${advice} Sentry's own app fixes the set, so ${accept}`;
  if (fixed) return `${advice} Nobody can take it out, so ${accept}`;
  return narrowing === 'leave-out' && needing
    ? `${advice} ${shown(needing.text.text)} takes it: give that up, or ${accept}`
    : `${advice} Narrow it${chooser === null ? ' if you can' : ''}, or ${accept}`;
}

/** The declared features that lack more without the grant. */
function needing(grant: PermissionGrant, integration: Integration, service: Service): DeclaredFeature[] {
  const without = { ...integration, permissions: integration.permissions.filter((own) => own !== grant) };
  return declaredFeatures(service, integration).filter(
    ({ feature }) =>
      lackingFor(service, without, feature).length > lackingFor(service, integration, feature).length,
  );
}

/** Whether every declared feature is served without the grant, as far as it is now; of some nobody knows what they need. */
function canGo(grant: PermissionGrant, integration: Integration, service: Service): boolean {
  const written = integration.features.map(({ text }) => text);
  const { unserved, unknown } = leastIn(service, written, 'administrator');
  return (
    isAllRead(integration, 'features') &&
    unserved.length + unknown.length === 0 &&
    needing(grant, integration, service).length === 0
  );
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
  const chooser = chooserFor(service, context);
  const limit = limitFor(service, chooser);
  const chooses = chooser === 'administrator';
  const isOpen = limitedTo.length === 0 && !isUnread(map, 'limitedTo');
  return [
    broad.narrowing === 'leave-out' && chooses && canGo(grant, integration, service)
      ? lessFix(integration, [{ grant }], `Remove ${broad.name}`)
      : undefined,
    broad.narrowing === 'limit' && limit && isOpen ? limitFix(integration, limit) : undefined,
    acceptFix(source, grant, 'broad-permission', context),
  ];
}
