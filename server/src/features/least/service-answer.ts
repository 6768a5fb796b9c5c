/** The least permissions in another service for the features in use, for what stands in no manifest. */
import { allServices, serviceNamed } from '../../catalog/services.ts';
import { leastPermissions } from '../../privilege/least-permissions.ts';

/** As `sentry-permissions least --service KEY --format json` prints it. */
export interface LeastServiceAnswer {
  readonly version: 1;
  /** The key of the service. */
  readonly service: string;
  /** Who decides what is granted: Sentry's app with its fixed set, or the administrator there; null where unknown. */
  readonly chosenBy: 'sentry' | 'administrator' | null;
  /** What to grant. */
  readonly permissions: readonly {
    readonly permission: string;
    /** Where it lives in that service, such as `bot token`; null where it has no such places. One name may be in two. */
    readonly where: string | null;
    readonly access: string;
    /** A feature needs it, the connection itself does, or Sentry's app asks for it always. */
    readonly ground: 'feature' | 'connection' | 'fixed';
    readonly features: readonly string[];
  }[];
  /** What may be left out, with what it would be for. */
  readonly leaveOut: readonly {
    readonly permission: string;
    readonly where: string | null;
    readonly features: readonly string[];
  }[];
  /** Features of which the catalogue does not know what they need. */
  readonly unserved: readonly string[];
  /** Names that are no feature of the service. */
  readonly unknown: readonly string[];
  /** How sure the catalogue is of the service. */
  readonly confidence: 'high' | 'medium' | 'low';
}

/** The keys of all services, sorted. */
export function serviceKeys(): string[] {
  return allServices()
    .map(({ key }) => key)
    .sort();
}

/** The answer for a service; undefined where the catalogue has none of that key. `ownApp`: the administrator made the app and chooses. */
export function leastServiceAnswer(
  key: string,
  features: readonly string[],
  ownApp: boolean,
): LeastServiceAnswer | undefined {
  const service = serviceNamed(key);
  if (!service) return undefined;
  const chosenBy = ownApp ? 'administrator' : service.chosenBy;
  const { needed, spare, unserved, unknown } = leastPermissions(service, features, chosenBy);
  return {
    version: 1,
    service: service.key,
    chosenBy,
    permissions: needed.map(({ permission, access, ground, features: served }) => ({
      permission: permission.name,
      where: permission.level ?? null,
      access,
      ground,
      features: served.map(({ name }) => name),
    })),
    leaveOut: spare.map(({ permission, features: unused }) => ({
      permission: permission.name,
      where: permission.level ?? null,
      features: unused,
    })),
    unserved: unserved.map(({ name }) => name),
    unknown,
    confidence: service.confidence,
  };
}
