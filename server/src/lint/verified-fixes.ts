/** The last look at a fix before anybody is offered it. */
import type { Fix } from '../rules/rule.ts';
import { applyEdits, HOLE_MARK } from '../yaml/edits.ts';
import { countErrors } from '../yaml/compose.ts';
import { composePlain } from '../yaml/compose-plain.ts';

/** Above this many characters an entry or a file is no longer read again for each of its fixes. */
const MAX_SOURCE = 300_000;
/** How many characters are read for the fixes of one text: what asks for more has thousands of faults. */
const MAX_READ = 5_000_000;
/** As many of them are read the short way in the time that the library takes for one. */
const OF_LIBRARY = 20;

/**
 * The fixes that leave `source` no worse to parse than it is. The edits are made to be right; this keeps a mistake in one of them
 * from ever reaching a file. Where looking again would cost seconds the edits are trusted.
 */
export function verifiedFixes(source: string, fixes: readonly (Fix | undefined)[]): Fix[] {
  const offered = fixes.filter((fix) => fix !== undefined);
  if (offered.length === 0 || source.length > MAX_SOURCE) return offered;
  const verification = verificationOf(source);
  return offered.filter(({ edits }) => {
    verification.read += source.length * verification.weight;
    if (verification.read > MAX_READ) return true;
    const filled = edits.map((edit) => ({ ...edit, newText: edit.newText.replace(HOLE_MARK, 'x') }));
    return countErrors(applyEdits(source, filled)) <= verification.errors;
  });
}

let last:
  { readonly source: string; readonly errors: number; readonly weight: number; read: number } | undefined;

/** One part has many fixes, and its own errors are the same for all of them. */
function verificationOf(source: string): NonNullable<typeof last> {
  if (last?.source !== source) {
    const weight = composePlain(source) ? 1 : OF_LIBRARY;
    last = { source, errors: weight === 1 ? 0 : countErrors(source), weight, read: 0 };
  }
  return last;
}
