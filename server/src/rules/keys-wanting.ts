/** Which keys a map may still take, at the place of one that is not finished. */
import { integrationShape, keyShape, manifestShape, mayHaveKey } from '../manifest/format.ts';
import type { FileKeys, Integration } from '../manifest/model.ts';
import type { Shape } from '../manifest/shape.ts';
import { keyText } from '../yaml/node.ts';
import type { MapNode, Range, YamlNode } from '../yaml/node.ts';

/** The keys that the map may have whose key begins at `at`, and does not have beside it; none where no such map is known. */
export function keysWanting(part: FileKeys | Integration, at: number): readonly string[] {
  const isFile = 'root' in part;
  let node: YamlNode | undefined = isFile ? part.root?.node : part.pair.value;
  let shape: Shape | undefined = isFile ? manifestShape : integrationShape;
  while (node && shape) {
    if (node.type === 'sequence') {
      shape = shape.type === 'list' ? shape.item : undefined;
      node = around(node.items, at);
    } else if (node.type === 'map') {
      const map: MapNode = node;
      if (shape.type === 'text-or-map') shape = shape.map;
      if (shape.type !== 'map') return [];
      const pair = around(map.pairs, at);
      if (!pair) return [];
      if (pair.start === at) {
        // To YAML the key on the next line is the end of this one.
        const next = keyText(pair)?.split(' ').slice(1).at(-1);
        const held = new Set(map.pairs.map((other) => (other === pair ? next : keyText(other))));
        const kind = isFile || shape !== integrationShape ? undefined : part.kind?.text;
        return Object.keys(shape.keys).filter((key) => !held.has(key) && mayHaveKey(key, kind));
      }
      shape = keyShape(shape, keyText(pair) ?? '')?.shape;
      node = pair.value;
    } else return [];
  }
  return [];
}

/** The last that begins at the place or before. */
function around<T extends Range>(all: readonly T[], at: number): T | undefined {
  return all.findLast(({ start }) => start <= at);
}
