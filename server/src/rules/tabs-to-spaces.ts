/** Tabs that indent lines, written as the blanks that the person saw. */
import { compose } from '../yaml/compose.ts';
import { applyEdits, lineStart } from '../yaml/edits.ts';
import type { TextEdit } from '../yaml/edits.ts';
import type { Range } from '../yaml/node.ts';
import type { Fix } from './rule.ts';

/** How far tab stops are apart in editors: nothing in a text says which of them its writer had, so the first that fits is taken. */
const STOPS = [2, 4, 8, 6, 3];

/**
 * Blanks for the tabs that indent the lines of a text. A tab in a line that begins with blanks may be a part of a text over several lines,
 * so of these only the ones at which the parser has stumbled are changed. Undefined where no distance of tab stops leads to valid YAML.
 */
export function spacesFix(source: string, stumbled: readonly Range[]): Fix | undefined {
  const lines = new Set(stumbled.map(({ start }) => lineStart(source, start)));
  const indents = [...source.matchAll(/(?<![^\n])[ \t]+/g)].filter(
    ({ index, 0: indent }) => indent.startsWith('\t') || (lines.has(index) && indent.includes('\t')),
  );
  for (const stop of STOPS) {
    const edits = indents.map(({ index, 0: indent }): TextEdit => {
      const newText = ' '.repeat(widthOf(indent, stop));
      return { start: index, end: index + indent.length, newText };
    });
    if (compose(applyEdits(source, edits)).errors.length === 0)
      return { title: 'Indent with spaces', safe: false, preferred: true, edits };
  }
  return undefined;
}

/** How many columns an indentation takes. */
function widthOf(indent: string, stop: number): number {
  let width = 0;
  for (const char of indent) width += char === '\t' ? stop - (width % stop) : 1;
  return width;
}
