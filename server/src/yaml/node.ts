/**
 * The node tree that everything above this room works on: plain data, free of the YAML library, every node with its place.
 *
 * Offsets are UTF-16 units, `end` exclusive, and count from the start of the text that the tree was read from: the file for
 * its own keys, the segment for everything inside one (see `read-yaml.ts`).
 */

/** A stretch of text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded' | 'empty';

interface NodeBase extends Range {
  readonly anchor?: string;
}

export interface ScalarNode extends NodeBase {
  readonly type: 'scalar';
  /** What YAML 1.2's core schema makes of it. */
  readonly value: string | number | boolean | bigint | null;
  /** The text itself: the value of a string, else what is written. */
  readonly text: string;
  readonly style: ScalarStyle;
  /** Set where the value is no valid plain scalar and was read as what it becomes in quotes. */
  readonly unquoted?: true;
}

export interface Pair extends Range {
  readonly key: YamlNode;
  /** Undefined where not even a colon is there. */
  readonly value: YamlNode | undefined;
}

export interface MapNode extends NodeBase {
  readonly type: 'map';
  readonly pairs: readonly Pair[];
  readonly flow: boolean;
}

export interface SequenceNode extends NodeBase {
  readonly type: 'sequence';
  readonly items: readonly YamlNode[];
  readonly flow: boolean;
}

export interface AliasNode extends NodeBase {
  readonly type: 'alias';
  readonly name: string;
  /** What the alias stands for; undefined where there is no such anchor. */
  readonly target: YamlNode | undefined;
  /** Where the anchored node stands in the file. */
  readonly targetAt: Range | undefined;
}

export type YamlNode = ScalarNode | MapNode | SequenceNode | AliasNode;

/** Whether the node stands for nothing: absent, `null`, `~` or empty. */
export function isNull(node: YamlNode | undefined): boolean {
  return node === undefined || (node.type === 'scalar' && node.value === null && !node.unquoted);
}

/** What a node stands for: the anchored one for an alias, undefined where there is no such anchor, and itself for any other. */
export function targetOf(node: YamlNode | undefined): Exclude<YamlNode, AliasNode> | undefined {
  const target = node?.type === 'alias' ? node.target : node;
  return target?.type === 'alias' ? undefined : target;
}

/** The text of a key, or undefined where the key is a collection. */
export function keyText(pair: Pair): string | undefined {
  const key = targetOf(pair.key);
  return key?.type === 'scalar' ? key.text : undefined;
}

/** The nodes directly below a node, keys before their values; what an alias stands for is not below it. */
export function childrenOf(node: YamlNode): readonly YamlNode[] {
  if (node.type === 'sequence') return node.items;
  if (node.type === 'map')
    return node.pairs.flatMap((pair) => (pair.value ? [pair.key, pair.value] : [pair.key]));
  return [];
}

/** Whether an anchor or an alias stands on the node or anywhere below it. */
export function holdsReference(node: YamlNode): boolean {
  return node.anchor !== undefined || node.type === 'alias' || childrenOf(node).some(holdsReference);
}

/** Whether `offset` lies in the range or at either edge of it. */
export function touches(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}
