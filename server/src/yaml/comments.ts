/** Where a text holds comments, by the nodes that it was read into: a number sign in quotes, or within a word, begins none. */
import { childrenOf } from './node.ts';
import type { Range, YamlNode } from './node.ts';

/** Whether a stretch holds a comment; `nodes` are those that lie in it, in the order of the text, with all that is below them. */
export function holdsComment(source: string, { start, end }: Range, nodes: readonly YamlNode[]): boolean {
  let at = start;
  for (const leaf of nodes.flatMap(leavesOf)) {
    if (source.slice(at, leaf.start).includes('#')) return true;
    at = leaf.end;
  }
  return source.slice(at, end).includes('#');
}

/** The nodes at or below a node that have none below them. */
function leavesOf(node: YamlNode): YamlNode[] {
  return node.type === 'map' || node.type === 'sequence' ? childrenOf(node).flatMap(leavesOf) : [node];
}
