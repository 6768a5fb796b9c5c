/** What is known of webhooks and of other services. */
import { hideCredentials } from '../../catalog/hide-credentials.ts';
import { accessFor, featureOf, featuresOf, isInferred } from '../../catalog/service-features.ts';
import type { Feature } from '../../catalog/service-features.ts';
import { askedBy, chooserOf, limitFor, permissionsNamed, serviceNamed } from '../../catalog/services.ts';
import type { Service, ServicePermission } from '../../catalog/services.ts';
import { aliasesOf, canonicalEvent, notWebhook, webhookNamed } from '../../catalog/webhooks.ts';
import { counted } from '../../rules/wording.ts';
import { codeSpan, escapeMarkdown, link, paragraphs } from '../markdown.ts';
import { source } from './scope-text.ts';

/** The text on a webhook resource or a single event of one; undefined for an unknown name. `held` are the scopes of the integration. */
export function webhookMarkdown(name: string, held?: ReadonlySet<string>): string | undefined {
  const webhook = webhookNamed(name);
  if (!webhook) {
    const wrong = notWebhook(name);
    return (
      wrong &&
      paragraphs(
        `**${codeSpan(name)}** cannot be subscribed to, though the server of Sentry still lists it, as one that needs ${codeSpan(wrong.requiredScope)}.`,
        source(),
      )
    );
  }
  const { resource, events, requiredScope, subscribable, notes, confidence } = webhook;
  const isResource = name === resource;
  const event = canonicalEvent(name);
  const title = isResource
    ? `**${codeSpan(name)}** · all events of a resource`
    : `**${codeSpan(name)}** · one event of ${codeSpan(resource)}`;
  const others = isResource ? [] : aliasesOf(event).filter((alias) => alias !== name);
  return paragraphs(
    title,
    event === name ? undefined : `Another name of ${codeSpan(event)}, which is what Sentry stores.`,
    others.length > 0 ? `Also written ${others.map(codeSpan).join(', ')}.` : undefined,
    subscribable ? undefined : 'Nobody can subscribe to it.',
    requiredScope === null
      ? undefined
      : `Sentry refuses it to an integration without ${codeSpan(requiredScope)}.${heldText(requiredScope, held)}`,
    isResource ? `Sends ${events.map(codeSpan).join(', ')}.` : undefined,
    notes.map((note) => escapeMarkdown(note)).join(' '),
    confidence === 'high' ? undefined : `Not sure (${confidence}).`,
    source(),
  );
}

function heldText(scope: string, held: ReadonlySet<string> | undefined): string {
  if (!held) return '';
  return held.has(scope) ? ' This one holds it.' : ' **This one does not hold it.**';
}

/** The text on another service, for the Sentry at `server`, and what else is to be told of it; undefined for an unknown one. */
export function serviceMarkdown(
  key: string,
  server?: string,
  ...more: readonly string[]
): string | undefined {
  const service = serviceNamed(key);
  if (!service) return undefined;
  const { name, selfHosted, authMethod, note, stage } = service;
  const chooser = chooserOf(service, server);
  const { permissions } = askedBy(service, chooser);
  const limit = limitFor(service, chooser);
  const own =
    chooser === 'sentry' && selfHosted === 'administrator'
      ? ' Whoever hosts Sentry themselves makes an app of their own and chooses what it holds.'
      : '';
  const chooses =
    chooser === null
      ? ''
      : chooser === 'sentry'
        ? `Sentry’s own app fixes what it may do there.${own}`
        : 'The administrator chooses what it may do there.';
  const broad = permissions.filter((permission) => permission.broad);
  const others = service.permissions.length - permissions.length;
  const ofOwnApp = others > 0 ? `, and of an app of one’s own for ${others} more` : '';
  return paragraphs(
    `**${codeSpan(key)}** · ${escapeMarkdown(name)} · ${escapeMarkdown(authMethod)}`,
    [
      permissions.length > 0
        ? `Sentry asks for ${counted(permissions.length, 'permission')}, ${broad.length} of them broad${ofOwnApp}.`
        : '',
      stage === undefined ? '' : `Sentry has it in ${stage}.`,
      chooses,
      limit === null ? '' : `It can be limited to selected ${limit.of}: ${escapeMarkdown(limit.how)}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
    note === undefined ? undefined : escapeMarkdown(note, Infinity),
    settingsText(service),
    ...more,
    surenessText(service),
    pagesOf(service),
  );
}

/** How sure the catalogue is of a service, and what rules make of that. */
function surenessText({ confidence }: Service): string {
  const more = {
    high: '',
    medium: ' Rules say no more than an info on it.',
    low: ' Rules are silent on it.',
  };
  return `How sure: ${confidence}.${more[confidence]}`;
}

/** The pages of both sides, and the catalogue. */
function pagesOf({ name, docs, providerDocs }: Service): string {
  const links = [link('Sentry’s documentation', docs), link(`that of ${name}`, providerDocs)];
  return [...links, source()].join(' · ');
}

/** The other service's own settings that are worth using; undefined where the catalogue knows of none. */
function settingsText({ name, settings }: Service): string | undefined {
  if (settings.length === 0) return undefined;
  const items = settings.map(
    ({ do: what, source: page }) => `- ${escapeMarkdown(what)} ${link('How', page)}`,
  );
  return [`**Worth setting in ${escapeMarkdown(name)}:**`, '', ...items].join('\n');
}

/** The text on a permission in another service; undefined where the catalogue does not name it. */
export function permissionMarkdown(service: string, name: string): string | undefined {
  const known = serviceNamed(service);
  const rows = known ? permissionsNamed(known, name) : [];
  if (!known || rows.length === 0) return undefined;
  return paragraphs(
    `**${codeSpan(rows[0]?.name ?? name)}** · ${escapeMarkdown(known.name)}`,
    ...rows.map(permissionText),
    surenessText(known),
    pagesOf(known),
  );
}

function permissionText(permission: ServicePermission): string {
  const { access, does, levels, features, required, broad, broadWhy, narrower, level, note } = permission;
  const asked = permission.ownAppOnly
    ? `Of an app of one’s own Sentry asks for ${codeSpan(access)}; of its own app that is not known.`
    : `Sentry asks for ${codeSpan(access)}.`;
  const known = levels.length > 1 ? ` There it can be ${levels.map(codeSpan).join(' or ')}.` : '';
  return paragraphs(
    `${level === undefined ? '' : `${escapeMarkdown(level)}: `}${escapeMarkdown(does)}. ${asked}${known}${required ? ' Its set-up always does.' : ' It is optional.'}${
      features.length > 0 ? ` Needed by ${features.map(codeSpan).join(', ')}.` : ''
    }`,
    broad ? `**Broad.** ${escapeMarkdown(broadWhy ?? '')}` : undefined,
    narrower === undefined ? undefined : `Narrower: ${escapeMarkdown(narrower)}`,
    note === undefined ? undefined : escapeMarkdown(note, Infinity),
  );
}

/** The text on how far a permission goes, beside what Sentry asks for; undefined where the catalogue does not name the permission. */
export function accessMarkdown(service: string, permission: string, access: string): string | undefined {
  const known = serviceNamed(service);
  const rows = known ? permissionsNamed(known, permission) : [];
  if (!known || rows.length === 0) return undefined;
  const asked = [...new Set(rows.map((row) => row.access))];
  return paragraphs(
    `**${codeSpan(hideCredentials(access))}** · access of ${codeSpan(permission)} in ${escapeMarkdown(known.name)}`,
    `Sentry asks for ${asked.map(codeSpan).join(' or ')}.`,
    asked.includes('account') ? '`account` is all that the approving account or key may do.' : undefined,
    source(),
  );
}

function remarksOn(permission: ServicePermission, feature: Feature): string[] {
  const { broad, required, ownAppOnly } = permission;
  return [
    ...(isInferred(permission, feature) ? ['inferred'] : []),
    ...(broad ? ['broad'] : []),
    ...(required ? [] : ['optional']),
    ...(ownAppOnly ? ['known of an app of one’s own only'] : []),
  ];
}

/** The text on a feature of the integration with another service; undefined where the catalogue does not name it. */
export function featureMarkdown(service: string, feature: string): string | undefined {
  const known = serviceNamed(service);
  const meant = known && featureOf(known, feature);
  if (!known || !meant) return undefined;
  const needed = known.permissions.flatMap((row) => {
    const access = accessFor(row, meant);
    return access === undefined
      ? []
      : [`${codeSpan(row.name)} (${[access, ...remarksOn(row, meant)].join(', ')})`];
  });
  const { name, what, aliases, includes } = meant;
  const others = aliases.length > 0 ? ` Also called ${aliases.map(codeSpan).join(', ')}.` : '';
  return paragraphs(
    `**${codeSpan(name)}** · a feature of Sentry with ${escapeMarkdown(known.name)}`,
    `${what}${others}`,
    includes.length > 0 ? `It is made of ${includes.map(codeSpan).join(', ')}.` : undefined,
    needed.length > 0 ? `Needs ${needed.join(', ')}.` : 'The catalogue does not know what it needs.',
    surenessText(known),
    pagesOf(known),
  );
}

/** What the catalogue adds to a key that describes the other service, for the Sentry at `server`; undefined where that is nothing. */
export function serviceKeyText(
  key: string,
  service: string | undefined,
  server?: string,
): string | undefined {
  const known = service === undefined ? undefined : serviceNamed(service);
  if (!known) return undefined;
  const { name } = known;
  // What people turn on, as completion offers it.
  const features = featuresOf(known).flatMap((feature) => (feature.means ? [] : [feature.name]));
  const chooser = chooserOf(known, server);
  const { permissions } = askedBy(known, chooser);
  const limit = limitFor(known, chooser);
  const texts: Readonly<Record<string, string | undefined>> = {
    permissions:
      permissions.length > 0
        ? `Sentry asks ${escapeMarkdown(name)} for ${permissions.map((row) => `${codeSpan(row.name)} (${row.access})`).join(', ')}.`
        : undefined,
    features:
      features.length > 0
        ? `Known with ${escapeMarkdown(name)}: ${features.map(codeSpan).join(', ')}.`
        : undefined,
    limitedTo:
      limit === null
        ? undefined
        : `With ${escapeMarkdown(name)} these are selected ${limit.of}: ${escapeMarkdown(limit.how)}.`,
  };
  const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
  return text === undefined ? undefined : paragraphs(text, source());
}
