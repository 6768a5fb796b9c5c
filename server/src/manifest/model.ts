/** A manifest as the rules and features see it: every value with the place where it is written. */
import type { YamlError } from '../yaml/compose.ts';
import type { Pair, Range, SequenceNode, YamlNode } from '../yaml/node.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Day, Span } from './dates.ts';
import type { Problem } from './problem.ts';
import type { Located, MapValue, Text } from './value.ts';

/** A text that is meant for a date; `day` is undefined where it is none. */
export interface DateText extends Text {
  readonly day: Day | undefined;
}

/** A text that is meant for a span; `span` is undefined where it is none. */
export interface SpanText extends Text {
  readonly span: Span | undefined;
}

export interface ReviewSchedule extends Located {
  readonly every: SpanText | undefined;
  readonly remind: SpanText | undefined;
}

/** An item of a list, with what an edit needs; `item` and `list` are undefined where an alias stands between. */
export interface ListItem extends Located {
  readonly item: YamlNode | undefined;
  readonly list: SequenceNode | undefined;
  /** The item's keys; undefined where it is a bare text. */
  readonly map: MapValue | undefined;
}

/** A documented exception to a rule. */
export interface Acceptance extends ListItem {
  readonly rule: Text | undefined;
  readonly reason: Text | undefined;
  readonly until: DateText | undefined;
  readonly by: Text | undefined;
}

export interface ScopeGrant extends ListItem {
  readonly scope: Text | undefined;
  readonly rationale: Text | undefined;
  readonly since: DateText | undefined;
  readonly until: DateText | undefined;
  readonly accept: readonly Acceptance[];
}

export interface PermissionGrant extends ListItem {
  readonly permission: Text | undefined;
  readonly access: Text | undefined;
  readonly rationale: Text | undefined;
  readonly accept: readonly Acceptance[];
}

export interface Review extends ListItem {
  readonly date: DateText | undefined;
  readonly by: Text | undefined;
  readonly of: Text | undefined;
  readonly notes: Text | undefined;
}

export interface Credential extends Located {
  readonly storedIn: Text | undefined;
  readonly rotated: DateText | undefined;
  readonly rotateEvery: SpanText | undefined;
  readonly expires: DateText | undefined;
}

/** One entry of `integrations`. All offsets count from the start of `source`. */
export interface Integration {
  readonly name: Text;
  /** The lines (in flow style the stretch) of the file that hold the entry. */
  readonly source: string;
  /** The entry as it was read: its name and whatever stands under it. */
  readonly pair: Pair;
  /** What stands under the name; undefined where that is no map. */
  readonly map: MapValue | undefined;
  readonly kind: Text | undefined;
  readonly id: Text | undefined;
  readonly purpose: Text | undefined;
  readonly owner: Text | undefined;
  readonly review: ReviewSchedule | undefined;
  readonly credential: Credential | undefined;
  readonly scopes: readonly ScopeGrant[];
  readonly webhooks: readonly Text[];
  readonly uses: readonly Text[];
  readonly service: Text | undefined;
  readonly permissions: readonly PermissionGrant[];
  readonly features: readonly Text[];
  readonly limitedTo: readonly Text[];
  readonly reviews: readonly Review[];
  readonly accept: readonly Acceptance[];
  readonly problems: readonly Problem[];
  readonly errors: readonly YamlError[];
  /** Where a syntax error may have changed what follows: no rule judges there. */
  readonly distrusted: readonly Range[];
}

/**
 * An integration as it is kept: the same object as long as its text stands in the file. What is said of it by itself is there at
 * once; in a very large manifest the rest is read again from its text when somebody asks.
 */
export interface IntegrationEntry {
  readonly source: string;
  readonly name: Text;
  readonly kind: Text | undefined;
  /** Where it says that its secret is kept. */
  readonly storedIn: string | undefined;
  /** Where it stands, from its name to its end. */
  readonly at: Range;
  /** Why its scopes and permissions are granted, where anything is said, without blanks around it. */
  readonly rationales: readonly string[];
  readonly errors: readonly YamlError[];
  readonly distrusted: readonly Range[];
  /** Whether the integration is kept too: it is then always the same. */
  readonly isHeld: boolean;
  readonly integration: Integration;
}

/** An integration and where its text begins in the file. */
export interface PlacedIntegration {
  readonly start: number;
  readonly entry: IntegrationEntry;
  /** That of the entry. Whoever goes through all of a manifest should not keep what it is given. */
  readonly integration: Integration;
}

/** An entry of `integrations` that is none (`x-…`, `<<`), and where the text that its offsets count from begins. */
export interface OtherEntry {
  readonly start: number;
  readonly pair: Pair;
}

/** One setting of the file's `rules`. */
export interface RuleSetting {
  readonly rule: string;
  readonly at: Range;
  readonly level: Text | undefined;
}

/** The file's own keys. Offsets count from the start of the file. */
export interface FileKeys {
  /** The text of the file, made as that of the manifest is. */
  readonly source: string;
  readonly root: MapValue | undefined;
  readonly version: Text | undefined;
  readonly versionPair: Pair | undefined;
  readonly organization: Text | undefined;
  readonly server: Text | undefined;
  readonly review: ReviewSchedule | undefined;
  readonly rules: readonly RuleSetting[];
  readonly problems: readonly Problem[];
  readonly errors: readonly YamlError[];
  readonly distrusted: readonly Range[];
  readonly directives: readonly Range[];
  readonly furtherDocuments: readonly Range[];
}

/** All that one text says, as far as it can be read. */
export interface Manifest {
  readonly source: SourceText;
  /** The same as one string, which of a large file that somebody types in is made when somebody asks. */
  readonly text: string;
  readonly file: FileKeys;
  readonly integrations: readonly PlacedIntegration[];
  readonly otherEntries: readonly OtherEntry[];
  /** Stands for this reading and keeps nothing of it alive: what is kept about a reading is kept by it. */
  readonly state: object;
  /** The integrations by which it differs from an earlier reading of the same file, where that is known. */
  readonly since?: Since | undefined;
}

export interface Since {
  readonly state: object;
  readonly gone: readonly IntegrationEntry[];
  readonly added: readonly IntegrationEntry[];
}
