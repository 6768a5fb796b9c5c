import { CATALOG_DATE } from '../catalog/about.ts';
import { allServices, serviceNamed, serviceOfLetters } from '../catalog/services.ts';
import { renameFix } from './fixes.ts';
import { nearest } from './nearest.ts';
import { defineRule } from './rule.ts';
import { didYouMean, shown } from './wording.ts';

export const unknownService = defineRule({
  id: 'unknown-service',
  group: 'services',
  level: 'error',
  summary: 'A service that Sentry does not integrate with, by the catalogue.',
  acceptable: true,
  within: 'service',
  *integration({ kind, service, name }) {
    if (kind?.text !== 'service' || !service || serviceNamed(service.text)) return;
    const meant = serviceKeyMeant(service.text);
    yield {
      at: service.at,
      definedAt: service.definedAt,
      message: `Sentry knows no service “${shown(service.text)}”, by the catalogue of ${CATALOG_DATE}, so nothing that ${shown(name.text)} may do there can be judged. ${meant === undefined ? 'Write the name that Sentry has for it.' : didYouMean(service.text, meant)}`,
      fixes: () => [meant === undefined ? undefined : renameFix(service, meant, `Write ${meant}`)],
    };
  },
});

/** The key that a text most likely stands for; the service's own name is one way to write it, whatever stands between the letters. */
function serviceKeyMeant(written: string): string | undefined {
  return (
    serviceOfLetters(written)?.key ??
    nearest(
      written,
      allServices().map(({ key }) => key),
    )
  );
}
