/** What is wrong with the form of a manifest, as the reader met it. The rules turn each into a finding. */
import type { MapNode, Range, ScalarNode, YamlNode } from '../yaml/node.ts';
import type { MapShape } from './shape.ts';

interface ProblemBase {
  /** Where it stands; offsets as those of the part it was found in. */
  readonly at: Range;
  /** The anchor, where it was met through an alias; offsets of the file. */
  readonly definedAt?: Range;
}

/** Where to write, for a cure; absent where an alias stands between the place and its text. */
export interface Editable<T extends YamlNode = YamlNode> {
  readonly node: T;
  /** Whether the node stands in a flow collection, where more needs quotes. */
  readonly flow: boolean;
}

export interface UnknownKey extends ProblemBase {
  readonly kind: 'unknown-key';
  readonly key: string;
  /** The keys that the map may have and does not have yet. */
  readonly known: readonly string[];
  /** Where it stands, and what that map is meant to be. */
  readonly map: MapNode;
  readonly shape: MapShape;
  readonly edit?: Editable<ScalarNode>;
  /** Set where something that is granted most likely stands under it, or is lost with it. */
  readonly grants?: true;
}
export interface InvalidValue extends ProblemBase {
  readonly kind: 'invalid-value';
  /** What would be right, to be read after "must be". */
  readonly expected: string;
  readonly written: string;
  /** The words that may stand here, if they are few. */
  readonly words?: readonly string[];
  /** The name of the alias behind another one, if there is one. */
  readonly behind?: string;
  /** A text that is surely meant. */
  readonly meant?: string;
  /** Set where it is something that is granted, most likely. */
  readonly grants?: true;
  /** Set where it is a key that is no text, on which something that is granted may hang. */
  readonly hides?: true;
  /** As with a text that needs quotes. */
  readonly within?: readonly string[];
  /** The keys of the map that is to stand here, where these are not for the writer to choose. */
  readonly keys?: readonly string[];
  readonly edit?: Editable<ScalarNode>;
}
export interface DuplicateKey extends ProblemBase {
  readonly kind: 'duplicate-key';
  readonly key: string;
  /** The first one. */
  readonly first: Range;
}
export interface MergeKey extends ProblemBase {
  readonly kind: 'merge-key';
}
export interface ScopeWrittenAsMap extends ProblemBase {
  readonly kind: 'scope-written-as-map';
  readonly scope: string;
  /** Text to write over `at`; absent where an alias stands between. */
  readonly cure?: string;
}
export interface NeedsQuotes extends ProblemBase {
  readonly kind: 'needs-quotes';
  /** The text as it was meant. */
  readonly text: string;
  /** What happens without the quotes, as a sentence: "YAML takes it for a comment". */
  readonly readAs: string;
  readonly flow: boolean;
  readonly editable: boolean;
  /** The keys that a part of it may be, of those that its map or the integration lacks, or that begin an item. */
  readonly within?: readonly string[];
}
/** A key behind a value on the same line, with neither a comma nor a line break between them. */
export interface MissingBreak extends ProblemBase {
  readonly kind: 'missing-break';
  readonly key: string;
  /** The blanks between them. */
  readonly gap: Range;
  /** Where the first key of the two stands; undefined in a flow collection, which has commas. */
  readonly below: number | undefined;
}
/** A text that is a key and its value, but for the blank behind the colon. */
export interface LacksBlank extends ProblemBase {
  readonly kind: 'missing-blank';
  /** Where to write it. */
  readonly blankAt: number;
  /** What it is where not the blank alone is missing there: the colon, or the blank stands before that. */
  readonly fault?: 'no-colon' | 'blank-before-colon';
}
/** An item of a list that is indented further than the others, and so a part of the text above it. */
export interface DeeperItem extends ProblemBase {
  readonly kind: 'deeper-item';
}
/** A part of a text that is most likely meant to be granted: a line that is indented too far, or that lost the break before it. */
export interface SwallowedGrant extends ProblemBase {
  readonly kind: 'swallowed-grant';
  /** The key of the integration that begins there, if one does: where the integration has it as well, the line is a sentence. */
  readonly list?: string;
}

/** Lines that belong further left, by so many columns; further right where it is negative. */
export interface Move {
  readonly lines: Range;
  readonly by: number;
}

/** What seems to be an integration, among the keys of another one or below one of these, or below one of the file's. */
export interface SlippedEntry extends ProblemBase {
  readonly kind: 'slipped-entry';
  readonly key: string;
  /** What puts it in its place; absent where more stands below it. */
  readonly move?: Move;
}

/** A key of an integration, where the names of integrations stand. Its place is that of its owner's name, if it has one. */
export interface StrayKey extends ProblemBase {
  readonly kind: 'stray-key';
  readonly key: string;
  /** The integration that it seems to belong to, below whose name nothing stands; where that begins, and what of it seems to be one. */
  readonly owner?: { readonly name: string; readonly starts: readonly number[] };
  readonly move?: Move;
}

export type Problem =
  | UnknownKey
  | InvalidValue
  | DuplicateKey
  | MergeKey
  | ScopeWrittenAsMap
  | NeedsQuotes
  | MissingBreak
  | LacksBlank
  | DeeperItem
  | SwallowedGrant
  | SlippedEntry
  | StrayKey;
