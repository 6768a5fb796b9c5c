/** The values that a place may have. */
import { credentialFacts, fixedScopes } from '../../catalog/credentials.ts';
import { allScopes, kindsWithKnownChoice } from '../../catalog/scopes.ts';
import type { Scope } from '../../catalog/scopes.ts';
import { allServices, serviceNamed } from '../../catalog/services.ts';
import type { Service } from '../../catalog/services.ts';
import { allWebhooks, eventsOf } from '../../catalog/webhooks.ts';
import { addSpan, formatDay, parseSpan, SPAN_NAMES } from '../../manifest/dates.ts';
import { closure } from '../../privilege/implication.ts';
import type { Located } from '../../manifest/value.ts';
import { scalarText } from '../../yaml/scalar-text.ts';
import { CompletionKind, CURSOR } from './proposal.ts';
import type { Proposal } from './proposal.ts';
import type { About } from './keys.ts';
import type { ValueSlot } from './slot.ts';

/** The values for the slot, none where it takes free text. */
export function valueCompletions(slot: ValueSlot, about: About): Proposal[] {
  const { shape } = slot;
  if (shape.type === 'literal') return [value(String(shape.value))];
  if (shape.type === 'choice') return choices(slot, shape.values);
  switch (shape.format) {
    case 'scope':
      return scopeValues(slot, about);
    case 'date':
      return dateValues(slot, about);
    case 'span':
      return spanValues(slot);
    case 'rule':
      return about.ruleIds
        .filter(({ acceptable }) => acceptable)
        .map(({ id, summary }) => value(id, summary));
    case 'webhook':
      return webhookValues(slot, about);
    case 'service':
      return allServices().map(({ key, name }) => ({
        ...value(key, name),
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

/** Whether something of the integration lies outside of what the completion replaces. */
function isElsewhere({ at }: Located, { range }: ValueSlot, start: number): boolean {
  return at.end + start < range.start || at.start + start > range.end;
}

/** Narrow ones first. What is granted already, or comes with something that is, is left out. */
function scopeValues(slot: ValueSlot, about: About): Proposal[] {
  const { placed } = about;
  const kind = placed?.integration.kind?.text;
  const grants = placed?.integration.scopes ?? [];
  const others = grants.filter((grant) => isElsewhere(grant.scope ?? grant, slot, placed?.start ?? 0));
  const kindsWithChoice = kindsWithKnownChoice();
  const granted = closure(others.flatMap(({ scope }) => (scope ? [scope.text] : [])));
  return allScopes()
    .filter((scope) => !granted.has(scope.name) && canHold(kind, scope, kindsWithChoice))
    .toSorted((a, b) => a.sensitivity - b.sensitivity || (a.name < b.name ? -1 : 1))
    .map((scope) => ({
      label: scope.name,
      kind: CompletionKind.EnumMember,
      detail: scopeDetail(scope),
      documentationKey: { type: 'scope', id: scope.name } as const,
      text: scopeText(scope.name, slot, about),
      group: 1,
    }));
}

function canHold(
  kind: string | undefined,
  { name, choosable }: Scope,
  kindsWithChoice: readonly string[],
): boolean {
  if (kind === undefined) return true;
  const fixed = fixedScopes(kind);
  if (fixed) return fixed.includes(name);
  return !kindsWithChoice.includes(kind) || choosable.includes(kind);
}

/** How much it lets a holder do, at a glance. */
function scopeDetail({ sensitivity }: Pick<Scope, 'sensitivity'>): string {
  return `${sensitivity >= 4 ? 'broad · ' : ''}sensitivity ${sensitivity} of 5`;
}

function scopeText(name: string, { wrap, flow, column }: ValueSlot, { written, snippets }: About): string {
  if (wrap === 'bare') return name;
  if (flow) return snippets ? `{ scope: ${name}, rationale: ${CURSOR} }` : `{ scope: ${name} }`;
  return wrap === 'key'
    ? `scope: ${name}`
    : `scope: ${name}${written.eol}${' '.repeat(column)}rationale: ${CURSOR}`;
}

/** Spans after today that a last day is often set to. */
const AHEAD = ['90 days', '6 months', '1 year'];

function dateValues(slot: ValueSlot, { today }: About): Proposal[] {
  const key = keyOf(slot);
  const isAhead = key === 'until' || key === 'expires';
  if (!isAhead) return [value(formatDay(today), 'today')];
  return AHEAD.flatMap((text) => {
    const span = parseSpan(text);
    return span ? [value(formatDay(addSpan(today, span)), `in ${text}`)] : [];
  });
}

const SPANS: Readonly<Record<string, readonly string[]>> = {
  every: ['30 days', '90 days', '180 days', ...SPAN_NAMES],
  remind: ['7 days', '14 days', '30 days'],
  rotateEvery: ['90 days', '180 days', '1 year', ...SPAN_NAMES],
};

function spanValues(slot: ValueSlot): Proposal[] {
  return (SPANS[keyOf(slot)] ?? SPAN_NAMES).map((span) => value(span));
}

function webhookValues(slot: ValueSlot, { placed }: About): Proposal[] {
  const others =
    placed?.integration.webhooks.filter((webhook) => isElsewhere(webhook, slot, placed.start)) ?? [];
  const sent = new Set(others.flatMap(({ text }) => eventsOf(text)));
  const subscribable = allWebhooks().filter((webhook) => webhook.subscribable);
  const whole = subscribable
    .filter(({ events }) => events.some((event) => !sent.has(event)))
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
        ...value(event, requiredScope === null ? 'single event' : `single event; needs ${requiredScope}`),
        kind: CompletionKind.Event,
        documentationKey: { type: 'webhook', id: resource } as const,
        group: 2,
      })),
  );
  return [...whole, ...single];
}

/** The texts of the other service: its permissions, how far they go, its features. */
function textValues(slot: ValueSlot, { placed }: About): Proposal[] {
  const [, , list] = slot.formatPath;
  const service = serviceNamed(placed?.integration.service?.text ?? '');
  if (!service) return [];
  const start = placed?.start ?? 0;
  const has = (texts: readonly (Located & { readonly text: string })[]): Set<string> =>
    new Set(texts.filter((text) => isElsewhere(text, slot, start)).map(({ text }) => text));
  const key = keyOf(slot);
  if (list === 'features' && slot.formatPath.length === 4) {
    const there = has(placed?.integration.features ?? []);
    return featuresOf(service)
      .filter((feature) => !there.has(feature))
      .map((feature) => written(feature, slot));
  }
  if (key !== 'permission' && key !== 'access') return [];
  const permissions = placed?.integration.permissions ?? [];
  if (key === 'access') return ['read', 'write'].map((access) => value(access));
  const there = has(permissions.flatMap(({ permission }) => (permission ? [permission] : [])));
  const names = service.permissions.filter(({ name }) => !there.has(name));
  return [...new Map(names.map((permission) => [permission.name, permission])).values()].map(
    ({ name, access, broad }) => written(name, slot, broad ? `${access}; broad` : access),
  );
}

function featuresOf({ features, permissions }: Service): string[] {
  return [...new Set([...features, ...permissions.flatMap((permission) => permission.features)])].sort();
}

/** A text of the catalogue, in quotes where YAML needs them. */
function written(text: string, { flow, tail, lead }: ValueSlot, detail?: string): Proposal {
  const isQuoted = tail === '"' || tail === "'" || lead === '"' || lead === "'";
  const safe =
    isQuoted || /^[A-Za-z][\w:/-]*(?: [\w:/-]*\w)*$/.test(text) ? text : scalarText(text, { flow });
  return { ...value(text, detail), text: safe };
}
