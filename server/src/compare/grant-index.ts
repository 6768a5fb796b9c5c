/** The grants of an integration by what they grant: thousands of changes are not each held against thousands of grants. */
import type { Day } from '../manifest/dates.ts';
import { grouped } from '../manifest/grouped.ts';
import type { Integration, PermissionGrant, ScopeGrant } from '../manifest/model.ts';
import type { Text } from '../manifest/value.ts';
import { hasPassed } from '../rules/granted.ts';
import { eventsHeld, meantBy, permissionGrantsOf } from './held.ts';
import type { GrantChange } from './model.ts';
import { accessOf, permissionMeant } from './service-meant.ts';

export interface GrantIndex {
  /** Those that have not ended, by the scope that they mean. */
  readonly scopes: ReadonlyMap<string, readonly ScopeGrant[]>;
  /** By what the name means. */
  readonly permissions: ReadonlyMap<string, readonly PermissionGrant[]>;
  /** The texts that stand for it, by single event. */
  readonly webhooks: ReadonlyMap<string, readonly Text[]>;
  /** By what is written. */
  readonly limits: ReadonlyMap<string, readonly Text[]>;
}

const indexes = new WeakMap<Integration, { readonly today: Day; readonly index: GrantIndex }>();

/** The grants of the integration on a day, put in order when somebody first asks. */
export function grantIndex(integration: Integration, today: Day): GrantIndex {
  const known = indexes.get(integration);
  if (known?.today === today) return known.index;
  const { scopes, webhooks, limitedTo } = integration;
  const index: GrantIndex = {
    scopes: by(scopes, (grant) =>
      grant.scope && !hasPassed(grant, today) ? [meantBy(grant.scope.text)] : [],
    ),
    permissions: by(permissionGrantsOf(integration), ({ permission }) =>
      permission ? [permissionMeant(permission.text, integration.service?.text)] : [],
    ),
    webhooks: by(webhooks, ({ text }) => eventsHeld(text)),
    limits: by(limitedTo, ({ text }) => [text.trim()]),
  };
  indexes.set(integration, { today, index });
  return index;
}

function by<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): ReadonlyMap<string, readonly Item[]> {
  return grouped(items.flatMap((item) => keysOf(item).map((key) => [key, item] as const)));
}

/** The grants that give a permission as far as to its last step of access. */
export function grantsOfPermission(
  integration: Integration,
  { name, access }: Pick<GrantChange, 'name' | 'access'>,
  today: Day,
): readonly PermissionGrant[] {
  const last = access.at(-1) ?? '';
  const named =
    grantIndex(integration, today).permissions.get(permissionMeant(name, integration.service?.text)) ?? [];
  return named.filter((grant) =>
    accessOf(grant, grant.permission?.text.trim() ?? '', integration.service?.text).includes(last),
  );
}
