/** What lays out YAML anew. A port, because its code is large and each host of the server loads it in its own way. */

export interface FormatterOptions {
  /** How many spaces a level is indented. */
  readonly indent: number;
}

/** Lines of the text before that others stand for in the text after; counted from 0, `end` exclusive. */
export interface ChangedLines {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

export interface Formatter {
  /** The text laid out anew. Rejects what it cannot read. */
  readonly format: (text: string, options: FormatterOptions) => Promise<string>;
  /** What to change in `before` to have `after`, in order. */
  readonly changedLines: (before: string, after: string) => readonly ChangedLines[];
}
