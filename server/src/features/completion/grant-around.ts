/** The scope or permission that a slot belongs to. */
import type { PermissionGrant, PlacedIntegration, ScopeGrant } from '../../manifest/model.ts';
import type { Slot } from './slot.ts';

/** Whether the slot is in an item of the list of scopes or of permissions. */
export function isInGrant({ formatPath: [, , list, item] }: Slot): boolean {
  return (list === 'scopes' || list === 'permissions') && item === '-';
}

/** The grant whose item the slot is in; undefined outside of one, or where the item does not read as one yet. */
export function grantAround(
  slot: Slot,
  { start, integration }: PlacedIntegration,
): ScopeGrant | PermissionGrant | undefined {
  if (!isInGrant(slot)) return undefined;
  const [, , list] = slot.formatPath;
  const grants = list === 'scopes' ? integration.scopes : integration.permissions;
  return grants.find(({ at }) => at.start + start <= slot.range.start && slot.range.start <= at.end + start);
}
