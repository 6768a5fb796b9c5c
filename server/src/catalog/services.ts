/** What Sentry asks for in other services. Source: Sentry's code, its documentation and that of the services (see `data/services.json`). */
import { services as serviceRows } from './data/services.json';

/** Who decides what is granted: Sentry's app with its fixed set, or the administrator of the other service. */
export type Chooser = 'sentry' | 'administrator';

/** How far a permission goes. `account`: all rights of the approving account or key. */
export type Access = 'read' | 'write' | 'account';

/** How the narrower way is walked: by limiting what the installation reaches, or by leaving the permission out. */
export type Narrowing = 'limit' | 'leave-out';

/** One permission that Sentry asks for in another service. */
export interface ServicePermission {
  /** As the other service spells it. */
  readonly name: string;
  /** Other names that the sources have for it. */
  readonly aliases: readonly string[];
  /** What Sentry asks for. */
  readonly access: Access;
  /** What Sentry does with it: a sentence without its full stop. */
  readonly does: string;
  /** What it can be granted at there, weakest first. */
  readonly levels: readonly Access[];
  /** Whether the other service itself tells these levels apart; else the access only describes what the permission does. */
  readonly leveled: boolean;
  /** What needs it, by the vocabulary. */
  readonly features: readonly string[];
  /** Of its features those that the sources do not name with it: what they do name only lets one think so. */
  readonly inferred: readonly string[];
  /** Of its features those for which a lower access does, by that access. */
  readonly atLess: Readonly<Partial<Record<Access, readonly string[]>>>;
  /** Sentry's own set-up always asks for it. */
  readonly required: boolean;
  /** The sources name it for an app of one's own; whether Sentry's own app asks for it is not known. */
  readonly ownAppOnly: boolean;
  /** Nobody can leave it out, whoever makes the app. */
  readonly fixed: boolean;
  readonly broad: boolean;
  readonly broadWhy?: string;
  /** Advice on less; a text, for it often is no other permission. */
  readonly narrower?: string;
  /** How that is done, where it can be done there by anybody who may choose. */
  readonly narrowing?: Narrowing;
  /** Other permissions that come with it. */
  readonly covers: readonly string[];
  /** Where it lives in that service, e.g. repository, bot token. */
  readonly level?: string;
  readonly note?: string;
}

/** How far an installation reaches, and who can make that less. */
export interface InstallationLimit {
  /** The permission that makes it none: whoever holds that reaches all. */
  readonly without?: string;
  /** What it is limited to: repositories, channels, projects … */
  readonly of: string;
  readonly how: string;
  /** The installer picks them in the other service; else it goes by an account, a role or a key. */
  readonly atInstall: boolean;
}

/** A setting of the other service that is worth using with Sentry's integration. */
export interface ServiceSetting {
  /** One sentence. */
  readonly do: string;
  /** The page of that service that describes it. */
  readonly source: string;
}

/** Another service that Sentry integrates with, and what it asks for there. */
export interface Service {
  /** Sentry's own key of it. */
  readonly key: string;
  readonly name: string;
  readonly category: string;
  /** How the two know each other. */
  readonly authMethod: string;
  /** Who decides what is granted; null where unknown. `chooserOf` knows self-hosted Sentry too. */
  readonly chosenBy: Chooser | null;
  /** Set where it is another one for whoever hosts Sentry: they make the app and choose what it holds, or nobody knows. */
  readonly selfHosted?: 'administrator' | 'unknown';
  /** What the installation may be limited to; null where to nothing, or unknown. `limitFor` knows for whose app. */
  readonly limit: InstallationLimit | null;
  readonly confidence: 'high' | 'medium' | 'low';
  /** Its page at docs.sentry.io. */
  readonly docs: string;
  /** The other service's own page: on its permissions, where it has one. */
  readonly providerDocs: string;
  /** Its own settings that are worth using. */
  readonly settings: readonly ServiceSetting[];
  /** What Sentry says that it does with the service, by the vocabulary. */
  readonly features: readonly string[];
  readonly permissions: readonly ServicePermission[];
  /** Permissions of other names are right too: own roles, single rights of a key, a newer set that the sources do not name. */
  readonly openNames: boolean;
  readonly webhookEvents: readonly string[];
  /** The internal integration that its set-up makes in Sentry. */
  readonly createsIntegration?: { readonly name: string; readonly scopes: readonly string[] };
  readonly stage?: string;
  readonly note?: string;
}

type OptionalOfPermission =
  'aliases' | 'inferred' | 'required' | 'ownAppOnly' | 'fixed' | 'broad' | 'levels' | 'atLess' | 'covers';
type PermissionRow = Omit<ServicePermission, OptionalOfPermission | 'leveled'> &
  Partial<Pick<ServicePermission, OptionalOfPermission>>;
type Optional =
  'chosenBy' | 'limit' | 'features' | 'providerDocs' | 'settings' | 'webhookEvents' | 'openNames';
type ServiceRow = Omit<Service, Optional | 'permissions'> &
  Partial<Pick<Service, Optional>> & {
    readonly permissions?: readonly PermissionRow[];
    /** What most permissions there can be granted at, weakest first. */
    readonly levels?: readonly Access[];
    /** Another key: a second entry point to the same integration. */
    readonly sameAs?: string;
  };

const DOCS = 'https://docs.sentry.io/organization/';
const rows = serviceRows as readonly ServiceRow[];

function decode({ sameAs, levels, ...row }: ServiceRow): Service {
  const twin = rows.find((other) => other.key === sameAs);
  const selfHosted = row.selfHosted ?? twin?.selfHosted;
  return {
    ...row,
    ...(selfHosted === undefined ? {} : { selfHosted }),
    docs: `${DOCS}${row.docs}/`,
    providerDocs: row.providerDocs ?? twin?.providerDocs ?? '',
    settings: row.settings ?? twin?.settings ?? [],
    chosenBy: row.chosenBy ?? twin?.chosenBy ?? null,
    limit: row.limit ?? twin?.limit ?? null,
    features: row.features ?? twin?.features ?? [],
    permissions: (row.permissions ?? twin?.permissions ?? []).map((permission) => ({
      ...permission,
      levels: permission.levels ?? levels ?? [permission.access],
      leveled: (permission.levels ?? levels) !== undefined,
      aliases: permission.aliases ?? [],
      atLess: permission.atLess ?? {},
      inferred: permission.inferred ?? [],
      required: permission.required ?? false,
      ownAppOnly: permission.ownAppOnly ?? false,
      fixed: permission.fixed ?? false,
      broad: permission.broad ?? false,
      covers: permission.covers ?? [],
    })),
    openNames: row.openNames ?? twin?.openNames ?? false,
    webhookEvents: row.webhookEvents ?? twin?.webhookEvents ?? [],
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

/** The service of which a text is the key or the name, in whatever capitals; or undefined. */
export function serviceSpelled(text: string): Service | undefined {
  spellings ??= new Map(
    allServices().flatMap((service) =>
      [service.name, service.key].map((own) => [own.toLowerCase(), service]),
    ),
  );
  return spellings.get(text.trim().toLowerCase());
}

let spellings: ReadonlyMap<string, Service> | undefined;

/** The service of which a text has the letters and digits of the key or the name, whatever stands between them; or undefined. */
export function serviceOfLetters(text: string): Service | undefined {
  lettered ??= new Map(
    // Of two with the same letters the first one counts.
    [...allServices()]
      .reverse()
      .flatMap((service) => [service.name, service.key].map((own) => [lettersOf(own), service])),
  );
  return lettered.get(lettersOf(text));
}

let lettered: ReadonlyMap<string, Service> | undefined;

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Who decides what Sentry may do there, for the Sentry at this address, `https://sentry.io` where there is none; null where unknown. */
export function chooserOf({ chosenBy, selfHosted }: Service, server?: string): Chooser | null {
  const isHosted = server === undefined || /^https:\/\/([a-z0-9-]+\.)*sentry\.io(:443)?(\/|$)/i.test(server);
  if (isHosted || selfHosted === undefined) return chosenBy;
  return selfHosted === 'unknown' ? null : selfHosted;
}

/**
 * What the installation may be limited to where this one chooses the set; null where to nothing. Sentry's own app holds all that is
 * listed for it, and nobody can take it out, so it has no limit that asks for the lack of a permission.
 */
export function limitFor({ limit }: Service, chooser: Chooser | null): InstallationLimit | null {
  return chooser === 'sentry' && limit?.without !== undefined ? null : limit;
}

const asked = new WeakMap<Service, Service>();

/**
 * The service with the permissions that the app of whoever chooses the set is known to ask for. What the sources name for an app of
 * one's own is not among them where that is Sentry's, so that nobody takes it for held.
 */
export function askedBy(service: Service, chooser: Chooser | null): Service {
  if (chooser === 'administrator' || !service.permissions.some(({ ownAppOnly }) => ownAppOnly))
    return service;
  const known = asked.get(service) ?? {
    ...service,
    permissions: service.permissions.filter(({ ownAppOnly }) => !ownAppOnly),
  };
  asked.set(service, known);
  return known;
}

/** The permissions of a service by name: to the letter, and in lower case. */
interface Names {
  readonly exact: ReadonlyMap<string, readonly ServicePermission[]>;
  readonly lower: ReadonlyMap<string, readonly ServicePermission[]>;
}

const names = new WeakMap<Service, Names>();

/**
 * The permissions of a service with this name or other name. More than one where the service has the name at several levels
 * (Slack's bot and user tokens); upper and lower case count as equal only where nothing is equal to the letter.
 */
export function permissionsNamed(service: Service, name: string): readonly ServicePermission[] {
  let own = names.get(service);
  if (!own) {
    own = {
      exact: byName(service, (exact) => exact),
      lower: byName(service, (exact) => exact.toLowerCase()),
    };
    names.set(service, own);
  }
  return own.exact.get(name) ?? own.lower.get(name.toLowerCase()) ?? [];
}

/** The names of the permissions that the texts mean, in whatever spelling. */
export function namesOf(service: Service, texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => permissionsNamed(service, text).map(({ name }) => name)));
}

function byName({ permissions }: Service, key: (name: string) => string): Names['exact'] {
  const rows = new Map<string, ServicePermission[]>();
  for (const permission of permissions) {
    for (const own of [permission.name, ...permission.aliases]) {
      const name = key(own);
      rows.set(name, [...(rows.get(name) ?? []), permission]);
    }
  }
  return rows;
}

const WORDS: ReadonlyMap<string, Access> = new Map([
  ['read', 'read'],
  ['write', 'write'],
  ['account', 'account'],
  ['read-only', 'read'],
  ['read only', 'read'],
  ['readonly', 'read'],
  ['read and write', 'write'],
  ['read & write', 'write'],
  ['read/write', 'write'],
  ['read-write', 'write'],
  ['readwrite', 'write'],
]);

/** The access that a text says, also in the words that forms have for it; undefined where it says none. */
export function accessMeant(text: string): Access | undefined {
  return WORDS.get(text.trim().toLowerCase());
}

/** The access that Sentry asks for with a permission of these rows; undefined where there is none, or one for each of them. */
export function accessAsked(rows: readonly ServicePermission[]): Access | undefined {
  const [access, ...others] = new Set(rows.map((row) => row.access));
  return others.length === 0 ? access : undefined;
}

/**
 * How far a permission of these rows is granted by what is written of it: the access that the words mean, or the words themselves where
 * they mean none; where nothing is written, what Sentry asks for. Undefined where nobody says, and where nothing is to be said: of a
 * permission without levels the word only describes it, so that it is the same with any and with none.
 */
export function accessGranted(
  rows: readonly ServicePermission[],
  written: string | undefined,
): string | undefined {
  const text = written?.trim() ?? '';
  const meant = accessMeant(text);
  const hasLevels = rows.length === 0 || rows.some(({ leveled }) => leveled);
  if (hasLevels) return meant ?? (text === '' ? accessAsked(rows) : text);
  return meant !== undefined || text === '' ? undefined : text;
}

/** Every access that there is, weakest first. */
export const ACCESSES: readonly Access[] = ['read', 'write', 'account'];
