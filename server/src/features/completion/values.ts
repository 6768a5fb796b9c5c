/** The values that a place may have. */
import { credentialFacts } from '../../catalog/credentials.ts';
import { accessFor, featureOf, featuresOf } from '../../catalog/service-features.ts';
import {
  ACCESSES,
  allServices,
  askedBy,
  chooserOf,
  namesOf,
  permissionsNamed,
  serviceNamed,
} from '../../catalog/services.ts';
import type { Service, ServicePermission } from '../../catalog/services.ts';
import { allWebhooks, eventsOf } from '../../catalog/webhooks.ts';
import { mayHaveKey } from '../../manifest/format.ts';
import { addSpan, formatDay, parseDay, parseSpan, SPAN_NAMES } from '../../manifest/dates.ts';
import type { Day } from '../../manifest/dates.ts';
import type { Integration, PlacedIntegration } from '../../manifest/model.ts';
import { digestOf } from '../../rules/granted.ts';
import { newestReview } from '../../rules/reviews.ts';
import type { Text } from '../../manifest/value.ts';
import { scalarText } from '../../yaml/scalar-text.ts';
import { grantAround } from './grant-around.ts';
import { CompletionKind } from './proposal.ts';
import { peopleOf } from './people.ts';
import type { CompletionDocumentationKey, Proposal } from './proposal.ts';
import type { About } from './about.ts';
import { isElsewhere, scopeValues } from './scope-values.ts';
import { unquoted } from './scan.ts';
import type { ValueSlot } from './slot.ts';
import { useProposals } from './uses.ts';

/** The values for the slot, none where it takes free text, or stands under a key that is out of place. */
export function valueCompletions(slot: ValueSlot, about: About): Proposal[] {
  const { shape, formatPath } = slot;
  const [, entry, key] = formatPath;
  if (entry === '*' && key !== undefined && !mayHaveKey(key, about.placed?.integration.kind?.text)) return [];
  if (shape.type === 'literal') return [value(String(shape.value))];
  if (shape.type === 'choice') return choices(slot, shape.values);
  switch (shape.format) {
    case 'scope':
      return scopeValues(slot, about);
    case 'date':
      return dateValues(slot, about);
    case 'span':
      return spanValues(slot, about);
    case 'rule':
      return ruleValues(about);
    case 'digest':
      return digestValues(about);
    case 'webhook':
      return webhookValues(slot, about);
    case 'service':
      return allServices().map(({ key, name }) => ({
        ...value(key, name),
        filterText: `${key} ${name}`,
        documentationKey: { type: 'service', id: key } as const,
      }));
    default:
      return textValues(slot, about);
  }
}

function value(text: string, detail?: string): Proposal {
  return {
    label: text,
    kind: CompletionKind.Value,
    ...(detail === undefined ? {} : { detail }),
    text,
    group: 1,
  };
}

function keyOf({ formatPath }: ValueSlot): string {
  return formatPath.findLast((step) => step !== '-' && step !== '*') ?? '';
}

function choices(slot: ValueSlot, values: Readonly<Record<string, string>>): Proposal[] {
  const isKind = keyOf(slot) === 'kind';
  return Object.entries(values).map(([word, meaning]) => {
    const deprecated = isKind && credentialFacts(word)?.deprecated === true;
    return {
      ...value(word, meaning),
      kind: CompletionKind.EnumMember,
      ...(isKind ? { documentationKey: { type: 'kind', id: word } as const } : {}),
      ...(deprecated ? { deprecated } : {}),
      group: deprecated ? 3 : 1,
    };
  });
}

/** Those that found something in the integration come first. */
function ruleValues({ ruleIds, found }: About): Proposal[] {
  return ruleIds
    .filter(({ acceptable }) => acceptable)
    .map(({ id, level, summary }) => ({
      ...value(id, `${found.has(id) ? 'found here · ' : ''}${level} · ${summary}`),
      short: found.has(id) ? `found here · ${level}` : level,
      kind: CompletionKind.EnumMember,
      documentationKey: { type: 'rule', id } as const,
      group: found.has(id) ? 0 : 1,
    }));
}

function digestValues({ placed }: About): Proposal[] {
  const digest = placed && digestOf(placed.integration);
  return digest === undefined ? [] : [value(digest, 'of what is granted today')];
}

/** Spans after today that a last day is often set to. */
const AHEAD = ['90 days', '6 months', '1 year'];

/** A last day lies ahead; every other day is one on which something was done. */
function dateValues(slot: ValueSlot, { today }: About): Proposal[] {
  const key = keyOf(slot);
  const isAhead = key === 'until' || key === 'expires';
  if (!isAhead) return [value(formatDay(today), 'today')];
  const days = new Map([[endOfQuarter(today), 'the end of the quarter']]);
  for (const text of AHEAD) {
    const span = parseSpan(text);
    if (span) days.set(addSpan(today, span), `in ${text}`);
  }
  return [...days].sort(([a], [b]) => a - b).map(([day, detail]) => value(formatDay(day), detail));
}

/** The last day of the quarter that tomorrow is in: a day that ends today is of no use. */
function endOfQuarter(today: Day): Day {
  const [year = 0, month = 1] = formatDay(today + 1)
    .split('-')
    .map(Number);
  const next = Math.floor((month - 1) / 3) * 3 + 4;
  const first = next > 12 ? [year + 1, 1] : [year, next];
  const day = parseDay(`${first[0]}-${String(first[1]).padStart(2, '0')}-01`);
  return day === undefined ? today + 1 : day - 1;
}

const SPANS: Readonly<Record<string, readonly string[]>> = {
  every: ['30 days', '90 days', '180 days', ...SPAN_NAMES],
  remind: ['7 days', '14 days', '30 days'],
  rotateEvery: ['90 days', '180 days', '1 year', ...SPAN_NAMES],
};

/** Each with the day that would be next, where the last one is known. */
function spanValues(slot: ValueSlot, { placed, today }: About): Proposal[] {
  const key = keyOf(slot);
  const integration = placed?.integration;
  const last =
    key === 'rotateEvery'
      ? integration?.credential?.rotated?.day
      : key === 'every' && integration
        ? newestReview(integration, today)?.day
        : undefined;
  return (SPANS[key] ?? SPAN_NAMES).map((text) => {
    const span = parseSpan(text);
    return value(text, span && last !== undefined ? `next on ${formatDay(addSpan(last, span))}` : undefined);
  });
}

function webhookValues(slot: ValueSlot, { placed }: About): Proposal[] {
  const others =
    placed?.integration.webhooks.filter((webhook) => isElsewhere(webhook, slot, placed.start)) ?? [];
  const sent = new Set(others.flatMap(({ text }) => eventsOf(text)));
  const subscribable = allWebhooks().filter((webhook) => webhook.subscribable);
  const whole = subscribable
    .filter(({ events }) => !events.some((event) => sent.has(event)))
    .map(({ resource, requiredScope }) => ({
      ...value(
        resource,
        requiredScope === null ? 'all its events' : `all its events; needs ${requiredScope}`,
      ),
      kind: CompletionKind.Event,
      documentationKey: { type: 'webhook', id: resource } as const,
    }));
  const single = subscribable.flatMap(({ resource, events, requiredScope }) =>
    events
      .filter((event) => !sent.has(event))
      .map((event) => ({
        ...value(event, requiredScope === null ? 'one event' : `one event; needs ${requiredScope}`),
        kind: CompletionKind.Event,
        documentationKey: { type: 'webhook', id: resource } as const,
        group: 2,
      })),
  );
  return [...whole, ...single];
}

/** Texts of no format of their own, where the catalogue or the file knows some. */
function textValues(slot: ValueSlot, about: About): Proposal[] {
  const key = keyOf(slot);
  if (key === 'by' || key === 'owner') return people(key, slot, about);
  if (key === 'server') return [value('https://sentry.io', 'hosted Sentry; so where left out')];
  if (slot.formatPath.slice(2).join('/') === 'uses/-') return useValues(slot, about);
  return serviceValues(slot, about);
}

/** A new name is as likely as a known one, so one that merely resembles what is typed must not be in the way of the Enter behind that. */
function people(key: 'by' | 'owner', slot: ValueSlot, about: About): Proposal[] {
  const { text, cursor } = about.written;
  const typed = unquoted(text.slice(slot.range.start, cursor).trimStart()).toLowerCase();
  return peopleOf(about.manifest, key, slot.range)
    .filter((name) => name.toLowerCase().startsWith(typed))
    .flatMap((name) => written(name, slot, about))
    .map((proposal) => ({ ...proposal, narrows: true }));
}

/** What is listed already, by whatever spelling, is left out. */
function useValues(slot: ValueSlot, about: About): Proposal[] {
  const { placed } = about;
  const others = placed?.integration.uses.filter((use) => isElsewhere(use, slot, placed.start)) ?? [];
  return useProposals(others.map(({ text }) => text)).flatMap((proposal) =>
    written(proposal.label, slot, about).map(({ text }) => ({ ...proposal, text })),
  );
}

/** The texts of the other service: its permissions, how far they go, its features. */
function serviceValues(slot: ValueSlot, about: About): Proposal[] {
  const { placed } = about;
  const service = serviceNamed(placed?.integration.service?.text ?? '');
  if (!placed || !service) return [];
  const { start, integration } = placed;
  const elsewhere = (texts: readonly (Text | undefined)[]): string[] =>
    texts.flatMap((text) => (text && isElsewhere(text, slot, start) ? [text.text] : []));
  switch (slot.formatPath.slice(2).join('/')) {
    case 'features/-': {
      const there = new Set(elsewhere(integration.features).map((text) => featureOf(service, text)));
      return featuresOf(service)
        .filter((feature) => !there.has(feature))
        .flatMap(({ name, what, means }) =>
          written(name, slot, about, { type: 'feature', id: `${service.key}/${name}` }, what).map(
            (proposal) => ({ ...proposal, group: means ? 2 : 1 }),
          ),
        );
    }
    case 'permissions/-/permission': {
      const others = elsewhere(integration.permissions.map(({ permission }) => permission));
      const there = namesOf(service, others);
      const asked = askedBy(service, chooserOf(service, about.manifest.file.server?.text));
      const names = asked.permissions.filter(({ name }) => !there.has(name));
      return [...new Map(names.map((permission) => [permission.name, permission])).values()].flatMap(
        (permission) =>
          written(
            permission.name,
            slot,
            about,
            { type: 'permission', id: `${service.key}/${permission.name}` },
            permissionDetail(permission, service, integration),
          ).map((proposal) => ({
            ...proposal,
            group:
              featuresNeeding(permission, service, integration).length > 0 ? 0 : permission.required ? 1 : 2,
          })),
      );
    }
    case 'permissions/-/access':
      return accessValues(service, slot, placed);
    default:
      return [];
  }
}

/** The declared features that need the permission. */
function featuresNeeding(
  permission: ServicePermission,
  service: Service,
  { features }: Integration,
): string[] {
  return features.flatMap(({ text }) => {
    const feature = featureOf(service, text);
    return feature && accessFor(permission, feature) !== undefined ? [feature.name] : [];
  });
}

function permissionDetail(permission: ServicePermission, service: Service, integration: Integration): string {
  const { access, broad, required } = permission;
  const [feature] = featuresNeeding(permission, service, integration);
  return [
    access,
    ...(feature === undefined ? [] : [`for ${feature}`]),
    ...(required ? [] : ['optional']),
    ...(broad ? ['broad'] : []),
  ].join('; ');
}

/** What Sentry asks for with this permission; where the catalogue does not name it, what most services know. */
function accessValues(service: Service, slot: ValueSlot, placed: PlacedIntegration): Proposal[] {
  const grant = grantAround(slot, placed);
  const name = grant && 'permission' in grant ? grant.permission?.text : undefined;
  const rows = permissionsNamed(service, name ?? '');
  const asked = new Set(rows.map(({ access }) => access));
  const most = Math.max(...[...asked].map((access) => ACCESSES.indexOf(access)));
  // More than Sentry asks for is no use to anybody.
  const levels = ACCESSES.filter((access, i) => i <= most && rows.some((row) => row.levels.includes(access)));
  return levels.length > 0
    ? levels.map((access) => value(access, asked.has(access) ? 'what Sentry asks for' : undefined))
    : ['read', 'write'].map((access) => value(access));
}

/** A text that is not of our own making, in quotes where YAML needs them, and between quotes that are there already as these want it. */
function written(
  text: string,
  { flow, tail, lead, range }: ValueSlot,
  { written: { text: source } }: About,
  documentationKey?: CompletionDocumentationKey,
  detail?: string,
): Proposal[] {
  const before = source[range.start - 1];
  const between = isQuote(before) && source[range.end] === before ? before : undefined;
  const quote = between ?? [lead, tail].find(isQuote);
  const safe =
    quote === undefined
      ? safeText(text, flow)
      : quote === '"'
        ? text.replace(/["\\]/g, '\\$&')
        : text.replace(/'/g, "''");
  return [
    {
      ...value(text, detail),
      text: safe,
      // Whoever has typed a part of it has done so as the quotes want it.
      ...(quote !== undefined && safe !== text ? { filterText: safe } : {}),
      ...(documentationKey ? { documentationKey } : {}),
    },
  ];
}

function isQuote(sign: string | undefined): boolean {
  return sign === '"' || sign === "'";
}

/** The YAML library decides what needs quotes; it takes its time, so what is plain to see is not put to it. */
function safeText(text: string, flow: boolean): string {
  if (/^[A-Z]+ (?:\/[\w:-]+|\/\{\w+\})+\/$/.test(text))
    return flow && text.includes('{') ? `"${text}"` : text;
  // A colon at the end or before a blank makes a key of what stands before it.
  const isPlain =
    /^[A-Za-z][\w:/-]*(?: [\w:/-]*\w)*$/.test(text) && !/:(?: |$)|^(?:null|true|false)$/i.test(text);
  return isPlain ? text : scalarText(text, { flow });
}
