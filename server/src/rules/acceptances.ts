/** What the rules on exceptions share. */
import type { Acceptance, Integration, PermissionGrant, ScopeGrant } from '../manifest/model.ts';
import type { Day } from '../manifest/dates.ts';
import { isUnread } from '../manifest/value.ts';
import type { MapValue, Text } from '../manifest/value.ts';

export interface HeldAcceptance {
  readonly acceptance: Acceptance;
  /** The map whose `accept` holds it. */
  readonly holder: MapValue | undefined;
  /** The scope or permission that it stands on; undefined where it covers the whole integration. */
  readonly grant: ScopeGrant | PermissionGrant | undefined;
}

/** Every exception of an integration, with what holds it; nearly all have none. */
export function acceptancesOf(integration: Integration): readonly HeldAcceptance[] {
  if (!hasAcceptances(integration)) return NONE;
  const { map, accept, scopes, permissions } = integration;
  return [
    ...accept.map((acceptance) => ({ acceptance, holder: map, grant: undefined })),
    ...[...scopes, ...permissions].flatMap((grant) =>
      grant.accept.map((acceptance) => ({ acceptance, holder: grant.map, grant })),
    ),
  ];
}

const NONE: readonly HeldAcceptance[] = [];

/** What a grant grants, as it is written. */
export function nameOfGrant(grant: ScopeGrant | PermissionGrant): Text | undefined {
  return 'scope' in grant ? grant.scope : grant.permission;
}

/** Whether the integration holds any exception at all. */
export function hasAcceptances({ accept, scopes, permissions }: Integration): boolean {
  return accept.length > 0 || scopes.some(holdsOne) || permissions.some(holdsOne);
}

function holdsOne({ accept }: { readonly accept: readonly Acceptance[] }): boolean {
  return accept.length > 0;
}

/** Whether one of the exceptions accepts the findings of a rule on that day. */
export function isAcceptedBy(accept: readonly Acceptance[], id: string, today: Day): boolean {
  return accept.some((acceptance) => acceptance.rule?.text === id && !hasEnded(acceptance, today));
}

/** Whether the exception holds no more: its last day has passed, or nobody can read it. */
export function hasEnded({ map, until }: Acceptance, today: Day): boolean {
  if (!until) return isUnread(map, 'until');
  return until.day === undefined || until.day < today;
}
