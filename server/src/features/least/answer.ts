/** The least scopes for uses that stand in no manifest, e.g. on a command line. */
import { credentialFacts, fixedScopes } from '../../catalog/credentials.ts';
import { canHoldBundle, isDoneByBundle, isNotForBundle, isServedByBundle } from '../../privilege/bundle.ts';
import { BUNDLE, leastScopes } from '../../privilege/least-scopes.ts';
import type { Confidence } from '../../catalog/operations.ts';
import { meets, otherCredential, useNamed } from '../../privilege/requirement.ts';
import type { Use } from '../../privilege/requirement.ts';
import { closure } from '../../privilege/implication.ts';
import { notesOn, unsureOf } from './notes.ts';
import type { UnsureUse, UseNote } from './notes.ts';

/** As `sentry-permissions least --format json` prints it. */
export interface LeastAnswer {
  readonly version: 1;
  /** The scopes to write, sorted; null where nothing that the kind can hold, the bundle `org:ci` left out, serves all known uses. */
  readonly best: readonly string[] | null;
  /** Every other set of which no smaller part suffices, in the order of cost. */
  readonly alternatives: readonly (readonly string[])[];
  readonly certificate: {
    /** Each scope of the best set, with the uses that no other one of it serves. */
    readonly kept: readonly { readonly scope: string; readonly uses: readonly string[] }[];
    /** Uses of which the catalogue does not know what they take; the set is the least for the others. */
    readonly unknown: readonly string[];
    /** The known uses for which there is no set. */
    readonly unserved: readonly UnservedUse[];
    /** The uses of which the catalogue is not sure what they take. */
    readonly unsure: readonly UnsureUse[];
    /** What else there is to know of individual uses. */
    readonly notes: readonly UseNote[];
  };
  /** Where some known uses are unserved: the least scopes for the others; null where there are none, or the kind leaves no choice. */
  readonly forRest: readonly string[] | null;
  /** How sure the catalogue is of the scopes that every credential of the kind holds; null where the kind leaves a choice. */
  readonly fixedConfidence: Confidence | null;
  /** Whether an organization token, that is `org:ci` alone, serves all of it too. */
  readonly organizationTokenServes: boolean;
}

/** A known use that no scopes serve which are counted among the least of the kind. */
export interface UnservedUse {
  readonly use: string;
  /** What does it: a kind of credential, or `org:ci` where the kind can hold that; null where it takes scopes of another kind. */
  readonly by: string | null;
}

/** The least scopes for the uses that a credential of this kind can hold; of any kind that chooses its scopes where none is named. */
export function leastAnswer(written: readonly string[], kind: string | undefined): LeastAnswer {
  const named = [...new Set(written)].map((text) => ({ text, use: useNamed(text) }));
  const all = named.flatMap(({ use }) => use ?? []);
  const fixed = kind === undefined ? null : fixedScopes(kind);
  // What else would do is nothing to ask of a credential that leaves no choice.
  const isBundle = fixed?.includes(BUNDLE) === true;
  const isKnown = (use: Use): boolean =>
    use.clauses !== undefined || (isBundle && (isDoneByBundle(use) || isNotForBundle(use)));
  const uses = all.filter(isKnown);
  const found = fixed ? ofFixed(fixed, uses) : ofChosen(kind, uses);
  const unserved = [...all.filter((use) => otherCredential(use, kind) !== undefined), ...found.impossible];
  const isServed = unserved.length === 0;
  return {
    version: 1,
    best: isServed ? found.best : null,
    alternatives: isServed ? found.alternatives : [],
    certificate: {
      kept: isServed
        ? found.kept.map(({ scope, uses: needing }) => ({ scope, uses: needing.map(writtenAs) }))
        : [],
      unknown: named
        .filter(({ use }) => !use || (!isKnown(use) && use.credential === undefined))
        .map(({ text }) => text),
      unserved: unserved.map((use) => ({ use: use.written, by: credentialServing(use, kind) })),
      unsure: unsureOf(all.filter((use) => isKnown(use) || use.credential !== undefined)),
      notes: notesOn(all, kind),
    },
    forRest: isServed || fixed ? null : bestWithout(uses, found.impossible, kind),
    fixedConfidence: kind !== undefined && fixed ? (credentialFacts(kind)?.confidence ?? 'low') : null,
    organizationTokenServes:
      all.length === named.length && all.every(isDoneByBundle) && all.some(asksForToken),
  };
}

function asksForToken(use: Use): boolean {
  return use.clauses === undefined || use.clauses.length > 0 || use.tool?.needs === 'any-token';
}

/** What there is for uses whose scopes are known. */
interface Found {
  readonly best: readonly string[] | null;
  readonly alternatives: readonly (readonly string[])[];
  readonly kept: readonly { readonly scope: string; readonly uses: readonly Use[] }[];
  readonly impossible: readonly Use[];
}

function ofChosen(kind: string | undefined, uses: readonly Use[]): Found {
  const { best, alternatives, certificate } = leastScopes(uses, kind);
  return {
    best: best ?? null,
    alternatives,
    kept: certificate.kept,
    impossible: certificate.impossible,
  };
}

function bestWithout(
  uses: readonly Use[],
  impossible: readonly Use[],
  kind: string | undefined,
): readonly string[] | null {
  const rest = uses.filter((use) => !impossible.includes(use));
  return rest.length === 0 ? null : (leastScopes(rest, kind).best ?? null);
}

function ofFixed(fixed: readonly string[], uses: readonly Use[]): Found {
  const without = (held: readonly string[]): Use[] => {
    const all = closure(held);
    return uses.filter(
      (use) => !(use.clauses ? meets(all, use.clauses) : all.has(BUNDLE) && !isNotForBundle(use)),
    );
  };
  return {
    best: fixed,
    alternatives: [],
    kept: fixed.map((scope) => ({ scope, uses: without(fixed.filter((other) => other !== scope)) })),
    impossible: without(fixed),
  };
}

/** The kind of credential, or the bundle of scopes, that can do a use which no chosen scopes serve; null where none is known. */
function credentialServing(use: Use, kind: string | undefined): string | null {
  if (use.credential !== undefined) return use.credential;
  if (!isServedByBundle(use)) return null;
  return canHoldBundle(kind) === true ? BUNDLE : 'organization-token';
}

/** Whether a credential of this kind leaves no choice of scopes. */
export function hasFixedScopes(kind: string): boolean {
  return fixedScopes(kind) !== null;
}

function writtenAs({ written }: Use): string {
  return written;
}
