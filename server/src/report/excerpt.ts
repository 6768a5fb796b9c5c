/** The line that a finding stands on, with a mark below the place. */
import { hideCredentials, type Range } from '../service.ts';
import type { Lines } from './lines.ts';
import { visibleCharacter } from './visible.ts';

export interface Excerpt {
  readonly line: number;
  readonly source: string;
  /** Spaces and carets that belong below `source`. */
  readonly mark: string;
}

/** How many columns of a line are shown at most, and how many of them may stand before the mark. */
const MAX_COLUMNS = 100;
const MAX_BEFORE = 60;

/** How much of a line is looked at, before and after the place: far more than is shown. */
const MARGIN = 2000;

const TAB_STOP = 4;

/** The first line of `range`, made fit for a terminal: tabs are spaces, wide characters keep the mark in its place. */
export function excerptOf(text: string, lines: Lines, range: Range): Excerpt {
  const { line } = lines.positionAt(range.start);
  const bounds = lines.boundsOf(line);
  const start = Math.min(range.start, bounds.end);
  const end = Math.min(range.end, bounds.end);
  const shownFrom = Math.max(bounds.start, start - MARGIN);
  const shownTo = Math.min(bounds.end, start + MARGIN);
  const cells = cellsOf(hiddenIn(text, lines).slice(shownFrom, shownTo), shownFrom);

  const columnOf = (offset: number): number =>
    cells.find((cell) => cell.at >= offset)?.column ?? widthOf(cells);
  const markAt = columnOf(start);
  const first = markAt > MAX_BEFORE ? markAt - MAX_BEFORE / 2 : 0;
  const kept = cells.filter(({ column, width }) => column >= first && column + width <= first + MAX_COLUMNS);
  const keptFrom = kept[0]?.column ?? 0;
  const keptTo = widthOf(kept);
  const before = keptFrom > 0 || shownFrom > bounds.start ? '…' : '';
  const after = kept.length > 0 && (keptTo < widthOf(cells) || shownTo < bounds.end) ? '…' : '';
  const length = Math.max(1, Math.min(columnOf(end), keptTo) - markAt);
  return {
    line,
    source: `${before}${kept.map((cell) => cell.text).join('')}${after}`.trimEnd(),
    mark: ' '.repeat(before.length + markAt - keptFrom) + '^'.repeat(length),
  };
}

/**
 * Texts with their credentials hidden. Only the whole text tells what is one, for a value may be of any length; and one text has
 * many findings.
 */
const hiddenTexts = new WeakMap<Lines, string>();

function hiddenIn(text: string, lines: Lines): string {
  let hidden = hiddenTexts.get(lines);
  if (hidden === undefined) hiddenTexts.set(lines, (hidden = hideCredentials(text)));
  return hidden;
}

/** A character with its offset in the file and its column on the terminal. */
interface Cell {
  readonly at: number;
  readonly text: string;
  readonly column: number;
  readonly width: number;
}

function cellsOf(text: string, offset: number): Cell[] {
  const cells: Cell[] = [];
  let [at, column] = [offset, 0];
  for (const character of text) {
    const spaces = TAB_STOP - (column % TAB_STOP);
    const seen =
      character === '\t' ? { text: ' '.repeat(spaces), width: spaces } : visibleCharacter(character);
    cells.push({ at, column, ...seen });
    at += character.length;
    column += seen.width;
  }
  return cells;
}

function widthOf(cells: readonly Cell[]): number {
  const last = cells.at(-1);
  return last ? last.column + last.width : 0;
}
