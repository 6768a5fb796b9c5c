/** What a value of the manifest may be: the words that the table of the format is written in. */

export type TextFormat = 'date' | 'span' | 'scope' | 'webhook' | 'rule' | 'level' | 'digest' | 'service';

/** The group of kinds that a key is for. */
export type KeyKinds = 'credential' | 'integration' | 'service';

export interface KeyShape {
  readonly description: string;
  readonly required: boolean;
  /** The rule that asks for it where it may be left out; none where left out. */
  readonly askedBy?: string;
  readonly kinds?: KeyKinds;
  readonly shape: Shape;
}

export interface MapShape {
  readonly type: 'map';
  readonly keys: Readonly<Record<string, KeyShape>>;
}
/** Any names, each with the same kind of value. */
export interface DictionaryShape {
  readonly type: 'dictionary';
  readonly value: Shape;
  readonly format?: TextFormat;
}
export interface ListShape {
  readonly type: 'list';
  readonly item: Shape;
}
export interface TextShape {
  readonly type: 'text';
  readonly format?: TextFormat;
  /** Set where the text is looked up by its whole spelling: no such name begins with a number sign. */
  readonly isName?: true;
  /** Source of a regular expression that the text matches. */
  readonly pattern?: string;
  /** What is right, to be read after "must be". */
  readonly expected?: string;
}
export interface ChoiceShape {
  readonly type: 'choice';
  /** The words, each with what it means. */
  readonly values: Readonly<Record<string, string>>;
}
export interface LiteralShape {
  readonly type: 'literal';
  readonly value: string | number | boolean;
}
/** A bare text that stands for a map with one key. */
export interface TextOrMapShape {
  readonly type: 'text-or-map';
  readonly map: MapShape;
}
export type Shape =
  MapShape | DictionaryShape | ListShape | TextShape | ChoiceShape | LiteralShape | TextOrMapShape;
