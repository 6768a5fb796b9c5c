/** Edits that lie apart, so that it is no chance which of them goes first. */
import type { TextEdit } from './text-edit.ts';

/** Takes edits of one text as long as none touches another. */
export class ApartEdits {
  /** In the order of the text. */
  private readonly chosen: TextEdit[] = [];

  /** Those that were taken, in the order of the text. */
  get all(): readonly TextEdit[] {
    return this.chosen;
  }

  /** Takes the edits of one change, all or none; answers whether it did. */
  take(edits: readonly TextEdit[]): boolean {
    if (!edits.every((edit) => this.isApart(edit))) return false;
    for (const edit of edits) this.chosen.splice(this.placeOf(edit), 0, edit);
    return true;
  }

  private isApart(edit: TextEdit): boolean {
    const place = this.placeOf(edit);
    const [before, after] = [this.chosen[place - 1], this.chosen[place]];
    return (!before || before.end < edit.start) && (!after || edit.end < after.start);
  }

  /** Where the edit belongs: changes come in the order of the text, so mostly at the end. */
  private placeOf({ start, end }: TextEdit): number {
    return (
      this.chosen.findLastIndex(
        (other) => other.start < start || (other.start === start && other.end <= end),
      ) + 1
    );
  }
}
