import { canonicalEvent, webhookNamed } from '../catalog/webhooks.ts';
import type { Text } from '../manifest/value.ts';
import { removeTextFix } from './fixes.ts';
import { defineRule } from './rule.ts';
import { listedTwice, shown } from './wording.ts';

export const duplicateWebhook = defineRule({
  id: 'duplicate-webhook',
  group: 'least-privilege',
  level: 'warning',
  summary: 'The same webhook is listed twice.',
  acceptable: true,
  within: 'webhooks',
  *integration({ source, name, map, webhooks }) {
    const first = new Map<string, Text>();
    // A resource brings all of its events, wherever in the list it stands.
    for (const webhook of webhooks) {
      const key = canonicalEvent(webhook.text);
      const known = first.get(key);
      // Of two names for one event the one that Sentry stores is kept.
      if (!known || (known.text !== key && webhook.text === key)) first.set(key, webhook);
    }
    for (const webhook of webhooks) {
      const key = canonicalEvent(webhook.text);
      const same = first.get(key);
      const resource = first.get(webhookNamed(key)?.resource ?? key);
      const other = same !== webhook ? same : resource !== webhook ? resource : undefined;
      if (!other) continue;
      const text = shown(webhook.text);
      yield {
        at: webhook.at,
        definedAt: webhook.definedAt,
        message:
          other === same
            ? `${shown(name.text)} lists ${listedTwice(other.text, webhook.text)}, and one of them will be forgotten at the next change. Keep one.`
            : `${shown(other.text)} of ${shown(name.text)} brings ${text} along already. Keep the one that is meant: the resource, or individual events.`,
        related: [{ message: 'the other one', at: other.at, from: 'part' }],
        fixes: () => [
          removeTextFix(source, map, 'webhooks', webhook, `Remove this ${text}`, other.text === webhook.text),
        ],
      };
    }
  },
});
