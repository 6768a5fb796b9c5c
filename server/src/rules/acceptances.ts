/** What the rules on exceptions share. */
import type { Acceptance, Integration } from '../manifest/model.ts';
import type { Day } from '../manifest/dates.ts';
import { isUnread } from '../manifest/value.ts';
import type { MapValue } from '../manifest/value.ts';

export interface HeldAcceptance {
  readonly acceptance: Acceptance;
  /** The map whose `accept` holds it. */
  readonly holder: MapValue | undefined;
}

/** Every exception of an integration, with what holds it; nearly all have none. */
export function acceptancesOf(integration: Integration): readonly HeldAcceptance[] {
  if (!hasAcceptances(integration)) return NONE;
  const { map, accept, scopes, permissions } = integration;
  return [
    ...accept.map((acceptance) => ({ acceptance, holder: map })),
    ...[...scopes, ...permissions].flatMap((grant) =>
      grant.accept.map((acceptance) => ({ acceptance, holder: grant.map })),
    ),
  ];
}

const NONE: readonly HeldAcceptance[] = [];

/** Whether the integration holds any exception at all. */
export function hasAcceptances({ accept, scopes, permissions }: Integration): boolean {
  return accept.length > 0 || scopes.some(holdsOne) || permissions.some(holdsOne);
}

function holdsOne({ accept }: { readonly accept: readonly Acceptance[] }): boolean {
  return accept.length > 0;
}

/** Whether the exception holds no more: its last day has passed, or nobody can read it. */
export function hasEnded({ map, until }: Acceptance, today: Day): boolean {
  if (!until) return isUnread(map, 'until');
  return until.day === undefined || until.day < today;
}
