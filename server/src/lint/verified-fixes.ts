/** The last look at a fix before anybody is offered it. */
import type { Fix } from '../rules/rule.ts';
import { applyEdits, HOLE_MARK } from '../yaml/edits.ts';
import { countErrors } from '../yaml/compose.ts';

/**
 * The fixes that leave `source` no worse to parse than it is. The edits are made to be right; this keeps a mistake in one of them
 * from ever reaching a file.
 */
export function verifiedFixes(source: string, fixes: readonly (Fix | undefined)[]): Fix[] {
  const offered = fixes.filter((fix) => fix !== undefined);
  if (offered.length === 0) return [];
  const before = errorsIn(source);
  return offered.filter(({ edits }) => {
    const filled = edits.map((edit) => ({ ...edit, newText: edit.newText.replace(HOLE_MARK, 'x') }));
    return countErrors(applyEdits(source, filled)) <= before;
  });
}

let last: { source: string; errors: number } | undefined;

/** One part has many fixes, and its own errors are the same for all of them. */
function errorsIn(source: string): number {
  if (last?.source !== source) last = { source, errors: countErrors(source) };
  return last.errors;
}
