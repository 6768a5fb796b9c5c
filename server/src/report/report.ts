/** What every report is made from, and the one signature that they share. */
import type { Day, Level } from '../service.ts';
import type { Excerpt } from './excerpt.ts';
import type { Position } from './lines.ts';
import type { Unread } from './unread.ts';

/** From the first character to the one behind the last. */
export interface Place {
  readonly start: Position;
  readonly end: Position;
}

export interface ReportedFix {
  readonly title: string;
  readonly safe: boolean;
  /** What it writes; missing where it asks for a text, would show a credential, or nobody needs it. */
  readonly edits?: readonly { readonly place: Place; readonly newText: string }[];
}

/** A finding as plain data, with no credential in anything that is shown. What else is hostile each format makes harmless itself. */
export interface ReportedFinding {
  readonly rule: string;
  readonly level: Level;
  readonly integration: string | null;
  readonly scope?: string;
  readonly message: string;
  /** Whether the file accepts it. */
  readonly accepted: boolean;
  /** Whether the baseline knows it; missing where there is no baseline. */
  readonly baselined?: boolean;
  /** Set where it says of something that hides grants that it is not read. */
  readonly hides?: true;
  readonly place: Place;
  readonly related: readonly {
    /** The path of another file; missing where it is the same one. */
    readonly path?: string;
    readonly place: Place;
    readonly message: string;
  }[];
  readonly fixes: readonly ReportedFix[];
  readonly excerpt?: Excerpt;
  /** By what it is known again. `key` is a digest over the text as it is, `what` is fit to be shown. */
  readonly fingerprint: { readonly integration: string | null; readonly what: string; readonly key: string };
}

export interface CheckedFile {
  /** As it was given. */
  readonly path: string;
  /** In the order of the file; accepted ones too. */
  readonly findings: readonly ReportedFinding[];
}

/** What is known of a run of the check before its first file. */
export interface Run {
  readonly version: string;
  readonly catalogDate: string;
  readonly today: Day;
  /** Whether formats that leave accepted findings out, and those of the baseline, are to show them. */
  readonly includeAccepted: boolean;
  /** The page of a rule, as Markdown; undefined where it is not at hand. */
  readonly page: (rule: string) => string | undefined;
  /** A path as it is written from the folder that the check runs in, however it was given. */
  readonly fromHere: (path: string) => string;
}

/** How many findings there are; those that the file accepts, or the baseline, count there alone. */
export interface Summary extends Readonly<Record<Level, number>> {
  readonly accepted: number;
  /** Missing where there is no baseline. */
  readonly baselined?: number;
  readonly files: number;
}

/** What is known at its end. */
export interface Totals extends Summary {
  /** The paths, of files, folders or patterns, that were given or found and could not be checked. */
  readonly unread: readonly Unread[];
}

/** How a report for people looks; the others ignore it. */
export interface Style {
  readonly error: Paint;
  readonly warning: Paint;
  readonly info: Paint;
  readonly hint: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
  /** The terminal's width; undefined where the text goes somewhere else and is not wrapped. */
  readonly columns: number | undefined;
}
type Paint = (text: string) => string;

/** What a report wants to know of each finding, beyond what all of them do: it takes time to find out. */
export interface Needs {
  readonly excerpts: boolean;
  readonly fixes: 'none' | 'titles' | 'edits';
}

/** A report under way: its parts in their order make up the whole, so that nothing has to be kept until the end. */
export interface Reporter {
  readonly head: string;
  readonly file: (file: CheckedFile) => string;
  /** With a line end at its end, unless everything is empty. */
  readonly tail: (totals: Totals) => string;
}

/** A format. */
export interface Report {
  readonly needs: Needs;
  readonly start: (run: Run, style: Style) => Reporter;
}

/** The name that reports give to this program. */
export const TOOL_NAME = 'sentry-permissions';

/** Whether a finding is to be answered for: neither the file nor the baseline accepts it. */
export function isOpen({ accepted, baselined }: ReportedFinding): boolean {
  return !accepted && baselined !== true;
}
