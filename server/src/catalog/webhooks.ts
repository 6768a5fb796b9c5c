/** The events that Sentry sends to an integration. Source: Sentry's code and documentation (see `data/webhooks.json`). */
import {
  aliases as aliasRows,
  notWebhooks as notWebhookRows,
  webhooks as webhookRows,
} from './data/webhooks.json';

/** A resource of which Sentry sends events to an integration. */
export interface Webhook {
  readonly resource: string;
  /** All its single events, as `resource.event`. */
  readonly events: readonly string[];
  /** Can be chosen. The others are sent without being asked for, or through an alert's action. */
  readonly subscribable: boolean;
  /** The scope without which Sentry refuses the subscription; null where none is asked. */
  readonly requiredScope: string | null;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly notes: readonly string[];
}

/** A resource that Sentry's code still names, but that nobody can subscribe to. */
export interface NotWebhook {
  readonly written: string;
  /** By the table of the server, which still has it. */
  readonly requiredScope: string;
}

interface WebhookRow extends Omit<Webhook, 'requiredScope' | 'notes'> {
  readonly requiredScope?: string;
  readonly notes?: readonly string[];
}

const aliases = new Map<string, string>(Object.entries(aliasRows));
const notWebhooks = new Map<string, NotWebhook>(notWebhookRows.map((row) => [row.written, row]));
const webhooks: readonly Webhook[] = (webhookRows as readonly WebhookRow[]).map((row) => ({
  ...row,
  requiredScope: row.requiredScope ?? null,
  notes: row.notes ?? [],
}));

/** All resources with their events. Source: Sentry's code of 2026. */
export function allWebhooks(): readonly Webhook[] {
  return webhooks;
}

/** The name that Sentry stores for an event: an alias resolved, any other name unchanged. */
export function canonicalEvent(name: string): string {
  return aliases.get(name) ?? name;
}

/** The other names under which an event is known. */
export function aliasesOf(event: string): readonly string[] {
  return [...aliases].flatMap(([alias, name]) => (name === event ? [alias] : []));
}

/** The resource of this name, or the one that this single event belongs to; undefined where there is none. */
export function webhookNamed(name: string): Webhook | undefined {
  const event = canonicalEvent(name);
  return webhooks.find((webhook) => webhook.resource === event || webhook.events.includes(event));
}

/** The single events that a resource or an event stands for, aliases resolved; empty for an unknown name. */
export function eventsOf(name: string): readonly string[] {
  const webhook = webhookNamed(name);
  if (!webhook) return [];
  return webhook.resource === name ? webhook.events : [canonicalEvent(name)];
}

/** What is known of a resource that looks like a webhook and is none, or undefined. */
export function notWebhook(name: string): NotWebhook | undefined {
  return notWebhooks.get(name);
}
