/** What a rule is, and what it says. One file a rule; `list.ts` names them all. */
import type { Day } from '../manifest/dates.ts';
import type { FileKeys, Integration, ListItem, Manifest } from '../manifest/model.ts';
import type { Problem } from '../manifest/problem.ts';
import type { Range } from '../yaml/node.ts';
import type { TextEdit } from '../yaml/text-edit.ts';

export type Level = 'error' | 'warning' | 'info' | 'hint';

/** Levels from the gravest to the faintest. */
export const LEVELS: readonly Level[] = ['error', 'warning', 'info', 'hint'];

export type Group =
  'structure' | 'least-privilege' | 'why-and-who' | 'review' | 'credentials' | 'services' | 'exceptions';

/** Another place that belongs to a finding. */
export interface Related {
  readonly message: string;
  readonly at: Range;
  /** What `at` counts from: the part that the rule looked at, or the file. */
  readonly from: 'part' | 'file';
}

/** A point in a text; lines and characters count from 0, characters in UTF-16 units. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** A place in another file; `file` as whoever runs the rules calls it. */
export interface PlaceElsewhere {
  readonly file: string;
  readonly start: LinePosition;
  readonly end: LinePosition;
}

/** A place in another file that belongs to a finding. */
export interface RelatedElsewhere {
  readonly message: string;
  readonly at: PlaceElsewhere;
}

/** An integration of another file of the workspace, and where it says where its secret is kept. */
export interface NamedElsewhere {
  readonly integration: string;
  readonly id: string | undefined;
  readonly at: PlaceElsewhere;
}

/** What other files of the workspace name of the places of secrets that this file names, by place. */
export type Elsewhere = ReadonlyMap<string, readonly NamedElsewhere[]>;

/** A text that a fix needs from the person; it goes where the edits hold `HOLE_MARK`. */
export interface Question {
  readonly prompt: string;
  /** What the box holds at first. */
  readonly value: string;
  /** Whether the text goes into a flow collection. */
  readonly flow: boolean;
  /** Set where the answer is a day, as YYYY-MM-DD. */
  readonly day?: {
    /** The day that it has to come after, in the same form; any where left out. */
    readonly after?: string;
  };
}

/** Edits that take what was found away, as a person would choose them. */
export interface Fix {
  readonly title: string;
  /** Safe fixes change nothing that is granted and are part of fix-all. */
  readonly safe: boolean;
  /** Set where it is surely the one to choose for its finding, although it is not safe. */
  readonly preferred?: true;
  readonly edits: readonly TextEdit[];
  readonly question?: Question;
  /** Set where it is right wherever an alias brings the text to. Of other fixes only safe ones change what carries an anchor. */
  readonly everywhere?: true;
  /** Set where the fix documents the finding as an exception. */
  readonly accepts?: true;
  /** Set where the fix adds a review, for which a client may ask more than one text. */
  readonly review?: true;
}

/** What a rule yields: something found, or that it could not decide about a node. */
export interface Found {
  readonly at: Range;
  /** What, why, and what to do. */
  readonly message: string;
  /** Where it differs from the rule's own level; a level set in the file comes before both. */
  readonly level?: Level;
  /** The scope or permission it is about, if it is about one: an acceptance on it covers the finding. */
  readonly on?: ListItem;
  /** For a check over the manifest: the integration it is about, if it is about one; an acceptance in it covers the finding. */
  readonly integration?: Integration;
  /** Set where no exception covers it, although the rule allows some: what is wrong with an exception from the rule itself. */
  readonly unacceptable?: true;
  readonly scope?: string;
  readonly definedAt?: Range | undefined;
  readonly related?: readonly Related[];
  readonly elsewhere?: readonly RelatedElsewhere[];
  readonly unnecessary?: true;
  /** Set where the finding says that something is not there: nothing of the kind is said where a syntax error may hide it. */
  readonly absence?: true;
  /** The fixes, best first; computed only when asked for. */
  readonly fixes?: () => readonly (Fix | undefined)[];
}
export interface Undecided {
  /** The node that the rule lacks data on; the whole integration where left out. */
  readonly undecided: ListItem | 'all';
}

/** What a rule may know of the world. */
export interface RuleContext {
  /** The person's own date. */
  readonly today: Day;
  /** The file's own keys that reach into its integrations. */
  readonly file: Pick<FileKeys, 'review' | 'server'>;
  /** For a check over the manifest: what there is in other files. */
  readonly elsewhere: Elsewhere;
  /** The rules there are, with whether each may be accepted away. */
  readonly rules: ReadonlyMap<string, { readonly acceptable: boolean }>;
  /** Whether the rule has nothing to say in this file, because the file says so. */
  readonly isOff: (rule: string) => boolean;
  /** What became of an acceptance; only for the rules on exceptions, which run last. */
  readonly verdict: (acceptance: ListItem) => 'used' | 'unused' | 'undecided';
}

export type Check<Subject> = (subject: Subject, context: RuleContext) => Iterable<Found | Undecided>;

/** What most integrations hold nothing of. Faults are what the reader met: errors of YAML, and what the format does not have. */
export type Part = 'exceptions' | 'faults' | 'service' | 'webhooks';

/** What is looked for, and by which of three checks; a finding bears its `id`. */
export interface Rule {
  readonly id: string;
  readonly group: Group;
  readonly level: Level;
  /** One sentence: what it finds. */
  readonly summary: string;
  /** What it guards against, in the method's own words; none for rules on form. */
  readonly threat?: string;
  /** Whether an `accept` may cover its findings. */
  readonly acceptable: boolean;
  /** Set where the rule judges the text and not what it means: it speaks below a syntax error, and of a version not known here. */
  readonly judgesText?: true;
  /** Sees one integration alone, with offsets from its own start: its findings are kept until its text changes. */
  readonly integration?: Check<Integration>;
  /** Set where it finds nothing in an integration that holds nothing of this part: it need not be asked then. */
  readonly within?: Part;
  /** Sees the file's own keys. */
  readonly file?: Check<FileKeys>;
  /** Sees the whole manifest, for what no single integration can tell; offsets of the file. */
  readonly manifest?: Check<Manifest>;
}

/** Gives a rule its type. */
export function defineRule<const R extends Rule>(rule: R): R {
  return rule;
}

/** The problems of one kind that the reader met in an integration or in the file's own keys. */
export function problemsOf<K extends Problem['kind']>(
  part: { readonly problems: readonly Problem[] },
  kind: K,
): Extract<Problem, { kind: K }>[] {
  return part.problems.filter((problem): problem is Extract<Problem, { kind: K }> => problem.kind === kind);
}
