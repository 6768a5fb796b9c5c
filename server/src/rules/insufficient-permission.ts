import { CATALOG_DATE } from '../catalog/about.ts';
import { askedBy } from '../catalog/services.ts';
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
      yield {
        at: text.at,
        definedAt: text.definedAt,
        level: service.confidence === 'high' ? 'warning' : 'info',
        message: `${shown(text.text)} takes ${joined(lacking.map(spelled))} in ${service.name}, by the catalogue of ${CATALOG_DATE}, and that is more than ${shown(integration.name.text)} lists. Add it where Sentry holds it, or take the feature out.`,
        fixes: () => [grantFix(integration, lacking, feature.name)],
      };
    }
  },
});

/** Whether it is known what is granted: a role or a right of one's own may serve what another permission does not. */
function isTold(integration: Integration, service: Service, context: RuleContext): boolean {
  if (!isAllRead(integration, 'permissions')) return false;
  const mayBeOwn = service.openNames && chooserFor(service, context) !== 'sentry';
  return !mayBeOwn || integration.permissions.every((grant) => rowsOf(service, grant).length > 0);
}
