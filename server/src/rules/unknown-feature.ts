import leven from 'leven';
import { CATALOG_DATE } from '../catalog/about.ts';
import { featureOf, featuresOf } from '../catalog/service-features.ts';
import type { Service } from '../catalog/services.ts';
import { renameFix } from './fixes.ts';
import { nearest } from './nearest.ts';
import { serviceOf } from './other-service.ts';
import { defineRule } from './rule.ts';
import { didYouMean, joined, shown } from './wording.ts';

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
        message: `Sentry has no feature “${shown(feature.text)}” with ${service.name}, by the catalogue of ${CATALOG_DATE}, so nobody can tell what ${shown(integration.name.text)} needs for it. ${meant === undefined ? choice(service, feature.text) : didYouMean(feature.text, meant)}`,
        fixes: () => [meant === undefined ? undefined : renameFix(feature, meant, `Write ${meant}`)],
      };
    }
  },
});

/** More names than this are no help in a message. */
const MOST = 10;
const NEAREST = 5;

/** What may stand there instead. What serves the connection alone nobody has to declare. */
function choice(service: Service, written: string): string {
  const names = featuresOf(service).flatMap(({ name, means }) => (means ? [] : [name]));
  return names.length <= MOST
    ? `Take it out, or write one that Sentry has: ${joined(names, 'or')}.`
    : `Take it out, or write one that Sentry has, such as ${joined(byLikeness(names, written).slice(0, NEAREST), 'or')}: “sentry-permissions list features ${service.key}” prints all.`;
}

/** Those that share a word come first, and then by letters. */
function byLikeness(names: readonly string[], text: string): string[] {
  const written = text.toLowerCase().slice(0, 80);
  const words = new Set(written.split(/[\s_-]+/).filter((word) => word.length > 2));
  const shared = (name: string): number => name.split('-').filter((word) => words.has(word)).length;
  return names.toSorted((a, b) => shared(b) - shared(a) || leven(a, written) - leven(b, written));
}
