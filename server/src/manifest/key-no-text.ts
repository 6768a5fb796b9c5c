/** Keys that are no text, such as `? [bot]`: nobody reads them, nor what hangs on them. */
import { childrenOf, keyText, targetOf } from '../yaml/node.ts';
import type { Pair, YamlNode } from '../yaml/node.ts';
import { integrationShape, keyShape, manifestShape } from './format.ts';
import { isSurelyEntry } from './looks-like-entry.ts';
import { GRANT_LISTS, isGrant } from './misplaced.ts';
import { located } from './place.ts';
import type { Place, Reading } from './place.ts';
import type { InvalidValue } from './problem.ts';
import type { DictionaryShape, MapShape } from './shape.ts';

/** The problem of such a key, in a map of that shape. */
export function keyNoText(
  place: Place,
  pair: Pair,
  shape: MapShape | DictionaryShape,
  { knowsScope }: Reading,
): InvalidValue {
  const isHiding =
    mayGrant(shape) || [pair.key, pair.value].some((node) => holdsGrant(targetOf(node), knowsScope));
  const expected = 'a key that is one text';
  return {
    kind: 'invalid-value',
    ...(isHiding ? { expected: `${expected}${UNREAD}`, hides: true } : { expected }),
    written: '',
    ...located(place, pair.key),
  };
}

/** The problem of a name of an integration that is none. */
export function nameNoText({ key }: Pair): InvalidValue {
  const { start, end } = key;
  return {
    kind: 'invalid-value',
    expected: `a name that is one text${UNREAD}`,
    written: '',
    hides: true,
    at: { start, end },
  };
}

const UNREAD = ': nobody reads what stands here';

/** Whether the keys of such a map say what is granted, or to whom: whatever this one was meant for, it may be that. */
function mayGrant(shape: MapShape | DictionaryShape): boolean {
  if (shape.type === 'dictionary') return shape.value === integrationShape;
  return (
    shape === manifestShape ||
    shape === integrationShape ||
    ['scope', 'permission'].some((key) => keyShape(shape, key) !== undefined)
  );
}

/** Whether something that is granted stands anywhere in it. */
function holdsGrant(node: YamlNode | undefined, knowsScope: Reading['knowsScope']): boolean {
  return (
    node !== undefined &&
    (isGrant(node, knowsScope) ||
      isSurelyEntry(node) ||
      (node.type === 'map' && node.pairs.some((pair) => GRANT_LISTS.includes(keyText(pair) ?? ''))) ||
      childrenOf(node).some((part) => holdsGrant(part, knowsScope)))
  );
}
