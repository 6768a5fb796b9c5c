import { CATALOG_DATE } from '../catalog/about.ts';
import { featureOf, featuresOf } from '../catalog/service-features.ts';
import { renameFix } from './fixes.ts';
import { nearest } from './nearest.ts';
import { serviceOf } from './other-service.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const unknownFeature = defineRule({
  id: 'unknown-feature',
  group: 'services',
  level: 'warning',
  summary: 'A feature that Sentry does not have with the other service.',
  acceptable: true,
  within: 'service',
  *integration(integration) {
    const service = serviceOf(integration);
    if (service?.confidence !== 'high') {
      yield { undecided: 'all' };
      return;
    }
    for (const feature of integration.features) {
      if (featureOf(service, feature.text)) continue;
      const meant = nearest(
        feature.text,
        featuresOf(service).flatMap(({ name, aliases }) => [name, ...aliases]),
      );
      yield {
        at: feature.at,
        definedAt: feature.definedAt,
        message: `Sentry has no feature “${shown(feature.text)}” with ${service.name}, by the catalogue of ${CATALOG_DATE}, so nobody can tell what ${shown(integration.name.text)} needs for it. ${meant === undefined ? 'Take it out, or write the name that Sentry has for it.' : `Did you mean “${meant}”?`}`,
        fixes: () => [meant === undefined ? undefined : renameFix(feature, meant, `Write ${meant}`)],
      };
    }
  },
});
