/** All safe fixes at once. */
import { ApartEdits } from '../yaml/apart-edits.ts';
import { composeEdits } from '../yaml/compose-edits.ts';
import { applyEdits } from '../yaml/edits.ts';
import type { TextEdit } from '../yaml/text-edit.ts';
import type { Finding } from './finding.ts';

/**
 * What a fix uncovers, a second pass cures. Of neighbours in a list that all go, a pass takes every second one, since their edits
 * touch: so there are a few more where many are equal, and an end to it where two fixes should ever undo each other.
 */
const MOST_PASSES = 20;

/** The edits of all safe fixes of a text, by `find`, which judges a text; together they reach a fixed point. */
export function fixAllEdits(text: string, find: (text: string) => readonly Finding[]): TextEdit[] {
  let edits: TextEdit[] = [];
  let current = text;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const next = safeEdits(find(current));
    if (next.length === 0) break;
    edits = composeEdits(text.length, edits, next);
    current = applyEdits(current, next);
  }
  return edits;
}

/** The first safe fix of every finding, but none that would touch what an earlier one changes. */
function safeEdits(findings: readonly Finding[]): readonly TextEdit[] {
  const chosen = new ApartEdits();
  for (const finding of findings) {
    const [fix] = finding.accepted ? [] : finding.fixes(({ safe }) => safe);
    if (fix) chosen.take(fix.edits);
  }
  return chosen.all;
}
