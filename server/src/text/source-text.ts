/**
 * The text of a file. A string is one; of a large file that somebody types in, the stretch that is typed in is kept apart, since the
 * engine would copy all of the text after every key.
 */

/** What is asked of a text, as of a string. */
export interface SourceText {
  readonly length: number;
  readonly slice: (start?: number, end?: number) => string;
  readonly charCodeAt: (index: number) => number;
  readonly includes: (wanted: string) => boolean;
  readonly indexOf: (wanted: string, from?: number) => number;
  readonly lastIndexOf: (wanted: string, from?: number) => number;
  /** All of it as one string: a copy, where a stretch was kept apart. */
  readonly toString: () => string;
}

/** A text of no more characters the engine copies in no time. */
export const SMALL = 1 << 16;
/** Edits whose stretch is no longer are made in the same one. */
const LONGEST_STRETCH = 1 << 15;

/** The text with another one between two offsets; copied, if it has no more than `small` characters. */
export function withReplaced(
  text: SourceText,
  { start, end, replacement }: Stretch,
  small = SMALL,
): SourceText {
  if (text.length <= small) return text.slice(0, start) + replacement + text.slice(end);
  return (
    (text instanceof EditedText ? text.edited({ start, end, replacement }) : undefined) ??
    new EditedText(text.toString(), { start, end, replacement })
  );
}

/** A stretch of a text, and what is to stand there instead. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** A string of which one stretch is replaced. */
export class EditedText implements SourceText {
  readonly length: number;
  /** Undefined once all is one string again. */
  private stretch: Stretch | undefined;
  private whole: string;

  constructor(whole: string, stretch: Stretch) {
    this.whole = whole;
    this.stretch = stretch;
    this.length = whole.length - (stretch.end - stretch.start) + stretch.replacement.length;
  }

  /** The text after another edit; undefined where that is too far off to be made in the same stretch. */
  edited({ start, end, replacement }: Stretch): EditedText | undefined {
    const { stretch } = this;
    if (!stretch) return undefined;
    const behind = stretch.start + stretch.replacement.length;
    const from = Math.min(start, stretch.start);
    const to = Math.max(end, behind);
    if (to - from - (end - start) + replacement.length > LONGEST_STRETCH) return undefined;
    return new EditedText(this.whole, {
      start: from,
      end: stretch.end + (to - behind),
      replacement: this.slice(from, start) + replacement + this.slice(end, to),
    });
  }

  slice(from = 0, to = this.length): string {
    const { whole, stretch, length } = this;
    if (!stretch) return whole.slice(from, to);
    const start = from < 0 ? Math.max(0, length + from) : from;
    const end = to < 0 ? length + to : Math.min(to, length);
    const { replacement } = stretch;
    const behind = stretch.start + replacement.length;
    if (start >= end) return '';
    if (end <= stretch.start) return whole.slice(start, end);
    const moved = stretch.end - behind;
    if (start >= behind) return whole.slice(start + moved, end + moved);
    const before = start < stretch.start ? whole.slice(start, stretch.start) : '';
    const own = replacement.slice(Math.max(0, start - stretch.start), end - stretch.start);
    return before + own + (end > behind ? whole.slice(stretch.end, end + moved) : '');
  }

  charCodeAt(index: number): number {
    const { whole, stretch } = this;
    if (!stretch || index < stretch.start) return whole.charCodeAt(index);
    const within = index - stretch.start;
    const { length } = stretch.replacement;
    return within < length
      ? stretch.replacement.charCodeAt(within)
      : whole.charCodeAt(stretch.end + within - length);
  }

  includes(wanted: string): boolean {
    return this.indexOf(wanted) >= 0;
  }

  indexOf(wanted: string, from = 0): number {
    const { whole, stretch } = this;
    if (!stretch || wanted.length !== 1) return this.toString().indexOf(wanted, from);
    const { start, end, replacement } = stretch;
    const before = from < start ? whole.indexOf(wanted, from) : -1;
    if (before >= 0 && before < start) return before;
    const within = replacement.indexOf(wanted, from - start);
    if (within >= 0 && from < start + replacement.length) return start + within;
    const moved = end - start - replacement.length;
    const behind = whole.indexOf(wanted, Math.max(end, from + moved));
    return behind < 0 ? -1 : behind - moved;
  }

  lastIndexOf(wanted: string, from = this.length): number {
    const { whole, stretch } = this;
    if (!stretch || wanted.length !== 1) return this.toString().lastIndexOf(wanted, from);
    const { start, end, replacement } = stretch;
    const at = Math.max(0, from);
    const moved = end - start - replacement.length;
    const behind = at + moved >= end ? whole.lastIndexOf(wanted, at + moved) : -1;
    if (behind >= end) return behind - moved;
    const within = at >= start ? replacement.lastIndexOf(wanted, at - start) : -1;
    if (within >= 0) return start + within;
    return start > 0 ? whole.lastIndexOf(wanted, Math.min(at, start - 1)) : -1;
  }

  toString(): string {
    const { whole, stretch } = this;
    if (stretch) {
      this.whole = whole.slice(0, stretch.start) + stretch.replacement + whole.slice(stretch.end);
      this.stretch = undefined;
    }
    return this.whole;
  }

  /** How much two texts surely have in common at either end, for they are edits of one string; nothing where they are not. */
  static sharedEnds(
    one: SourceText,
    other: SourceText,
  ): { readonly before: number; readonly behind: number } {
    const [first, second] = [EditedText.partsOf(one), EditedText.partsOf(other)];
    const { whole } = first;
    const stretches = [first.stretch, second.stretch].filter((stretch) => stretch !== undefined);
    if (stretches.length === 0 || whole !== second.whole) return { before: 0, behind: 0 };
    return {
      before: Math.min(...stretches.map(({ start }) => start)),
      behind: whole.length - Math.max(...stretches.map(({ end }) => end)),
    };
  }

  private static partsOf(text: SourceText): { whole: string; stretch: Stretch | undefined } {
    return text instanceof EditedText
      ? { whole: text.whole, stretch: text.stretch }
      : { whole: text.toString(), stretch: undefined };
  }
}
