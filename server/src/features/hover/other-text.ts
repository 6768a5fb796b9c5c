/** What is known of webhooks and of other services. */
import { serviceNamed } from '../../catalog/services.ts';
import { notWebhook, webhookNamed } from '../../catalog/webhooks.ts';
import { codeSpan, escapeMarkdown, link, paragraphs } from '../markdown.ts';
import { source } from './scope-text.ts';

/** The text on a webhook resource or a single event of one; undefined for an unknown name. */
export function webhookMarkdown(name: string): string | undefined {
  const webhook = webhookNamed(name);
  if (!webhook) {
    const wrong = notWebhook(name);
    return (
      wrong &&
      paragraphs(`**${codeSpan(name)}** cannot be subscribed to: ${escapeMarkdown(wrong.why)}.`, source())
    );
  }
  const { resource, events, requiredScope, subscribable, notes } = webhook;
  const isResource = name === resource;
  const title = isResource
    ? `**${codeSpan(name)}** · all events of a resource`
    : `**${codeSpan(name)}** · one event of ${codeSpan(resource)}`;
  return paragraphs(
    title,
    subscribable ? undefined : 'Sent without being asked for; it cannot be chosen.',
    requiredScope === null
      ? undefined
      : `Sentry refuses it to an integration without ${codeSpan(requiredScope)}.`,
    isResource ? `Stands for ${events.map(codeSpan).join(', ')}.` : undefined,
    notes.map(escapeMarkdown).join(' '),
    source(),
  );
}

/** The text on another service; undefined for an unknown one. */
export function serviceMarkdown(key: string): string | undefined {
  const service = serviceNamed(key);
  if (!service) return undefined;
  const { name, permissions, chosenBy, installScopeChoice, docs, note } = service;
  const chooser =
    chosenBy === 'sentry'
      ? 'Sentry’s own app fixes what it may do there.'
      : chosenBy === 'administrator'
        ? 'The administrator chooses what it may do there.'
        : '';
  const broad = permissions.filter((permission) => permission.broad);
  return paragraphs(
    `**${codeSpan(key)}** · ${escapeMarkdown(name)}`,
    [
      permissions.length > 0
        ? `Sentry asks for ${permissions.length} permissions, ${broad.length} of them broad.`
        : '',
      chooser,
      installScopeChoice === null ? '' : `It can be limited to: ${escapeMarkdown(installScopeChoice)}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
    note === undefined ? undefined : escapeMarkdown(note),
    `${link('Sentry’s documentation', docs)} · ${source()}`,
  );
}

/** The text on a permission in another service; undefined where the catalogue does not name it. */
export function permissionMarkdown(service: string, name: string): string | undefined {
  const known = serviceNamed(service);
  const permission = known?.permissions.find((other) => other.name === name);
  if (!known || !permission) return undefined;
  const { access, features, required, broad, broadWhy, narrower, level, note } = permission;
  return paragraphs(
    `**${codeSpan(name)}** · ${escapeMarkdown(known.name)}, ${escapeMarkdown(access)}${level === undefined ? '' : `, ${escapeMarkdown(level)}`}`,
    required ? 'Sentry’s set-up always asks for it.' : undefined,
    features.length > 0 ? `Needed by ${features.map(escapeMarkdown).join(', ')}.` : undefined,
    broad ? `**Broad.** ${escapeMarkdown(broadWhy ?? '')}` : undefined,
    narrower === undefined ? undefined : `Narrower: ${escapeMarkdown(narrower)}`,
    note === undefined ? undefined : escapeMarkdown(note),
    source(),
  );
}
