/** The format as a plain table, for whoever walks a manifest: which keys a map has, what each value is, and what it means. */
import { MANIFEST_SHAPE } from './format.generated.ts';
import type { KeyKinds, KeyShape, MapShape, Shape } from './shape.ts';

/** The whole file. */
export const manifestShape: MapShape = MANIFEST_SHAPE;

/** The shape of one integration. */
export const integrationShape: MapShape = entryShape();

function entryShape(): MapShape {
  const entries = manifestShape.keys['integrations']?.shape;
  if (entries?.type !== 'dictionary' || entries.value.type !== 'map')
    throw new Error('the format has no integrations');
  return entries.value;
}

/** The kinds of integration, each with what it is. */
export const kinds: Readonly<Record<string, string>> = choiceAt('kind');

function choiceAt(key: string): Readonly<Record<string, string>> {
  const shape = integrationShape.keys[key]?.shape;
  return shape?.type === 'choice' ? shape.values : {};
}

/** A key that belongs to nobody's format but the writer's: kept, and checked for credentials and broken YAML alone. */
export function isExtensionKey(key: string): boolean {
  return key.startsWith('x-');
}

/** The shape of a key of a map, or undefined for a key that the format does not know. */
export function keyShape(map: MapShape, key: string): KeyShape | undefined {
  let known = keyShapes.get(map);
  if (!known) keyShapes.set(map, (known = new Map(Object.entries(map.keys))));
  return known.get(key);
}

/** Every key of every file is looked up: a map needs not make it the name of a property first. */
const keyShapes = new WeakMap<MapShape, ReadonlyMap<string, KeyShape>>();

/** Whether a key of this name stands anywhere in the format. */
export function isKeySomewhere(key: string): boolean {
  allKeys ??= keysIn(manifestShape);
  return allKeys.has(key);
}

/** Whether a key of the format begins with a text, or is it. */
export function beginsKey(text: string): boolean {
  allKeys ??= keysIn(manifestShape);
  return [...allKeys].some((key) => key.startsWith(text));
}

let allKeys: ReadonlySet<string> | undefined;

function keysIn(shape: Shape): Set<string> {
  switch (shape.type) {
    case 'map':
      return new Set(Object.entries(shape.keys).flatMap(([key, { shape: own }]) => [key, ...keysIn(own)]));
    case 'dictionary':
      return keysIn(shape.value);
    case 'list':
      return keysIn(shape.item);
    case 'text-or-map':
      return keysIn(shape.map);
    default:
      return new Set();
  }
}

const kindShape = integrationShape.keys['kind']?.shape;
const KINDS = kindShape?.type === 'choice' ? Object.keys(kindShape.values) : [];

/** The kinds that hold scopes of Sentry: all but installations in other services. */
export const CREDENTIAL_KINDS: readonly string[] = KINDS.filter((kind) => kind !== 'service');

/** The kinds that Sentry sends events to. */
const RECEIVING_KINDS: readonly string[] = ['internal-integration', 'public-integration'];

/** The kinds that each group of keys is for. */
const KINDS_OF: Readonly<Record<KeyKinds, readonly string[]>> = {
  credential: CREDENTIAL_KINDS,
  integration: RECEIVING_KINDS,
  service: ['service'],
};

/** Whether a key for this group of kinds belongs to an integration of the kind; one for none belongs to all. */
export function isKeyOf(group: KeyKinds | undefined, kind: string): boolean {
  return group === undefined || KINDS_OF[group].includes(kind);
}

/** Whether an integration may have the key: one without a kind, or with one not typed to the end, may become any. */
export function mayHaveKey(key: string, kind: string | undefined): boolean {
  return kind === undefined || !isKind(kind) || isKeyOf(keyShape(integrationShape, key)?.kinds, kind);
}

/** Whether the format has a kind of this name. */
export function isKind(text: string): boolean {
  return KINDS.includes(text);
}
