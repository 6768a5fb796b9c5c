/** Moves ranges and nodes along the text. What an alias stands for keeps its place: it is addressed by the file. */
import type { Pair, Range, YamlNode } from './node.ts';

/** The range, `by` units further. */
export function shiftRange({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}

/** A copy of the pair, `by` units further. */
export function shiftPair(pair: Pair, by: number): Pair {
  return {
    ...shiftRange(pair, by),
    key: shiftNode(pair.key, by),
    value: pair.value && shiftNode(pair.value, by),
  };
}

/** A copy of the node and all below it, `by` units further. */
export function shiftNode(node: YamlNode, by: number): YamlNode {
  const range = shiftRange(node, by);
  switch (node.type) {
    case 'map':
      return { ...node, ...range, pairs: node.pairs.map((pair) => shiftPair(pair, by)) };
    case 'sequence':
      return { ...node, ...range, items: node.items.map((item) => shiftNode(item, by)) };
    default:
      return { ...node, ...range };
  }
}
