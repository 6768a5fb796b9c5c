/** Lines and characters of a text, counted from 0 as the Language Server Protocol does. */
import type { LinePosition } from '../rules/rule.ts';
import { lineAt, startsOfLines } from '../text/line-starts.ts';
import type { SourceText } from '../text/source-text.ts';

/** Tells the place of an offset; the lines are counted when somebody first asks. Lines end at LF, CRLF or a lone CR. */
export function lineIndex(text: SourceText): (offset: number) => LinePosition {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= startsOfLines(text.toString());
    const line = lineAt(starts, offset);
    return { line, character: offset - (starts[line] ?? 0) };
  };
}
