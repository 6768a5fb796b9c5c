/** What an integration of kind `service` is granted, against what the catalogue knows of that service; its rules go by this. */
import leven from 'leven';
import { accessFor, featureOf } from '../catalog/service-features.ts';
import type { Feature } from '../catalog/service-features.ts';
import {
  ACCESSES,
  accessMeant,
  askedBy,
  chooserOf,
  permissionsNamed,
  serviceNamed,
} from '../catalog/services.ts';
import type { Access, Chooser, Service, ServicePermission } from '../catalog/services.ts';
import type { Integration, PermissionGrant } from '../manifest/model.ts';
import { isUnread, itemsAt } from '../manifest/value.ts';
import type { Text } from '../manifest/value.ts';
import { leastPermissions } from '../privilege/least-permissions.ts';
import type { LeastPermissions } from '../privilege/least-permissions.ts';
import { nearest } from './nearest.ts';
import type { RuleContext } from './rule.ts';

/** The service of an integration, or undefined where it is of another kind or the catalogue does not know it. */
export function serviceOf({ kind, service }: Integration): Service | undefined {
  return kind?.text === 'service' && service ? serviceNamed(service.text) : undefined;
}

/** Who decides what Sentry may do there, by the file's `server`. */
export function chooserFor(service: Service, { file }: Pick<RuleContext, 'file'>): Chooser | null {
  return chooserOf(service, file.server?.text);
}

/** The permissions of the catalogue that a grant stands for; none where it names none. */
export function rowsOf(service: Service, { permission }: PermissionGrant): readonly ServicePermission[] {
  return permission ? permissionsNamed(service, permission.text) : [];
}

/** How many letters may be wrong where other names are right too. */
const SLIPS = 2;

/** Whether a name that the catalogue does not have may be right: only one that is nearly another one is surely wrong then. */
export function mayHaveOthers({ openNames, confidence }: Service): boolean {
  return openNames || confidence !== 'high';
}

/** The permission that is meant by a name that the catalogue does not have; undefined where none is near. */
export function permissionMeant(service: Service, written: string): string | undefined {
  const names = service.permissions.map(({ name }) => name);
  const meant = nearest(written, names);
  return mayHaveOthers(service) && meant !== undefined && leven(written, meant) > SLIPS ? undefined : meant;
}

/** Whether Sentry surely asks for nothing of the grant's name, nor of a name like it. */
export function isNeverAsked(service: Service, grant: PermissionGrant): boolean {
  const { permission } = grant;
  if (!permission || mayHaveOthers(service) || rowsOf(service, grant).length > 0) return false;
  return permissionMeant(service, permission.text) === undefined;
}

/** Whether as much of the permission is granted as makes it broad. */
export function isBroad({ access }: PermissionGrant, row: ServicePermission): boolean {
  const held = access && accessMeant(access.text);
  return row.broad && !(held !== undefined && isMore(row.access, held));
}

/** Whether all of a list can be read, so that what is not there is really not written. */
export function isAllRead({ map, distrusted }: Integration, key: string): boolean {
  return distrusted.length === 0 && !isUnread(map, key) && itemsAt(map, key).every(({ value }) => value);
}

/** A declared feature that the service has. */
export interface DeclaredFeature {
  readonly text: Text;
  readonly feature: Feature;
}

/** The declared features that the service has, in the order of the list. */
export function declaredFeatures(service: Service, { features }: Integration): DeclaredFeature[] {
  return features.flatMap((text) => {
    const feature = featureOf(service, text.text);
    return feature ? [{ text, feature }] : [];
  });
}

/**
 * The least permissions for these features, by name, in the app of whoever chooses the set. What nobody can leave out is among them,
 * and what that app is not known to ask for is in no list.
 */
export function leastIn(
  service: Service,
  features: Iterable<string>,
  chooser: Chooser | null,
): LeastPermissions {
  return leastPermissions(askedBy(service, chooser), features, chooser);
}

/** A permission of which more is granted than the declared features need. */
export interface SpareGrant {
  readonly grant: PermissionGrant;
  readonly permission: ServicePermission;
  /** The access that would do; undefined where nothing needs the permission. */
  readonly lower?: Access;
}

export interface PermissionExcess {
  /** With what the app is known to ask for. */
  readonly service: Service;
  readonly chooser: Chooser;
  readonly least: LeastPermissions;
  /** In the order of the list. */
  readonly grants: readonly SpareGrant[];
}

/**
 * What Sentry is granted there beyond what the declared features need; undefined where that cannot be told: a feature of which
 * the catalogue does not know what it needs, facts that are not sure, a service of which nobody knows who chooses the set.
 */
export function permissionExcess(
  integration: Integration,
  context: Pick<RuleContext, 'file'>,
): PermissionExcess | undefined {
  const known = serviceOf(integration);
  const chooser = known && chooserFor(known, context);
  const { features, permissions } = integration;
  if (!known || !chooser || known.confidence === 'low' || features.length === 0) return undefined;
  if (!isAllRead(integration, 'features') || !isAllRead(integration, 'permissions')) return undefined;
  const written = features.map(({ text }) => text);
  const service = askedBy(known, chooser);
  const least = leastIn(service, written, chooser);
  if (least.unknown.length > 0 || least.unserved.length > 0) return undefined;
  return {
    service,
    chooser,
    least,
    grants: permissions.flatMap((grant) => spareGrant(service, grant, least) ?? []),
  };
}

function spareGrant(
  service: Service,
  grant: PermissionGrant,
  { needed }: LeastPermissions,
): SpareGrant | undefined {
  const rows = rowsOf(service, grant);
  const [permission] = rows;
  if (!permission) return undefined;
  const own = needed.filter((need) => rows.includes(need.permission));
  if (own.length === 0) return { grant, permission };
  const held = grant.access && accessMeant(grant.access.text);
  const lower = ACCESSES.findLast((access) => own.some((need) => need.access === access));
  // What cannot be granted at all another rule says, where it is sure.
  if (held && service.confidence === 'high' && !permission.levels.includes(held)) return undefined;
  return held && lower && permission.leveled && isMore(held, lower)
    ? { grant, permission, lower }
    : undefined;
}

/** Whether one access is more than another. */
export function isMore(access: Access, than: Access): boolean {
  return ACCESSES.indexOf(access) > ACCESSES.indexOf(than);
}

/** A permission that a feature needs and that is not granted, or not far enough. */
export interface Lacking {
  readonly permission: ServicePermission;
  readonly access: Access;
  /** The grant that does not go far enough. */
  readonly grant?: PermissionGrant;
}

/** The permission with how far it has to go, where that is not its name's own. */
export function spelled({ permission, access }: Pick<Lacking, 'permission' | 'access'>): string {
  return permission.leveled ? `${permission.name} (${access})` : permission.name;
}

/** What the feature's own permissions lack; what comes with another permission counts as granted. */
export function lackingFor(
  service: Service,
  { permissions }: Integration,
  feature: Feature,
): readonly Lacking[] {
  const granted = permissions.map((grant) => ({ grant, rows: rowsOf(service, grant) }));
  const covered = new Set(granted.flatMap(({ rows }) => rows.flatMap(({ covers }) => covers)));
  const lacking = new Map<string, Lacking>();
  for (const permission of service.permissions) {
    const access = accessFor(permission, feature);
    if (access === undefined || covered.has(permission.name)) continue;
    const grants = granted.filter(({ rows }) => rows.includes(permission)).map(({ grant }) => grant);
    const short = grants.filter((grant) => fallsShort(grant, permission, access));
    const [grant] = short;
    if (grants.length === 0) lacking.set(permission.name, { permission, access });
    else if (grant && short.length === grants.length)
      lacking.set(permission.name, { permission, access, grant });
  }
  return [...lacking.values()];
}

/** Where nothing sure is written the access counts as enough. */
function fallsShort({ access }: PermissionGrant, permission: ServicePermission, wanted: Access): boolean {
  const held = access && accessMeant(access.text);
  return held !== undefined && permission.leveled && isMore(wanted, held);
}
