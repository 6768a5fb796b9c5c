import { CATALOG_DATE } from '../catalog/about.ts';
import { askedBy } from '../catalog/services.ts';
import { isInferred } from '../catalog/service-features.ts';
import type { Feature } from '../catalog/service-features.ts';
import type { Service } from '../catalog/services.ts';
import type { Integration } from '../manifest/model.ts';
import {
  chooserFor,
  declaredFeatures,
  isAllRead,
  lackingFor,
  rowsOf,
  serviceOf,
  spelled,
} from './other-service.ts';
import type { Lacking } from './other-service.ts';
import { grantFix } from './permission-fixes.ts';
import { defineRule } from './rule.ts';
import type { RuleContext } from './rule.ts';
import { joined, shown } from './wording.ts';

export const insufficientPermission = defineRule({
  id: 'insufficient-permission',
  group: 'services',
  level: 'warning',
  summary: 'A declared feature that lacks a permission in the other service.',
  acceptable: true,
  within: 'service',
  *integration(integration, context) {
    const service = serviceOf(integration);
    if (!service || service.confidence === 'low' || !isTold(integration, service, context)) {
      yield { undecided: 'all' };
      return;
    }
    const asked = askedBy(service, chooserFor(service, context));
    // A feature may be listed any number of times.
    const lacks = new Map<Feature, readonly Lacking[]>();
    for (const { text, feature } of declaredFeatures(service, integration)) {
      const lacking = lacks.get(feature) ?? lackingFor(asked, integration, feature);
      lacks.set(feature, lacking);
      if (lacking.length === 0) continue;
      const named = lacking.filter(({ permission }) => !isInferred(permission, feature));
      // What is only inferred waits until what the sources name is there.
      const isNamed = named.length > 0;
      const told = isNamed ? named : lacking;
      yield {
        at: text.at,
        definedAt: text.definedAt,
        level: isNamed && service.confidence === 'high' ? 'warning' : 'info',
        message: messageOn(shown(text.text), told, isNamed, service, shown(integration.name.text)),
        fixes: () => [grantFix(integration, told, feature.name)],
      };
    }
  },
});

function messageOn(
  feature: string,
  lacking: readonly Lacking[],
  isNamed: boolean,
  service: Service,
  name: string,
): string {
  const what = `${joined(lacking.map(spelled))} in ${service.name}`;
  return isNamed
    ? `${feature} takes ${what}, by the catalogue of ${CATALOG_DATE}, and that is more than ${name} lists. Add it where Sentry holds it, or take the feature out.`
    : `${feature} probably takes ${what}, and that is more than ${name} lists. The catalogue of ${CATALOG_DATE} infers that from what Sentry does with it; its sources do not say so. Add it where Sentry holds it.`;
}

/** Whether it is known what is granted: a role or a right of one's own may serve what another permission does not. */
function isTold(integration: Integration, service: Service, context: RuleContext): boolean {
  if (!isAllRead(integration, 'permissions')) return false;
  const mayBeOwn = service.openNames && chooserFor(service, context) !== 'sentry';
  return !mayBeOwn || integration.permissions.every((grant) => rowsOf(service, grant).length > 0);
}
