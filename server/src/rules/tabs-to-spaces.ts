/** Tabs that indent lines, written as the blanks that the person saw. */
import { compose } from '../yaml/compose.ts';
import { applyEdits } from '../yaml/edits.ts';
import { lineStart } from '../yaml/lines.ts';
import { childrenOf } from '../yaml/node.ts';
import type { Range, YamlNode } from '../yaml/node.ts';
import { sameNode } from '../yaml/same-content.ts';
import type { TextEdit } from '../yaml/text-edit.ts';
import type { Fix } from './rule.ts';

/** How far tab stops are apart in editors: nothing in a text says which of them its writer had. */
const STOPS = [2, 4, 8, 6, 3];

/**
 * Blanks for the tabs that indent the lines of a text. A tab in a line that begins with blanks may be a part of a text over several lines,
 * so of these only the ones at which the parser has stumbled are changed. Undefined where no distance of tab stops leads to valid YAML, or
 * some of them to different ones.
 */
export function spacesFix(source: string, stumbled: readonly Range[]): Fix | undefined {
  const lines = new Set(stumbled.map(({ start }) => lineStart(source, start)));
  const indents = [...source.matchAll(/(?<![^\n])[ \t]+/g)].filter(
    ({ index, 0: indent }) => indent.startsWith('\t') || (lines.has(index) && indent.includes('\t')),
  );
  const readings = STOPS.flatMap((stop): Reading[] => {
    const edits = indents.map(({ index, 0: indent }): TextEdit => {
      const newText = ' '.repeat(widthOf(indent, stop));
      return { start: index, end: index + indent.length, newText };
    });
    const { root, errors } = compose(applyEdits(source, edits));
    return errors.length === 0 ? [{ edits, root, misplaced: misplacedIn(root) }] : [];
  });
  const least = Math.min(...readings.map(({ misplaced }) => misplaced));
  const [best, ...others] = readings.filter(({ misplaced }) => misplaced === least);
  if (!best || !others.every(({ root }) => sameNode(root, best.root))) return undefined;
  return { title: 'Indent with spaces', safe: false, preferred: true, edits: best.edits };
}

/** The text as it is read with tab stops of one distance. */
interface Reading {
  readonly edits: readonly TextEdit[];
  readonly root: YamlNode | undefined;
  readonly misplaced: number;
}

/** How much looks as if it was meant for a place further in: a key has nothing below it, and one more stands at the margin. */
function misplacedIn(root: YamlNode | undefined): number {
  return root ? (root.type === 'map' ? root.pairs.length : 0) + emptyBelow(root) : 0;
}

function emptyBelow(node: YamlNode): number {
  if (node.type === 'scalar') return node.style === 'empty' ? 1 : 0;
  return childrenOf(node).reduce((sum, child) => sum + emptyBelow(child), 0);
}

/** How many columns an indentation takes. */
function widthOf(indent: string, stop: number): number {
  let width = 0;
  for (const char of indent) width += char === '\t' ? stop - (width % stop) : 1;
  return width;
}
