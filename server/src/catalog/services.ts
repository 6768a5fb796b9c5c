import data from './data/services.json';

/** One permission that Sentry asks for in another service. */
export interface ServicePermission {
  readonly name: string;
  /** `account`: all rights of the approving account or key. */
  readonly access: 'read' | 'write' | 'account';
  /** What needs it: lower case, hyphens for spaces. */
  readonly features: readonly string[];
  /** Sentry's own set-up always asks for it. */
  readonly required: boolean;
  readonly broad: boolean;
  readonly broadWhy?: string;
  /** Advice on less; a text, for it often is no other permission. */
  readonly narrower?: string;
  /** Where it lives in that service, e.g. repository, bot token. */
  readonly level?: string;
  readonly note?: string;
}

/** Another service that Sentry integrates with, and what it asks for there. */
export interface Service {
  /** Sentry's own key of it. */
  readonly key: string;
  readonly name: string;
  readonly category: string;
  readonly authMethod: string;
  /** Who decides what is granted: Sentry's app with its fixed set, or the administrator; null where unknown. */
  readonly chosenBy: 'sentry' | 'administrator' | null;
  /** What the installer may limit it to, e.g. selected repositories; null where nothing or unknown. */
  readonly installScopeChoice: string | null;
  readonly confidence: 'high' | 'medium' | 'low';
  /** Its page at docs.sentry.io. */
  readonly docs: string;
  readonly features: readonly string[];
  readonly permissions: readonly ServicePermission[];
  readonly webhookEvents: readonly string[];
  /** The internal integration that its set-up makes in Sentry. */
  readonly createsIntegration?: { readonly name: string; readonly scopes: readonly string[] };
  readonly stage?: string;
  readonly note?: string;
}

type PermissionRow = Omit<ServicePermission, 'required' | 'broad'> &
  Partial<Pick<ServicePermission, 'required' | 'broad'>>;
type Optional = 'chosenBy' | 'installScopeChoice' | 'features' | 'webhookEvents';
type ServiceRow = Omit<Service, Optional | 'permissions'> &
  Partial<Pick<Service, Optional>> & {
    readonly permissions?: readonly PermissionRow[];
    /** Another key: a second entry point to the same integration. */
    readonly sameAs?: string;
  };

const DOCS = 'https://docs.sentry.io/organization/';
const rows = data.services as readonly ServiceRow[];

function decode({ sameAs, ...row }: ServiceRow): Service {
  const twin = rows.find((other) => other.key === sameAs);
  return {
    ...row,
    docs: `${DOCS}${row.docs}/`,
    chosenBy: row.chosenBy ?? twin?.chosenBy ?? null,
    installScopeChoice: row.installScopeChoice ?? null,
    features: row.features ?? twin?.features ?? [],
    permissions: (row.permissions ?? twin?.permissions ?? []).map((permission) => ({
      ...permission,
      required: permission.required ?? false,
      broad: permission.broad ?? false,
    })),
    webhookEvents: row.webhookEvents ?? [],
  };
}

let services: ReadonlyMap<string, Service> | undefined;

function byKey(): ReadonlyMap<string, Service> {
  services ??= new Map(rows.map((row) => [row.key, decode(row)]));
  return services;
}

/** All services that the catalogue knows. Sources: Sentry's code and documentation of its integrations. */
export function allServices(): readonly Service[] {
  return [...byKey().values()];
}

/** The service of this key, or undefined. */
export function serviceNamed(key: string): Service | undefined {
  return byKey().get(key);
}

/**
 * The permissions of a service with this name. More than one where the service has the name at several levels
 * (Slack's bot and user tokens); upper and lower case count as equal only where nothing is equal to the letter.
 */
export function permissionsNamed(service: Service, name: string): readonly ServicePermission[] {
  const exact = service.permissions.filter((permission) => permission.name === name);
  if (exact.length > 0) return exact;
  return service.permissions.filter((permission) => permission.name.toLowerCase() === name.toLowerCase());
}
