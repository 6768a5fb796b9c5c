/** The values of a manifest after the shape has been applied to the nodes: what is there and of the right form, with its place. */
import { isNull } from '../yaml/node.ts';
import type { MapNode, Pair, Range, ScalarNode, SequenceNode, YamlNode } from '../yaml/node.ts';

export interface Located {
  /** Where it stands; offsets as those of the part it belongs to. */
  readonly at: Range;
  /** The anchor, where it is written as an alias; offsets of the file. */
  readonly definedAt?: Range;
}

/** A text as it is meant. */
export interface Text extends Located {
  readonly type: 'text';
  readonly text: string;
  /** The scalar to edit; undefined where an alias stands between. */
  readonly node: ScalarNode | undefined;
  readonly flow: boolean;
}

export interface ListValue extends Located {
  readonly type: 'list';
  readonly items: readonly Item[];
}
/** An item of a list, also one of which nothing could be made. */
export interface Item extends Located {
  readonly value: Value | undefined;
  /** The item and its list, to edit; undefined where an alias stands between. */
  readonly node: YamlNode | undefined;
  readonly list: SequenceNode | undefined;
}

export interface MapValue extends Located {
  readonly type: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly node: MapNode | undefined;
  readonly flow: boolean;
}
export interface Entry {
  readonly keyAt: Range;
  /** Where the first copy of the key stands, if it is empty and another one is read. */
  readonly firstAt?: Range;
  /** Undefined where the value is absent, null or of another form than the format has. */
  readonly value: Value | undefined;
  readonly pair: Pair;
}

export type Value = Text | ListValue | MapValue;

/** The text under a key of a map. */
export function textAt(map: MapValue | undefined, key: string): Text | undefined {
  const value = map?.entries.get(key)?.value;
  return value?.type === 'text' ? value : undefined;
}

/** The map under a key of a map. */
export function mapAt(map: MapValue | undefined, key: string): MapValue | undefined {
  const value = map?.entries.get(key)?.value;
  return value?.type === 'map' ? value : undefined;
}

/** The list under a key of a map. */
function listAt(map: MapValue | undefined, key: string): ListValue | undefined {
  const value = map?.entries.get(key)?.value;
  return value?.type === 'list' ? value : undefined;
}

/** Whether something stands under a key that could not be read: it is then unknown, not absent. */
export function isUnread(map: MapValue | undefined, key: string): boolean {
  const entry = map?.entries.get(key);
  return entry !== undefined && !entry.value && !isNull(entry.pair.value);
}

/** The items of the list under a key; none where there is no list. */
export function itemsAt(map: MapValue | undefined, key: string): readonly Item[] {
  return listAt(map, key)?.items ?? [];
}
