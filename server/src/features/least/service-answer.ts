/** The least permissions in another service for the features in use, for what stands in no manifest. */
import { featuresOf } from '../../catalog/service-features.ts';
import { allServices, chooserOf, limitFor, serviceNamed, serviceSpelled } from '../../catalog/services.ts';
import type { InstallationLimit, Service } from '../../catalog/services.ts';
import type { SparePermission } from '../../privilege/least-permissions.ts';
import { nearest } from '../../rules/nearest.ts';
import { leastIn } from '../../rules/other-service.ts';

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
    /** A feature needs it, the connection itself does, Sentry's app asks for it always, or its set-up where a feature is unserved. */
    readonly ground: 'feature' | 'connection' | 'fixed' | 'set-up';
    readonly features: readonly string[];
  }[];
  /** What may be left out, with what it would be for; nothing where Sentry's own app fixes the set. */
  readonly leaveOut: readonly OtherPermission[];
  /** The same where a feature is unserved or unknown: nobody knows whether it may be left out. */
  readonly undecided: readonly OtherPermission[];
  /** Where Sentry's own app fixes the set: what else it asks for. */
  readonly alsoAsked: readonly OtherPermission[];
  /** Features of which the catalogue does not know what they need. */
  readonly unserved: readonly string[];
  /** Names that are no feature of the service. */
  readonly unknown: readonly string[];
  /** By what the installation may be limited, and how; null where by nothing that the catalogue knows, and Sentry's own app can have. */
  readonly limit: { readonly of: string; readonly how: string } | null;
  /** Whether `--own-app` is taken: not where Sentry makes the app, wherever Sentry is hosted. What is made may be a key or an account. */
  readonly ownApp: boolean;
  /** How sure the catalogue is of the service. */
  readonly confidence: 'high' | 'medium' | 'low';
}

/** What is not in the least set. */
interface OtherPermission {
  readonly permission: string;
  readonly where: string | null;
  /** Whether Sentry's set-up asks for it always, needed or not. */
  readonly asked: boolean;
  readonly features: readonly string[];
}

/** The keys of all services, sorted. */
export function serviceKeys(): string[] {
  return allServices()
    .map(({ key }) => key)
    .sort();
}

/** The key of the service that a text names by its key or its own name, or else the key that is most likely meant, if any is. */
export function serviceKeyOf(text: string): { readonly key?: string; readonly meant?: string } {
  const key = serviceSpelled(text)?.key;
  if (key !== undefined) return { key };
  const meant = nearest(text, serviceKeys());
  return meant === undefined ? {} : { meant };
}

/** The feature of a service that is most likely meant by a name that is none; undefined where nobody can tell. */
export function featureMeant(key: string, written: string): string | undefined {
  const service = serviceNamed(key);
  return (
    service &&
    nearest(
      written,
      featuresOf(service).flatMap(({ name, aliases }) => [name, ...aliases]),
    )
  );
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
  const { needed, spare, undecided, unserved, unknown } = leastIn(service, features, chosenBy);
  const isFixed = chosenBy === 'sentry';
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
    leaveOut: isFixed ? [] : spare.map(otherPermission),
    undecided: isFixed ? [] : undecided.map(otherPermission),
    alsoAsked: isFixed ? [...spare, ...undecided].map(otherPermission) : [],
    unserved: unserved.map(({ name }) => name),
    unknown,
    limit: limitAnswer(limitFor(service, chosenBy)),
    ownApp: hasOwnApp(service),
    confidence: service.confidence,
  };
}

/** Whether an administrator may have made the app, so that they choose what it holds; undefined for no service of that key. */
export function canBeOwnApp(key: string): boolean | undefined {
  const service = serviceNamed(key);
  return service && hasOwnApp(service);
}

/**
 * Whether a manifest for the Sentry at `server`, `https://sentry.io` where there is none, is taken to speak of an app of one's own:
 * where Sentry has one too, only whoever hosts Sentry makes another. Undefined for no service of that key.
 */
export function isOwnAppAt(key: string, server?: string): boolean | undefined {
  const service = serviceNamed(key);
  return service && chooserOf(service, server) !== 'sentry';
}

function limitAnswer(limit: InstallationLimit | null): LeastServiceAnswer['limit'] {
  return limit && { of: limit.of, how: limit.how };
}

function hasOwnApp({ chosenBy, selfHosted }: Service): boolean {
  return chosenBy !== 'sentry' || selfHosted === 'administrator';
}

function otherPermission({ permission, features }: SparePermission): OtherPermission {
  return {
    permission: permission.name,
    where: permission.level ?? null,
    asked: permission.required,
    features,
  };
}
