/** A place where something can be completed: which shape the format has for it, and how what is inserted has to be written. */
import type {
  ChoiceShape,
  DictionaryShape,
  LiteralShape,
  MapShape,
  TextShape,
} from '../../manifest/shape.ts';
import type { Range } from '../../yaml/node.ts';

interface SlotBase {
  /** What is replaced; offsets of the file, on one line. */
  readonly range: Range;
  /** Written before the completion: a space, a dash, a break with its indent, a quote. */
  readonly lead: string;
  /** Written behind it: a quote, or the space that keeps a comment one. */
  readonly tail: string;
  readonly flow: boolean;
  /** Where the completion begins, for the indent of what follows on further lines. */
  readonly column: number;
  /** The keys from the root: names as they are written, `-` for an item of a list. */
  readonly path: readonly string[];
  /** The same with `*` for a name that the file chose. */
  readonly formatPath: readonly string[];
}

export interface KeySlot extends SlotBase {
  readonly type: 'key';
  readonly shape: MapShape | DictionaryShape;
  /** The other keys of the map. */
  readonly there: ReadonlySet<string>;
  /** What is still to be written: the name alone, its colon as well, or all with the beginning of its value. */
  readonly missing: 'name' | 'colon' | 'value';
  /** Set where the braces of the map are still to be written as well: a whole map goes there, and no key alone. */
  readonly braces?: true;
  /** The quote that the name is written in, on either side; none where left out. */
  readonly quote?: string;
}

export interface ValueSlot extends SlotBase {
  readonly type: 'value';
  readonly shape: TextShape | ChoiceShape | LiteralShape;
  /** A scope that is written as a map of its own, and whether there is room for its rationale. */
  readonly wrap: 'bare' | 'key' | 'map';
}

export type Slot = KeySlot | ValueSlot;

/** The name as it is written at the slot: in the quotes that stand there already. */
export function quotedName(name: string, { quote = '' }: KeySlot): string {
  return quote + name + quote;
}

/** A shape with its place in the format and in the file. */
export interface ShapeAt {
  readonly shape: MapShape['keys'][string]['shape'];
  readonly path: readonly string[];
  readonly formatPath: readonly string[];
}

/** The text that the slots are in, and how it is written. */
export interface Written {
  readonly text: string;
  readonly cursor: number;
  readonly eol: string;
  readonly indent: Indent;
}

/** How far the file indents what stands below a key. */
export interface Indent {
  readonly map: number;
  readonly list: number;
}
