/** What an integration may do, as plain sets: the part of an entry of which more or less can be said. */
import { credentialFacts } from '../catalog/credentials.ts';
import { canonicalEvent, eventsOf } from '../catalog/webhooks.ts';
import type { Day } from '../manifest/dates.ts';
import { mayHaveKey } from '../manifest/format.ts';
import type { DateText, Integration, PermissionGrant } from '../manifest/model.ts';
import type { Text } from '../manifest/value.ts';
import { closure } from '../privilege/implication.ts';
import { hasPassed, scopeMeant } from '../rules/granted.ts';
import { limitsOf } from '../rules/limits.ts';
import { accessOf, permissionMeant, serviceMeant } from './service-meant.ts';

export interface Held {
  readonly kind: string | undefined;
  /** Every scope with all that it implies, each with its last day; infinity where it has none. */
  readonly scopes: ReadonlyMap<string, number>;
  /** By service and what the name means: as it is written, and the steps of access that it holds. */
  readonly permissions: ReadonlyMap<string, { readonly name: string; readonly access: ReadonlySet<string> }>;
  /** Single events. */
  readonly webhooks: ReadonlySet<string>;
  /** What it is limited to, as it is written, by its one spelling; empty where nothing limits it. */
  readonly limits: ReadonlyMap<string, string>;
}

/** A person's token is not kept to one organization, as all others are. */
export const OF_A_PERSON = 'personal-token';

/** What nobody holds. */
export const NOTHING: Held = {
  kind: undefined,
  scopes: new Map(),
  permissions: new Map(),
  webhooks: new Set(),
  limits: new Map(),
};

/** What the entry grants on a day: what has ended by then is not held. */
export function heldBy(integration: Integration, today: Day): Held {
  const { kind } = integration;
  return {
    kind: kind?.text,
    scopes: scopesOf(integration, today),
    permissions: permissionsOf(integration),
    webhooks: new Set(webhooksOf(integration).flatMap(({ text }) => eventsHeld(text))),
    limits: limitsHeld(integration),
  };
}

/**
 * Where upper and lower case of a repository's path name the same. Sources: https://github.com/github/vscode-github-actions/pull/115;
 * GitLab's app/models/route.rb, in which a path is unique without regard to case. Of other services nobody knows.
 */
const ANY_CASE: readonly (string | undefined)[] = ['github', 'github_enterprise', 'gitlab'];

function limitsHeld({ service, limitedTo }: Integration): Held['limits'] {
  const isAnyCase = ANY_CASE.includes(serviceMeant(service?.text));
  return new Map([...limitsOf(limitedTo)].map((limit) => [isAnyCase ? limit.toLowerCase() : limit, limit]));
}

/** The webhooks that Sentry sends it; of a kind that it sends none to nobody gets what is listed. */
export function webhooksOf({ kind, webhooks }: Integration): readonly Text[] {
  return mayHaveKey('webhooks', kind?.text) ? webhooks : [];
}

/** The permissions that Sentry holds by it; a credential of Sentry gives none in another service. */
export function permissionGrantsOf({ kind, permissions }: Integration): readonly PermissionGrant[] {
  return mayHaveKey('permissions', kind?.text) ? permissions : [];
}

/** The single events that a webhook stands for; one that the catalogue does not know stands for itself. */
export function eventsHeld(webhook: string): readonly string[] {
  const events = eventsOf(webhook);
  return events.length > 0 ? events : [canonicalEvent(webhook)];
}

/** The scope that a name stands for; a name that the catalogue does not know stands for itself. */
export function meantBy(written: string): string {
  return scopeMeant(written) ?? written;
}

function scopesOf({ kind, scopes }: Integration, today: Day): Map<string, number> {
  if (!mayHaveKey('scopes', kind?.text)) return new Map();
  const facts = kind && credentialFacts(kind.text);
  const fixed = facts?.fixedScopes ?? [];
  const listed = scopes.flatMap((grant) =>
    grant.scope ? [{ grant, scope: meantBy(grant.scope.text) }] : [],
  );
  const named = new Set(listed.map(({ scope }) => scope));
  // What a list says beyond a set that is sure, nobody has been given.
  const most = facts?.fixedScopes && facts.confidence === 'high' ? closure(fixed) : undefined;
  const granted = [
    ...fixed.filter((scope) => !named.has(scope)).map((scope) => ({ scope, last: Infinity })),
    ...listed
      .filter(({ grant, scope }) => !hasPassed(grant, today) && (most?.has(scope) ?? true))
      .map(({ grant, scope }) => ({ scope, last: lastDay(grant.until, Infinity) })),
  ];
  const lasts = new Map<string, number>();
  for (const { scope, last } of granted) {
    for (const held of closure([scope])) lasts.set(held, Math.max(last, lasts.get(held) ?? -Infinity));
  }
  return lasts;
}

/** The day on which something ends; `unreadable` where nobody can tell. */
export function lastDay(until: DateText | undefined, unreadable: number): number {
  return until ? (until.day ?? unreadable) : Infinity;
}

function permissionsOf(integration: Integration): Held['permissions'] {
  const service = serviceMeant(integration.service?.text);
  const held = new Map<string, { name: string; access: Set<string> }>();
  for (const grant of permissionGrantsOf(integration)) {
    if (!grant.permission) continue;
    const name = grant.permission.text.trim();
    const access = accessOf(grant, name, service);
    // In another service the same name is another permission.
    const key = JSON.stringify([service, permissionMeant(name, service)]);
    const before = held.get(key);
    if (before) for (const step of access) before.access.add(step);
    else held.set(key, { name, access: new Set(access) });
  }
  return held;
}
