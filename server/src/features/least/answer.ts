/** The least scopes for uses that stand in no manifest, e.g. on a command line. */
import { fixedScopes } from '../../catalog/credentials.ts';
import { leastScopes } from '../../privilege/least-scopes.ts';
import { meets, useNamed } from '../../privilege/requirement.ts';
import type { Use } from '../../privilege/requirement.ts';
import { closure } from '../../privilege/implication.ts';

/** As `sentry-permissions least --format json` prints it. */
export interface LeastAnswer {
  readonly version: 1;
  /** The scopes to write, sorted; null where nothing that the kind can hold serves all known uses. */
  readonly best: readonly string[] | null;
  /** Every other set of which no smaller part suffices, in the order of cost. */
  readonly alternatives: readonly (readonly string[])[];
  readonly certificate: {
    /** Each scope of the best set, with the uses that no other one of it serves. */
    readonly kept: readonly { readonly scope: string; readonly uses: readonly string[] }[];
    /** Uses of which the catalogue does not know what they take; the set is the least for the others. */
    readonly unknown: readonly string[];
  };
  /** Whether an organization token, that is `org:ci` alone, serves all of it too. */
  readonly organizationTokenServes: boolean;
}

/** The least scopes for the uses that a credential of this kind can hold; of any kind that chooses its scopes where none is named. */
export function leastAnswer(written: readonly string[], kind: string | undefined): LeastAnswer {
  const named = [...new Set(written)].map((text) => ({ text, use: useNamed(text) }));
  const uses = named.flatMap(({ use }) => (use?.clauses ? [use] : []));
  const unknown = named.filter(({ use }) => use?.clauses === undefined).map(({ text }) => text);
  const { best, alternatives, certificate, organizationTokenServes } = leastScopes(uses, kind);
  const fixed = kind === undefined ? null : fixedScopes(kind);
  const token = organizationTokenServes && unknown.length === 0;
  if (fixed) {
    const suffices = uses.every(({ clauses = [] }) => meets(closure(fixed), clauses));
    const needing = (scope: string): Use[] => {
      const others = closure(fixed.filter((other) => other !== scope));
      return uses.filter(({ clauses = [] }) => !meets(others, clauses));
    };
    const kept = suffices ? fixed.map((scope) => ({ scope, uses: needing(scope).map(writtenAs) })) : [];
    return {
      version: 1,
      best: suffices ? fixed : null,
      alternatives: [],
      certificate: { kept, unknown },
      organizationTokenServes: token,
    };
  }
  return {
    version: 1,
    best: best ?? null,
    alternatives,
    certificate: {
      kept: certificate.kept.map(({ scope, uses: needing }) => ({ scope, uses: needing.map(writtenAs) })),
      unknown,
    },
    organizationTokenServes: token,
  };
}

/** Whether a credential of this kind leaves no choice of scopes. */
export function hasFixedScopes(kind: string): boolean {
  return fixedScopes(kind) !== null;
}

function writtenAs({ written }: Use): string {
  return written;
}
