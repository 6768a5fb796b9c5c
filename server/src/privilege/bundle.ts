/** The fixed bundle of organization tokens: the search leaves it out, and here is what it serves and who can hold it. */
import { kindsWithKnownChoice, scopeNamed } from '../catalog/scopes.ts';
import { closure } from './implication.ts';
import { BUNDLE, leastAdditions } from './least-scopes.ts';
import type { Reasoned } from './least-scopes.ts';
import { clausesOf } from './requirement.ts';
import type { Clause, Use } from './requirement.ts';
import { bitsMeet, scopeBits } from './scope-bits.ts';

/** Whether a credential of this kind can be given the bundle; some kind can, where none is named. Undefined where that is not known. */
export function canHoldBundle(kind: string | undefined): boolean | undefined {
  if (kind === undefined) return true;
  if (!kindsWithKnownChoice().includes(kind)) return undefined;
  return scopeNamed(BUNDLE)?.choosable.includes(kind) === true;
}

/** Whether the bundle alone serves a use that needs a scope. */
export function isServedByBundle({ clauses = [] }: Use): boolean {
  return clauses.length > 0 && doesBundleMeet(clauses);
}

/**
 * Whether an organization token does the use. Of a command of which is not known what else would do that may be known all the same,
 * by the operations that it calls.
 */
export function isDoneByBundle({ clauses, credential, operations }: Use): boolean {
  if (clauses) return doesBundleMeet(clauses);
  const called = operations.map(clausesOf);
  return (
    credential === undefined &&
    called.length > 0 &&
    called.every((own) => own !== undefined && doesBundleMeet(own))
  );
}

/** Whether an organization token is known not to do the use, whatever is not known of it besides. */
export function isNotForBundle({ tool }: Use): boolean {
  return tool?.organizationToken === false;
}

/**
 * The bundle with the scopes to add besides it, so that a use is served which no scopes without it serve. Undefined where this
 * kind cannot hold it, or where it does not help.
 */
export function bundleAdditions(
  use: Use,
  kind: string | undefined,
  held: ReadonlySet<string>,
): readonly Reasoned[] | undefined {
  if (canHoldBundle(kind) !== true) return undefined;
  const rest = leastAdditions([use], kind, new Set([...held, ...closure([BUNDLE])]));
  return rest && [{ scope: BUNDLE, uses: [use] }, ...rest];
}

function doesBundleMeet(clauses: readonly Clause[]): boolean {
  return bitsMeet(scopeBits([BUNDLE]), clauses);
}
