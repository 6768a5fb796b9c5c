/** What every report is made from, and the one signature that they share. */
import type { Day, Finding } from '../service.ts';

export interface CheckedFile {
  /** As it was given. */
  readonly path: string;
  readonly text: string;
  /** In the order of the file; accepted ones too. */
  readonly findings: readonly Finding[];
}

/** One run of the check. */
export interface Checked {
  readonly version: string;
  readonly catalogDate: string;
  readonly today: Day;
  readonly files: readonly CheckedFile[];
  /** How many more were given and could not be checked. */
  readonly unchecked: number;
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

/** The text of a report, with a line end at its end unless it is empty. */
export type Report = (checked: Checked, style: Style) => string;

/** The name that reports give to this program. */
export const TOOL_NAME = 'sentry-permissions';
