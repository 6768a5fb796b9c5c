/** What an entry for another service begins with: the least that its features need, or all that Sentry's own app holds, and why. */
import { featureNamed, featureOf, featuresOf } from '../catalog/service-features.ts';
import type { Feature } from '../catalog/service-features.ts';
import { ACCESSES, allServices } from '../catalog/services.ts';
import type { Access, Chooser, Service } from '../catalog/services.ts';
import { compareTexts } from '../manifest/compare-texts.ts';
import type { NeededPermission, SparePermission } from '../privilege/least-permissions.ts';
import type { ServiceTemplate } from '../protocol.ts';
import { leastIn } from '../rules/other-service.ts';
import { joined } from '../rules/wording.ts';

export interface ServiceEntry {
  readonly features: readonly string[];
  readonly permissions: readonly {
    readonly permission: string;
    readonly access: Access;
    readonly rationale: string;
  }[];
  /** Features of which the catalogue does not know what they need. */
  readonly unserved: readonly string[];
  /** Permissions that these may need, beside the listed ones. */
  readonly undecided: readonly string[];
}

/**
 * The features of a service that an entry begins with: those that Sentry says it has with the service, or else all, as far as the
 * catalogue knows what they need. One of which nobody knows that would keep rules from judging the others.
 */
function usualFeatures(service: Service): string[] {
  const own = served(service, service.features);
  return own.length > 0
    ? own
    : served(
        service,
        turnedOn(service).map(({ name }) => name),
      );
}

function served(service: Service, names: readonly string[]): string[] {
  const { unserved } = leastIn(service, names, service.chosenBy);
  return names.filter((name) => !unserved.some((feature) => feature.name === name));
}

/** What people can have Sentry do there. */
function turnedOn(service: Service): Feature[] {
  return featuresOf(service).filter(({ means }) => !means);
}

/**
 * The entry for these features; a permission that the service has at several levels is listed once. Where Sentry's own app fixes the
 * set it is all that this holds, for nobody can take any of it out.
 */
export function serviceEntry(
  service: Service,
  asked: readonly string[] = usualFeatures(service),
  chooser: Chooser | null = service.chosenBy,
): ServiceEntry {
  const rows = new Map<string, Held[]>();
  // However it is written, each feature once, by the name that the catalogue has for it.
  const features = [...new Set(asked.map((name) => featureOf(service, name)?.name ?? name))];
  const { needed: all, spare, undecided, unserved } = leastIn(service, features, chooser);
  const others = chooser === 'sentry' ? [...spare, ...undecided].map(alsoHeld) : [];
  for (const own of [...all, ...others]) {
    const { name } = own.permission;
    rows.set(name, [...(rows.get(name) ?? []), own]);
  }
  const permissions = [...rows].map(([permission, needed]) => ({
    permission,
    access: ACCESSES.findLast((access) => needed.some((own) => own.access === access)) ?? 'read',
    rationale: rationaleOf(needed),
  }));
  return {
    features,
    permissions,
    unserved: unserved.map(({ name }) => name),
    undecided: [...new Set(undecided.map(({ permission }) => permission.name))].filter(
      (name) => !rows.has(name),
    ),
  };
}

/** What the entry lists, with why. */
type Held = Omit<NeededPermission, 'ground'> & { readonly ground: NeededPermission['ground'] | 'own-app' };

function alsoHeld({ permission }: SparePermission): Held {
  return { permission, access: permission.access, ground: 'own-app', features: [] };
}

/** A sentence on what Sentry does with it, and for which features. */
function rationaleOf(needed: readonly Held[]): string {
  const does = [...new Set(needed.map(({ permission }) => permission.does))].join('; ');
  const features = [...new Set(needed.flatMap((own) => own.features.map(({ name }) => name)))];
  if (features.length > 0) return `${does} (${joined(features)}).`;
  const [ground, another] = new Set(needed.map((own) => own.ground));
  const because = another === undefined && ground ? BECAUSE[ground] : undefined;
  return `${does}${because ?? ''}.`;
}

const BECAUSE: Partial<Record<Held['ground'], string>> = {
  fixed: '; it is always asked for',
  'set-up': '; its set-up asks for it',
  'own-app': "; Sentry's own app asks for it",
};

/** The names of what people can have Sentry do in a service; none for a service that the catalogue does not know. */
export function featuresOfService(key: string): string[] {
  return serviceTemplates().flatMap((own) => (own.key === key ? own.features.map(({ name }) => name) : []));
}

/** What a new manifest can begin with, by what the services are for and their names. */
export function serviceTemplates(): ServiceTemplate[] {
  return [...allServices()]
    .sort((a, b) => compareTexts(a.category, b.category) || compareTexts(a.name, b.name))
    .map((service) => {
      const usual = new Set(usualFeatures(service).map((name) => featureNamed(name)));
      return {
        key: service.key,
        name: service.name,
        category: service.category.replace('-', ' '),
        ownApp: service.chosenBy === 'sentry' && service.selfHosted === 'administrator',
        features: turnedOn(service).map((feature) => ({
          name: feature.name,
          what: feature.what,
          usual: usual.has(feature),
        })),
      };
    });
}
