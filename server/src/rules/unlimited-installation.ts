import { CATALOG_DATE } from '../catalog/about.ts';
import { limitFor } from '../catalog/services.ts';
import { isUnread, itemsAt } from '../manifest/value.ts';
import { isEverything, limitsOf } from './limits.ts';
import { chooserFor, serviceOf } from './other-service.ts';
import { limitFix } from './permission-fixes.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const unlimitedInstallation = defineRule({
  id: 'unlimited-installation',
  group: 'services',
  level: 'info',
  summary: 'An installation that could be limited to selected repositories or projects, and is not.',
  threat: 'lateral movement · data breach',
  acceptable: true,
  within: 'service',
  *integration(integration, context) {
    const { service: key, map, name, limitedTo } = integration;
    const service = serviceOf(integration);
    const limit = service && limitFor(service, chooserFor(service, context));
    if (!service || service.confidence === 'low' || isUnread(map, 'limitedTo')) {
      yield { undecided: 'all' };
      return;
    }
    const count = itemsAt(map, 'limitedTo').length;
    // What cannot be read may be a limit.
    const isLimited = limitsOf(limitedTo).size > 0 || count > limitedTo.length;
    if (!key || !limit?.atInstall || isLimited) return;
    const what = limitedTo.some(isEverything)
      ? `“limitedTo” leaves out none of the ${limit.of} that ${shown(name.text)} may reach.`
      : `Nothing says which ${limit.of} ${shown(name.text)} reaches, so it may be all of them.`;
    yield {
      at: key.at,
      definedAt: key.definedAt,
      ...(count === 0 ? { absence: true } : {}),
      message: `${what} ${service.name} can limit it (${limit.how}), by the catalogue of ${CATALOG_DATE}. Choose them there, and list them under “limitedTo”.`,
      fixes: () => [count === 0 ? limitFix(integration, limit) : undefined],
    };
  },
});
