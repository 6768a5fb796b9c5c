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

/** The access that a feature needs of a permission; undefined where it needs none. */
export function accessFor(permission: ServicePermission, { name }: Feature): Access | undefined {
  if (!permission.features.includes(name)) return undefined;
  return permission.levels.find((level) => permission.atLess[level]?.includes(name)) ?? permission.access;
}

/** Whether a permission serves nothing but the connection itself. */
export function isForConnection({ features: names }: ServicePermission): boolean {
  return names.every((name) => featureNamed(name)?.means === true);
}
