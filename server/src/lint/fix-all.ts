/** All safe fixes at once. */
import { composeEdits } from '../yaml/compose-edits.ts';
import { applyEdits } from '../yaml/edits.ts';
import type { TextEdit } from '../yaml/edits.ts';
import type { Finding } from './finding.ts';

/** What a fix uncovers, a second pass cures; there is nothing left for a third. */
const PASSES = 2;

/** The edits of all safe fixes of a text, by `find`, which judges a text; together they reach a fixed point. */
export function fixAllEdits(text: string, find: (text: string) => readonly Finding[]): TextEdit[] {
  let edits: TextEdit[] = [];
  let current = text;
  for (let pass = 0; pass < PASSES; pass++) {
    const next = safeEdits(find(current));
    if (next.length === 0) break;
    edits = composeEdits(text.length, edits, next);
    current = applyEdits(current, next);
  }
  return edits;
}

/** The first safe fix of every finding, but none that would touch what an earlier one changes. */
function safeEdits(findings: readonly Finding[]): TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const finding of findings) {
    if (finding.accepted) continue;
    const [fix] = finding.fixes(({ safe }) => safe);
    if (!fix?.edits.every((edit) => isApart(chosen, edit))) continue;
    for (const edit of fix.edits) chosen.splice(placeOf(chosen, edit), 0, edit);
  }
  return chosen;
}

/** Where the edit belongs among edits that lie apart, in their order: findings come in the order of the file, so mostly at the end. */
function placeOf(sorted: readonly TextEdit[], { start, end }: TextEdit): number {
  return (
    sorted.findLastIndex((other) => other.start < start || (other.start === start && other.end <= end)) + 1
  );
}

/** Edits that touch do not lie apart: which of two goes first at one place would be chance. */
function isApart(sorted: readonly TextEdit[], edit: TextEdit): boolean {
  const place = placeOf(sorted, edit);
  const [before, after] = [sorted[place - 1], sorted[place]];
  return (!before || before.end < edit.start) && (!after || edit.end < after.start);
}
