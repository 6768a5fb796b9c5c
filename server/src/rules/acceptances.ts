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

/** Every exception of an integration, with what holds it. */
export function* acceptancesOf({ map, accept, scopes, permissions }: Integration): Generator<HeldAcceptance> {
  for (const acceptance of accept) yield { acceptance, holder: map };
  for (const grant of [...scopes, ...permissions]) {
    for (const acceptance of grant.accept) yield { acceptance, holder: grant.map };
  }
}

/** Whether the exception holds no more: its last day has passed, or nobody can read it. */
export function hasEnded({ map, until }: Acceptance, today: Day): boolean {
  if (!until) return isUnread(map, 'until');
  return until.day === undefined || until.day < today;
}
