/** One vocabulary for what Sentry does with other services. */
import { features as rows } from './data/services.json';
import type { Access, Service, ServicePermission } from './services.ts';

/** Something that Sentry does with another service. */
export interface Feature {
  readonly name: string;
  /** One sentence. */
  readonly what: string;
  /** Other names that Sentry's code or documentation has for it. */
  readonly aliases: readonly string[];
  /** Features that it is made of; each may be declared by itself. */
  readonly includes: readonly string[];
  /** It serves the connection itself; nobody turns it on or off. */
  readonly means: boolean;
}

type Row = Pick<Feature, 'what'> & Partial<Pick<Feature, 'aliases' | 'includes' | 'means'>>;

let features: ReadonlyMap<string, Feature> | undefined;

function byName(): ReadonlyMap<string, Feature> {
  if (features) return features;
  const all = new Map<string, Feature>();
  for (const [name, row] of Object.entries<Row>(rows)) {
    const { what, aliases = [], includes = [], means = false } = row;
    const feature = { name, what, aliases, includes, means };
    for (const own of [name, ...aliases]) all.set(own, feature);
  }
  features = all;
  return all;
}

/** Every feature of the vocabulary, once. */
export function allFeatures(): readonly Feature[] {
  return [...new Set(byName().values())];
}

/** The feature of this name or other name, whatever its case and with spaces for hyphens; undefined for none. */
export function featureNamed(written: string): Feature | undefined {
  return byName().get(written.trim().toLowerCase().replaceAll(/\s+/g, '-'));
}

const known = new WeakMap<Service, readonly Feature[]>();

/** What Sentry does with the service: what it says, and what its permissions are for. What people turn on comes first. */
export function featuresOf(service: Service): readonly Feature[] {
  const features = known.get(service) ?? collect(service);
  known.set(service, features);
  return features;
}

function collect({ features: own, permissions }: Service): readonly Feature[] {
  const names = new Set([...own, ...permissions.flatMap((permission) => permission.features)]);
  const all = [...names].flatMap((name) => featureNamed(name) ?? []);
  return [...all.filter(({ means }) => !means), ...all.filter(({ means }) => means)];
}

/** The feature of the service that a text names; undefined where the service has none such. */
export function featureOf(service: Service, written: string): Feature | undefined {
  const feature = featureNamed(written);
  return feature && featuresOf(service).includes(feature) ? feature : undefined;
}

/** The access that a feature, or one that it is made of, needs of a permission; undefined where it needs none. */
export function accessFor(permission: ServicePermission, { name, includes }: Feature): Access | undefined {
  const served = [name, ...includes].filter((own) => permission.features.includes(own));
  if (served.length === 0) return undefined;
  const isEnough = (level: Access): boolean =>
    served.every((own) => permission.atLess[level]?.includes(own) === true);
  return permission.levels.find(isEnough) ?? permission.access;
}

/** Whether the sources do not name the feature itself with a permission that it needs. */
export function isInferred({ features: names, inferred }: ServicePermission, { name }: Feature): boolean {
  return inferred.includes(name) || !names.includes(name);
}

/** Whether a permission serves nothing but the connection itself, by what the sources name. */
export function isForConnection({ features: names, inferred }: ServicePermission): boolean {
  return names.every((name) => inferred.includes(name) || featureNamed(name)?.means === true);
}
