import { CATALOG_DATE } from '../catalog/about.ts';
import { allWebhooks, notWebhook, webhookNamed } from '../catalog/webhooks.ts';
import { renameFix } from './fixes.ts';
import { nearest } from './nearest.ts';
import { defineRule } from './rule.ts';
import { didYouMean, shown } from './wording.ts';

export const unknownWebhook = defineRule({
  id: 'unknown-webhook',
  group: 'least-privilege',
  level: 'error',
  summary: 'Neither a resource nor an event of which Sentry sends webhooks.',
  acceptable: true,
  within: 'webhooks',
  *integration({ webhooks, name }) {
    for (const webhook of webhooks) {
      if (webhookNamed(webhook.text)) continue;
      const retired = notWebhook(webhook.text);
      const meant = retired ? undefined : nearest(webhook.text, names());
      const what = retired
        ? `Nobody can subscribe to “${retired.written}”, although Sentry's server still names it`
        : `Sentry sends no webhook “${shown(webhook.text)}”`;
      yield {
        at: webhook.at,
        definedAt: webhook.definedAt,
        message: `${what}, by the catalogue of ${CATALOG_DATE}, so ${shown(name.text)} cannot get it. ${meant === undefined ? 'Take it out.' : didYouMean(webhook.text, meant)}`,
        fixes: () => [meant === undefined ? undefined : renameFix(webhook, meant, `Write ${meant}`)],
      };
    }
  },
});

function names(): string[] {
  return allWebhooks().flatMap(({ resource, events }) => [resource, ...events]);
}
