/** Whether a fix knows all of what it changes: what begins above a syntax error may go on behind it, where nobody reads it. */
import type { Fix } from '../rules/rule.ts';
import { lineStart, nextLine } from '../yaml/lines.ts';
import type { Range } from '../yaml/node.ts';
import type { TextEdit } from '../yaml/text-edit.ts';

/**
 * Whether all that the fix takes away, adds to, or judges by what it does not have is over where reading goes wrong. An item of which a
 * part is behind the error would be torn in two, and the key that is added to it may stand there already.
 */
export function seesWhole(
  source: string,
  { edits, safe }: Pick<Fix, 'edits' | 'safe'>,
  distrusted: readonly Range[],
): boolean {
  return distrusted.every(
    (range) =>
      // In a file that is read whole it may be an error of an entry further down.
      range.start > source.length || edits.every((edit) => isApart(source, edit, safe, range)),
  );
}

/** Whether the error has nothing to do with the edit: it ends over that, as in the keys of the file, or begins below all that is changed. */
function isApart(source: string, edit: TextEdit, safe: boolean, error: Range): boolean {
  if (edit.start > error.end) return true;
  if (edit.end > error.start) return false;
  const isInLine = !edit.newText.includes('\n') && !source.slice(edit.start, edit.end).includes('\n');
  // A text written anew in its line leaves what is below alone, but an item may be written anew for being nothing else.
  if (isInLine && !(safe && isItemAt(source, edit.start))) return true;
  return isOver(source, edit, error.start);
}

/** Whether a line above the error ends what the edit changes: the lines that it stands on, and what those that it adds belong to. */
function isOver(source: string, { start, end, newText }: TextEdit, error: number): boolean {
  const first = lineStart(source, start);
  const changed = [...linesOf(source, first, end)];
  const added = [...linesOf(newText, first === start ? 0 : nextLine(newText, 0), newText.length)];
  const column = Math.min(...changed.map((line) => line.column));
  const columnAdded = Math.min(...added.map((line) => line.column));
  const addsItem = added.some((line) => line.column === columnAdded && line.isItem);
  const below = source[end - 1] === '\n' ? end : nextLine(source, end);
  for (const line of linesOf(source, below, error)) {
    // A list may stand in the column of its key: then the next key ends it.
    const endsAdded = line.column < columnAdded || (line.column === columnAdded && addsItem && !line.isItem);
    if (line.column <= column && endsAdded) return true;
  }
  return false;
}

function isItemAt(source: string, offset: number): boolean {
  return /^ *-\s/.test(source.slice(lineStart(source, offset), offset));
}

interface Line {
  readonly column: number;
  readonly isItem: boolean;
}

/** The lines that begin in a stretch of the text, without blank ones and remarks, as far as their first character is in it. */
function* linesOf(text: string, start: number, end: number): Generator<Line> {
  for (let at = start; at < Math.min(end, text.length); at = nextLine(text, at)) {
    let begin = at;
    while (text[begin] === ' ') begin++;
    if (begin < end && !/[#\r\n]/.test(text[begin] ?? '\n'))
      yield { column: begin - at, isItem: /^-(?:\s|$)/.test(text.slice(begin, begin + 2)) };
  }
}
