/** Whether a node that stands elsewhere is an integration, from the widest look to the narrowest: each place errs on its own side. */
import { keyText, targetOf } from '../yaml/node.ts';
import type { YamlNode } from '../yaml/node.ts';
import { integrationShape, isKind, keyShape, manifestShape } from './format.ts';
import { GRANT_LISTS } from './misplaced.ts';
import type { DictionaryShape, MapShape, Shape } from './shape.ts';

/** One key that an integration alone has is enough: for what stands, as written, under a name that no integration has as a key. */
export function hasEntryKeys(node: YamlNode | undefined): boolean {
  return (
    node?.type === 'map' &&
    node.pairs.some((pair) => ['kind', 'scopes', 'permissions'].includes(keyText(pair) ?? ''))
  );
}

/** Nobody would say that it is anything else: for what hides grants or is to be moved, where nothing else tells of an integration. */
export function isSurelyEntry(node: YamlNode | undefined): boolean {
  const value = targetOf(node);
  if (value?.type !== 'map') return false;
  const keys = value.pairs.flatMap((own) => keyText(own) ?? []);
  const known = keys.filter((own) => keyShape(integrationShape, own));
  return known.length > 1 || known.includes('kind') || known.includes('scopes');
}

/** That, and it says what it grants or of which kind it is: for what stands where any other map may be a slip of another sort. */
function isGrantingEntry(node: YamlNode | undefined): boolean {
  const value = targetOf(node);
  return (
    isSurelyEntry(node) &&
    value?.type === 'map' &&
    value.pairs.some((pair) => {
      const key = keyText(pair) ?? '';
      return (
        GRANT_LISTS.includes(key) ||
        (key === 'kind' && pair.value?.type === 'scalar' && isKind(pair.value.text))
      );
    })
  );
}

/** Whether a value that a map has no shape for is an integration that holds something: below its keys or those of the file. */
export function isGrantingEntryIn(
  map: MapShape | DictionaryShape,
  known: Shape | undefined,
  node: YamlNode | undefined,
): boolean {
  // What stands among the keys of the file or of an integration is told by those who see all of them.
  const isBelow =
    map.type === 'map'
      ? !known && map !== manifestShape && map !== integrationShape
      : known?.type === 'choice';
  return isBelow && isGrantingEntry(node);
}
