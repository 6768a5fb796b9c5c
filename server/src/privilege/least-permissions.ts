/** The least that Sentry needs in another service for the features in use. */
import { accessFor, featureOf, isForConnection } from '../catalog/service-features.ts';
import type { Feature } from '../catalog/service-features.ts';
import type { Access, Chooser, Service, ServicePermission } from '../catalog/services.ts';

/**
 * Why a permission is in the least set: a feature needs it, the connection itself does, it is in every app, or Sentry's own
 * asks for it always, so that nobody can leave it out, or Sentry's set-up asks for it and nobody knows whether a feature in use can do without.
 */
export type Ground = 'feature' | 'connection' | 'fixed' | 'set-up';

/** A permission to grant. */
export interface NeededPermission {
  readonly permission: ServicePermission;
  /** As far as it has to go. */
  readonly access: Access;
  readonly ground: Ground;
  /** The features, of those in use, that would fail without it. */
  readonly features: readonly Feature[];
}

/** A permission that Sentry asks for and that nothing in use is known to need. */
export interface SparePermission {
  readonly permission: ServicePermission;
  /** What it would be for. */
  readonly features: readonly string[];
}

export interface LeastPermissions {
  /** What to grant, in the order of the catalogue. */
  readonly needed: readonly NeededPermission[];
  /** What may be left out, in the same order. `required` ones are asked for by Sentry's set-up, but nothing in use needs them. */
  readonly spare: readonly SparePermission[];
  /** What else there is where something is unserved or unknown, which may need it: nothing is spare then. */
  readonly undecided: readonly SparePermission[];
  /** Features in use of which the catalogue does not know what they need. */
  readonly unserved: readonly Feature[];
  /** Names that are no feature of the service. */
  readonly unknown: readonly string[];
}

/**
 * The least permissions for these features, by name; a feature that is made of others stands for them too. Each permission is
 * judged by itself, for none can do the work of another.
 */
export function leastPermissions(
  service: Service,
  features: Iterable<string>,
  chooser: Chooser | null,
): LeastPermissions {
  const written = [...new Set(features)];
  const inUse = [...new Set(written.flatMap((name) => featureOf(service, name) ?? []))];
  const unserved = inUse.filter((feature) => !isServed(service, feature));
  const unknown = written.filter((name) => !featureOf(service, name));
  const needed: NeededPermission[] = [];
  const rest: SparePermission[] = [];
  for (const permission of service.permissions) {
    const own =
      neededFor(permission, inUse, chooser) ?? askedFor(permission, unserved) ?? alwaysHeld(permission);
    if (own) needed.push(own);
    else rest.push({ permission, features: permission.features });
  }
  const isSure = unserved.length === 0 && unknown.length === 0;
  return { needed, spare: isSure ? rest : [], undecided: isSure ? [] : rest, unserved, unknown };
}

function isServed({ permissions }: Service, feature: Feature): boolean {
  return permissions.some((permission) => accessFor(permission, feature) !== undefined);
}

function neededFor(
  permission: ServicePermission,
  inUse: readonly Feature[],
  chooser: Chooser | null,
): NeededPermission | undefined {
  const features = inUse.filter((feature) => accessFor(permission, feature) !== undefined);
  const { required, access: asked } = permission;
  // Whoever cannot choose the set cannot lower it either.
  const isFixed = required && chooser !== 'administrator';
  if (features.length > 0) {
    const access = isFixed ? asked : highest(permission, features);
    return { permission, access, ground: 'feature', features };
  }
  if (required && isForConnection(permission))
    return { permission, access: asked, ground: 'connection', features };
  return isFixed ? { permission, access: asked, ground: 'fixed', features } : undefined;
}

/** What Sentry's set-up asks for is left in as long as nobody knows what a feature needs. */
function askedFor(permission: ServicePermission, unserved: readonly Feature[]): NeededPermission | undefined {
  return permission.required && unserved.length > 0
    ? { permission, access: permission.access, ground: 'set-up', features: [] }
    : undefined;
}

/** What whoever makes the app cannot leave out either. */
function alwaysHeld(permission: ServicePermission): NeededPermission | undefined {
  const { access, fixed } = permission;
  return fixed ? { permission, access, ground: 'fixed', features: [] } : undefined;
}

/** The access that does for all of these features. */
function highest(permission: ServicePermission, features: readonly Feature[]): Access {
  const { levels, access: asked } = permission;
  const wanted = new Set(features.map((feature) => accessFor(permission, feature)));
  return levels.findLast((level) => wanted.has(level)) ?? asked;
}
