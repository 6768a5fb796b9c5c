/** What an integration is granted, read as intended: a retired name counts as the scope that it meant. */
import { fixedScopes } from '../catalog/credentials.ts';
import { kindsWithKnownChoice, notScope, scopeNamed } from '../catalog/scopes.ts';
import type { Integration, ScopeGrant } from '../manifest/model.ts';
import type { Day } from '../manifest/dates.ts';
import { isKind } from '../manifest/format.ts';
import { isUnread, itemsAt } from '../manifest/value.ts';
import { digest, digestAsWritten } from '../privilege/digest.ts';
import type { Granted } from '../privilege/digest.ts';
import { closureBits, scopeBits } from '../privilege/scope-bits.ts';
import type { Undecided } from './rule.ts';

export interface KnownGrant {
  readonly grant: ScopeGrant;
  /** The name of a scope of the catalogue. */
  readonly scope: string;
}

/** The scope that a written name stands for; undefined for a name that is none. */
export function scopeMeant(written: string): string | undefined {
  return scopeNamed(written)?.name ?? notScope(written)?.meant ?? undefined;
}

const grants = new WeakMap<Integration, readonly KnownGrant[]>();

/** The grants whose scope the catalogue knows, in the order of the list; computed once for each integration. */
export function knownGrants(integration: Integration): readonly KnownGrant[] {
  let known = grants.get(integration);
  if (!known) {
    const found: KnownGrant[] = [];
    for (const grant of integration.scopes) {
      const scope = grant.scope && scopeMeant(grant.scope.text);
      if (scope !== undefined) found.push({ grant, scope });
    }
    grants.set(integration, (known = found));
  }
  return known;
}

/** Whether the scopes are picked in Sentry's form for integrations, and webhooks with them. */
export function isPicked({ kind }: Integration): boolean {
  return kind?.text === 'internal-integration' || kind?.text === 'public-integration';
}

/**
 * The scopes that this kind of credential cannot hold, neither by themselves nor along with another one that it can. None where the
 * catalogue does not know what the kind can hold.
 */
export function ungrantableScopes(integration: Integration): ReadonlySet<string> {
  let known = ungrantable.get(integration);
  if (!known) ungrantable.set(integration, (known = computeUngrantable(integration)));
  return known;
}

const ungrantable = new WeakMap<Integration, ReadonlySet<string>>();

function computeUngrantable(integration: Integration): ReadonlySet<string> {
  const scopes = knownGrants(integration).map(({ scope }) => scope);
  const impossible = ungrantableAmong(scopes, integration.kind?.text);
  return impossible.length > 0 ? new Set(impossible) : NONE;
}

/** Those of the scopes that a credential of the kind cannot hold if it is given these. */
export function ungrantableAmong(scopes: readonly string[], kind: string | undefined): readonly string[] {
  if (kind === undefined) return [];
  const fixed = fixedScopes(kind);
  if (!fixed && !kindsWithKnownChoice().includes(kind)) return [];
  const possible = fixed ?? scopes.filter((scope) => scopeNamed(scope)?.choosable.includes(kind));
  const stored = closureBits(possible);
  return scopes.filter((scope) => (stored & scopeBits([scope])) === 0);
}

const NONE: ReadonlySet<string> = new Set();

/** The day up to which a grant surely lasts: infinity without a last day, and minus infinity where nobody can read it. */
export function sureEnd({ until, map }: ScopeGrant): number {
  if (until) return until.day ?? -Infinity;
  return isUnread(map, 'until') ? -Infinity : Infinity;
}

/** Whether the last day of a grant has passed. */
export function hasPassed({ until }: ScopeGrant, today: Day): boolean {
  return until?.day !== undefined && until.day < today;
}

/** The grants that are meant to hold today: known, possible for the kind, not ended. */
export function heldGrants(integration: Integration, today: Day): KnownGrant[] {
  return knownGrants(integration).filter((known) => isHeld(integration, known, today));
}

/** Whether a grant of the integration is meant to hold today. */
export function isHeld(integration: Integration, { grant, scope }: KnownGrant, today: Day): boolean {
  return !hasPassed(grant, today) && !ungrantableScopes(integration).has(scope);
}

/** Whether every scope of the integration can be read and is known, so that what is not there is really not granted. */
export function knowsAllScopes({ map, scopes, distrusted }: Integration): boolean {
  return (
    distrusted.length === 0 &&
    !isUnread(map, 'scopes') &&
    scopes.every(({ scope }) => scope && scopeMeant(scope.text) !== undefined)
  );
}

/** What no rule on single scopes can judge: grants whose name is none, and all of them where the list cannot be read. */
export function undecidedScopes(integration: Integration): readonly Undecided[] {
  let known = undecided.get(integration);
  if (!known) {
    const { scopes, map } = integration;
    const unknown = scopes.filter(({ scope }) => !scope || !scopeNamed(scope.text));
    const isAny = unknown.length > 0 || isUnread(map, 'scopes');
    known = isAny
      ? [
          ...(isUnread(map, 'scopes') ? [{ undecided: 'all' as const }] : []),
          ...unknown.map((grant) => ({ undecided: grant })),
        ]
      : NOTHING;
    undecided.set(integration, known);
  }
  return known;
}

const undecided = new WeakMap<Integration, readonly Undecided[]>();
const NOTHING: readonly Undecided[] = [];

/** The lists whose items the digest is made of. */
const LISTS = ['scopes', 'webhooks', 'permissions', 'limitedTo'];

/** Whether something that the digest is made of is there but cannot be read: what is granted is then unknown, not none. */
export function isGrantUnread(integration: Integration): boolean {
  const { map, kind, service, scopes, permissions, distrusted } = integration;
  return (
    distrusted.length > 0 ||
    // Without the service nobody knows what they allow.
    (kind?.text === 'service' && !service && permissions.length > 0) ||
    isUnread(map, 'service') ||
    LISTS.some((key) => isUnread(map, key) || itemsAt(map, key).some(({ value }) => !value)) ||
    scopes.some((grant) => !grant.scope || isUnread(grant.map, 'until')) ||
    permissions.some((grant) => !grant.permission || isUnread(grant.map, 'access'))
  );
}

/** The digest of today's permissions, or undefined where they cannot be read to the end. */
export function digestOf(integration: Integration): string | undefined {
  return digestsOf(integration)?.meant;
}

/** Whether a review was of today's permissions, by its digest; undefined where they cannot be read to the end. */
export function isDigestOf(integration: Integration, written: string): boolean | undefined {
  const known = digestsOf(integration);
  return known && (known.meant === written || known.asWritten() === written);
}

interface Digests {
  readonly meant: string;
  /** Rarely asked for: most reviews are of what is meant. */
  readonly asWritten: () => string;
}

/** Of each integration once: where two states are compared, each of many reviews asks. */
const digests = new WeakMap<Integration, Digests | null>();

function digestsOf(integration: Integration): Digests | undefined {
  let known = digests.get(integration);
  if (known === undefined) {
    const granted = grantedTo(integration);
    known = granted ? digestsFor(granted) : null;
    digests.set(integration, known);
  }
  return known ?? undefined;
}

function digestsFor(granted: Granted): Digests {
  let asWritten: string | undefined;
  return { meant: digest(granted), asWritten: () => (asWritten ??= digestAsWritten(granted)) };
}

function grantedTo(integration: Integration): Granted | undefined {
  const { kind, service, scopes, webhooks, permissions, limitedTo } = integration;
  if (!kind || !isKind(kind.text) || isGrantUnread(integration)) return undefined;
  return {
    kind: kind.text,
    service: service?.text,
    scopes: scopes.map(({ scope, until }) => ({ scope: scope?.text ?? '', until: until?.text })),
    webhooks: webhooks.map(({ text }) => text),
    permissions: permissions.map(({ permission, access }) => ({
      permission: permission?.text ?? '',
      access: access?.text,
    })),
    limitedTo: limitedTo.map(({ text }) => text),
  };
}
