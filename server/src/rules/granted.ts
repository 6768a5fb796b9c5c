/** What an integration is granted, read as intended: a retired name counts as the scope that it meant. */
import { notScope, scopeNamed } from '../catalog/scopes.ts';
import type { Integration, ScopeGrant } from '../manifest/model.ts';
import { digest } from '../privilege/digest.ts';
import { isNull } from '../yaml/node.ts';
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

/** The grants whose scope the catalogue knows, in the order of the list. */
export function knownGrants({ scopes }: Integration): KnownGrant[] {
  return scopes.flatMap((grant) => {
    const scope = grant.scope && scopeMeant(grant.scope.text);
    return scope === undefined ? [] : [{ grant, scope }];
  });
}

/** The grants about which no rule on the scope itself can say anything: their name is none. */
export function* undecidedScopes({ scopes }: Integration): Generator<Undecided> {
  for (const grant of scopes) if (!grant.scope || !scopeNamed(grant.scope.text)) yield { undecided: grant };
}

/** The lists whose items the digest is made of. */
const LISTS = ['scopes', 'webhooks', 'permissions', 'limitedTo'];

/** Whether something stands under the key that is no list, or an alias of nothing: what is granted is then unknown, not none. */
function isUnread({ map }: Integration, key: string): boolean {
  const entry = map?.entries.get(key);
  return entry !== undefined && !entry.value && !isNull(entry.pair.value);
}

/** The digest of today's permissions, or undefined where they cannot be read to the end. */
export function digestOf(integration: Integration): string | undefined {
  const { kind, service, scopes, webhooks, permissions, limitedTo, distrusted } = integration;
  const unread = scopes.some(({ scope }) => !scope) || permissions.some(({ permission }) => !permission);
  if (!kind || unread || distrusted.length > 0 || LISTS.some((key) => isUnread(integration, key)))
    return undefined;
  return digest({
    kind: kind.text,
    service: service?.text,
    scopes: scopes.map(({ scope, until }) => ({ scope: scope?.text ?? '', until: until?.text })),
    webhooks: webhooks.map(({ text }) => text),
    permissions: permissions.map(({ permission, access }) => ({
      permission: permission?.text ?? '',
      access: access?.text,
    })),
    limitedTo: limitedTo.map(({ text }) => text),
  });
}
