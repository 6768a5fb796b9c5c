/** What is granted, in a place where nobody reads it: items that were pasted into another list. */
import { keyText, targetOf } from '../yaml/node.ts';
import type { MapNode, Pair, YamlNode } from '../yaml/node.ts';
import type { Reading } from './place.ts';
import type { DictionaryShape, MapShape } from './shape.ts';

type KnowsScope = Reading['knowsScope'];

/** The lists of an integration that say what it is granted. */
export const GRANT_LISTS: readonly string[] = ['scopes', 'webhooks', 'permissions'];
/** Its keys under which something stands that decides on that. */
export const GRANTING_KEYS: readonly string[] = ['kind', ...GRANT_LISTS, 'service', 'limitedTo'];

/** Whether a node is what stands in the lists of what is granted, or is a list of that. */
export function isGrant(node: YamlNode | undefined, knowsScope: KnowsScope): boolean {
  switch (node?.type) {
    case 'scalar':
      // A line that follows may have become a part of it.
      return knowsScope(node.text.split(' ', 1)[0] ?? '');
    case 'map':
      return node.pairs.some((pair) => isGrantKey(pair, knowsScope) || isScopeAsKey(pair, knowsScope));
    case 'sequence':
      return node.items.some((item) => isGrant(item, knowsScope));
    default:
      return false;
  }
}

/** Whether what stands under a key that its map cannot have is granted. */
export function isGrantUnder(
  pair: Pair,
  map: MapNode,
  shape: MapShape | DictionaryShape,
  knowsScope: KnowsScope,
): boolean {
  // An item that lost its hyphen: “org:read: why”.
  if (isScopeAsKey(pair, knowsScope)) return true;
  const value = targetOf(pair.value);
  if (value?.type !== 'scalar') return isGrant(value, knowsScope);
  // An exception that says which scope it is for is an exception all the same.
  const [first] = shape.type === 'map' ? Object.keys(shape.keys) : [];
  return isGrantKey(pair, knowsScope) && !map.pairs.some((own) => keyText(own) === first);
}

function isScopeAsKey(pair: Pair, knowsScope: KnowsScope): boolean {
  return knowsScope(keyText(pair) ?? '');
}

function isGrantKey(pair: Pair, knowsScope: KnowsScope): boolean {
  const { value } = pair;
  if (value?.type !== 'scalar') return false;
  const key = keyText(pair);
  return (
    (key === 'scope' && (/^[\w-]+:[\w-]+$/.test(value.text) || knowsScope(value.text))) ||
    (key === 'permission' && value.text !== '')
  );
}
