/** What a rule found, once levels, acceptances and syntax errors have had their say. */
import type { Fix, Level, Related, RelatedElsewhere } from '../rules/rule.ts';
import type { Range } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';

/** One thing to say of a place; offsets of the file, or of its integration where an analysis keeps it. */
export interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly at: Range;
  /** The name of the integration it is about, or null. */
  readonly integration: string | null;
  readonly scope?: string;
  /** Whether a documented exception covers it. */
  readonly accepted: boolean;
  readonly unnecessary: boolean;
  readonly related: readonly Related[];
  /** Missing where no other file has to do with it. */
  readonly elsewhere?: readonly RelatedElsewhere[];
  /** The fixes, best first; computed when called. With `only`, no others are looked at. */
  readonly fixes: (only?: (fix: Fix) => boolean) => readonly Fix[];
}

/** The finding with offsets of the file, where its part begins at `start`. */
export function placeFinding(finding: Finding, start: number): Finding {
  return {
    ...finding,
    at: shiftRange(finding.at, start),
    related: finding.related.map((related) =>
      related.from === 'file' ? related : { ...related, from: 'file', at: shiftRange(related.at, start) },
    ),
    fixes: (only) =>
      finding.fixes(only).map((fix) => ({
        ...fix,
        edits: fix.edits.map((edit) => ({ ...edit, ...shiftRange(edit, start) })),
      })),
  };
}

/** Order in the file; at one place the graver first. */
export function compareFindings(a: Finding, b: Finding): number {
  return a.at.start - b.at.start || RANK[a.level] - RANK[b.level] || a.at.end - b.at.end;
}

const RANK: Readonly<Record<Level, number>> = { error: 0, warning: 1, info: 2, hint: 3 };
