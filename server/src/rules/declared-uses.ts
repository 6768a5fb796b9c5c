/** What an integration says it does, against what it is granted; the rules on uses go by this. */
import { fixedScopes } from '../catalog/credentials.ts';
import { mayHaveKey } from '../manifest/format.ts';
import type { Integration } from '../manifest/model.ts';
import { isUnread, itemsAt } from '../manifest/value.ts';
import type { Text } from '../manifest/value.ts';
import { isServedByBundle } from '../privilege/bundle.ts';
import { implies } from '../privilege/implication.ts';
import { BUNDLE, compareCosts, leastScopes, reasonsFor } from '../privilege/least-scopes.ts';
import type { LeastScopes } from '../privilege/least-scopes.ts';
import { opensNothing } from '../privilege/reach.ts';
import { otherCredential, useNamed, useOfWebhook } from '../privilege/requirement.ts';
import type { Case, Use } from '../privilege/requirement.ts';
import { closureBits, scopeBits } from '../privilege/scope-bits.ts';
import type { Day } from '../manifest/dates.ts';
import { heldGrants, knowsAllScopes, knownGrants } from './granted.ts';
import type { KnownGrant } from './granted.ts';
import { hasCredential } from './own-credential.ts';

export interface DeclaredUse {
  readonly text: Text;
  readonly use: Use;
}

export interface DeclaredUses {
  /** The uses that the catalogue knows, in the order of the list. */
  readonly uses: readonly DeclaredUse[];
  /** What Sentry asks of the webhooks; none of a kind that it sends no events to, whatever is listed. */
  readonly webhooks: readonly Use[];
  /**
   * Whether every use and every webhook is known, with what it needs. What takes another kind of credential is: no scope of this
   * entry does it, so none is held for it.
   */
  readonly complete: boolean;
  /** Whether every use and every webhook is one that the catalogue has, even where it does not know all that would do. */
  readonly named: boolean;
}

const declared = new WeakMap<Integration, DeclaredUses>();

/** The uses and webhooks of an integration; computed once for each. */
export function declaredUses(integration: Integration): DeclaredUses {
  const known = declared.get(integration) ?? readUses(integration);
  declared.set(integration, known);
  return known;
}

/** Whether Sentry may send events to it: what a kind that gets none lists under `webhooks` is told of, and needs nothing. */
export function receivesWebhooks({ kind }: Pick<Integration, 'kind'>): boolean {
  return mayHaveKey('webhooks', kind?.text);
}

function readUses(integration: Integration): DeclaredUses {
  const { map, uses, webhooks, distrusted } = integration;
  const receives = receivesWebhooks(integration);
  const named = uses.map((text) => ({ text, use: useNamed(text.text) }));
  const sent = receives ? webhooks.map(({ text }) => useOfWebhook(text)) : [];
  const unread = (receives ? ['uses', 'webhooks'] : ['uses']).some(
    (key) => isUnread(map, key) || itemsAt(map, key).some(({ value }) => !value),
  );
  const all = [...named.map(({ use }) => use), ...sent];
  const isNamed = !unread && distrusted.length === 0 && all.every((use) => use !== undefined);
  return {
    uses: named.flatMap(({ text, use }) => (use ? [{ text, use }] : [])),
    webhooks: sent.filter((use) => use !== undefined),
    complete: isNamed && all.every((use) => use.clauses !== undefined || isOfOther(use, integration)),
    named: isNamed,
  };
}

/** Whether a credential of another kind does the use, whatever this one holds; of a kind that is not known nobody can tell. */
export function isOfOther(use: Use, { kind }: Pick<Integration, 'kind'>): boolean {
  return kind !== undefined && hasCredential({ kind }) && otherCredential(use, kind.text) !== undefined;
}

/**
 * Whether an organization token can stand for the credential, whatever the uses ask for: it signs nobody in, and is of one
 * organization, while others install a public integration.
 */
export function mayBeOrganizationToken(integration: Integration): boolean {
  return (
    integration.kind?.text !== 'public-integration' &&
    !knownGrants(integration).some(({ scope }) => scope !== BUNDLE && opensNothing(scope))
  );
}

/** The least set for an integration, and what it holds beyond that. */
export interface Excess {
  readonly least: LeastScopes;
  /** The scopes to write: the least set, with `org:ci` where it serves a use, and with those that no use could ask for. */
  readonly best: readonly string[];
  /** The grants outside of the closure of the best set, in the order of the list; where that costs no less, those that nothing takes. */
  readonly grants: readonly KnownGrant[];
  /** Those of them that no use takes, with all that they imply. */
  readonly idle: readonly KnownGrant[];
  /** Whether the best set costs less than what is held. Where it does not, a use lacks a scope, and what serves any may be meant for it. */
  readonly isLess: boolean;
  /** The uses that are less than sure, those that rest on a guess first. */
  readonly unsure: readonly Use[];
  /** Cases of the uses that what is held serves, and nothing would without the grants in excess; only where there are any. */
  readonly losing: readonly LosingCase[];
}

export interface LosingCase extends Case {
  readonly use: Use;
}

const excesses = new WeakMap<Integration, { readonly today: Day; readonly excess: Excess | undefined }>();

/**
 * What the integration holds beyond the least set for what it declares; undefined where that cannot be told: a use or a scope
 * that is not known, a kind with a fixed set, nothing declared. No grants where nothing is in excess.
 */
export function excessOf(integration: Integration, today: Day): Excess | undefined {
  let known = excesses.get(integration);
  if (known?.today !== today) {
    known = { today, excess: computeExcess(integration, today) };
    excesses.set(integration, known);
  }
  return known.excess;
}

function computeExcess(integration: Integration, today: Day): Excess | undefined {
  const { uses, webhooks, complete } = declaredUses(integration);
  const { kind } = integration;
  if (!complete || !kind || kind.text === 'service' || fixedScopes(kind.text)) return undefined;
  // Where all of it is for other credentials, the kind is wrong rather than the scopes.
  if (!uses.some(({ use }) => use.clauses)) return undefined;
  if (!knowsAllScopes(integration)) return undefined;
  const grants = heldGrants(integration, today);
  const all = [...uses.map(({ use }) => use), ...webhooks];
  const held = grants.map(({ scope }) => scope);
  // The bundle counts as held where it serves anything.
  const bundled = held.includes(BUNDLE) ? all.filter(isServedByBundle) : NONE;
  const apart = held.filter((scope) => (scope === BUNDLE ? bundled.length > 0 : opensNothing(scope)));
  const least = leastScopes(without(all, bundled), kind.text, without(held, apart));
  if (!least.best) return undefined;
  const best = apart.length > 0 ? [...new Set([...least.best, ...apart])].sort() : least.best;
  const isStored = (scope: string): boolean => best.some((other) => other === scope || implies(other, scope));
  const beyond = grants.filter(({ scope }) => !isStored(scope));
  const isLess = beyond.length > 0 && compareCosts(best, held) < 0;
  const idle = beyond.length > 0 ? beyond.filter(servesNone(all)) : beyond;
  const excess = isLess ? beyond : idle;
  return {
    least,
    best,
    grants: excess,
    idle,
    isLess,
    losing: excess.length === 0 ? [] : losingCases(all, held, [...best, ...scopesBut(grants, excess)]),
    unsure: [
      ...all.filter(({ confidence }) => confidence === 'low'),
      ...all.filter(({ confidence }) => confidence === 'medium'),
    ],
  };
}

/** What tells grants that no clause of any use takes, with all that they imply. */
function servesNone(uses: readonly Use[]): (grant: KnownGrant) => boolean {
  let taken = 0;
  for (const { clauses = [] } of uses) for (const { anyOf } of clauses) taken |= scopeBits(anyOf);
  return ({ scope }) => (closureBits([scope]) & taken) === 0;
}

function scopesBut(grants: readonly KnownGrant[], some: readonly KnownGrant[]): string[] {
  return without(grants, some).map(({ scope }) => scope);
}

function losingCases(uses: readonly Use[], held: readonly string[], left: readonly string[]): LosingCase[] {
  const stored = closureBits(left);
  const lost = closureBits(held) & ~stored;
  return uses.flatMap((use) =>
    (use.cases ?? [])
      .filter(({ anyOf }) => (stored & scopeBits(anyOf)) === 0 && (lost & scopeBits(anyOf)) !== 0)
      .map((one) => ({ ...one, use })),
  );
}

/** The scopes of the least set, each with the uses to name as its reason. */
export function scopesToWrite({ best, least }: Excess): { scope: string; uses: readonly Use[] }[] {
  return best.map((scope) => {
    const kept = least.certificate.kept.find((one) => one.scope === scope);
    return { scope, uses: kept ? reasonsFor(kept) : [] };
  });
}

const NONE: readonly Use[] = [];

/** Mostly there is nothing to take out, and the list stays the same. */
function without<Item>(all: readonly Item[], some: readonly Item[]): readonly Item[] {
  if (some.length === 0) return all;
  const out = new Set(some);
  return all.filter((item) => !out.has(item));
}
