/** The least scopes that still do everything an integration says it does. */
import { allScopes, kindsWithKnownChoice } from '../catalog/scopes.ts';
import { closure } from './implication.ts';
import { compareSets, leastSets as searchLeastSets } from './least-sets.ts';
import type { Universe } from './least-sets.ts';
import { reachCount } from './reach.ts';
import { meets } from './requirement.ts';
import type { Use } from './requirement.ts';

/** The fixed bundle of organization tokens: what it serves is said apart, never computed with. */
export const BUNDLE = 'org:ci';

/** A scope of the least set, and what would fail without it. */
export interface Kept {
  readonly scope: string;
  /** The uses that no other scope of the set serves. */
  readonly uses: readonly Use[];
}

/** A granted scope outside of the least set. */
export interface Dropped {
  readonly scope: string;
  /** The scopes of the least set that do in its place what is declared; none where no use needs it at all. */
  readonly weaker: readonly string[];
}

/** Why the set is the least. */
export interface Certificate {
  readonly kept: readonly Kept[];
  readonly dropped: readonly Dropped[];
  /** Uses of which the catalogue does not know what they need; the set is least without them. */
  readonly unknown: readonly Use[];
  /** Uses that no scope serves which this kind can hold. */
  readonly impossible: readonly Use[];
}

export interface LeastScopes {
  /** The scopes to write, sorted; undefined where nothing that this kind can hold serves all uses. */
  readonly best: readonly string[] | undefined;
  /** Every other set whose closure holds no smaller one that suffices, in the order of cost. */
  readonly alternatives: readonly (readonly string[])[];
  readonly certificate: Certificate;
  /** Whether an organization token, that is `org:ci` alone, serves all of it too. */
  readonly organizationTokenServes: boolean;
}

/**
 * The least scopes for the uses, webhooks among them, that a credential of this kind can hold; of any kind where the catalogue
 * does not know what can be chosen. Computed jointly and exactly. `granted` is what is held today, for the certificate.
 *
 * Least is, over what Sentry stores: the lowest highest sensitivity, then the lowest sum of sensitivities, then the fewest
 * scopes to write, the fewest operations reached, and the names.
 */
export function leastScopes(
  uses: readonly Use[],
  kind: string | undefined,
  granted: Iterable<string> = [],
): LeastScopes {
  const { everything } = grantableBy(kind);
  const known = uses.filter(({ clauses }) => clauses !== undefined);
  const unknown = uses.filter(({ clauses }) => clauses === undefined);
  const impossible = known.filter(({ clauses = [] }) => !meets(everything, clauses));
  const sets =
    impossible.length > 0
      ? []
      : leastSets(
          kind,
          known.flatMap(({ clauses = [] }) => clauses).map(({ anyOf }) => anyOf),
        );
  const [best, ...alternatives] = sets;
  return {
    best,
    alternatives,
    certificate: {
      kept: best ? best.map((scope) => ({ scope, uses: usesOnlyBy(scope, best, known) })) : [],
      dropped: best ? droppedScopes(granted, best, known) : [],
      unknown,
      impossible,
    },
    organizationTokenServes:
      known.some(({ clauses = [] }) => clauses.length > 0) &&
      unknown.length === 0 &&
      known.every(({ clauses = [] }) => meets(BUNDLE_ALONE, clauses)),
  };
}

/**
 * The scopes to add to what is held so that all uses are served: those that cost least together with it, each with the uses that
 * need it. Undefined where no scope that this kind can hold would do.
 */
export function leastAdditions(
  uses: readonly Use[],
  kind: string | undefined,
  held: ReadonlySet<string>,
): Kept[] | undefined {
  const unmet = uses.flatMap(({ clauses = [] }) => clauses.filter((clause) => !meets(held, [clause])));
  const sets = leastSets(
    kind,
    unmet.map(({ anyOf }) => anyOf),
  );
  const [best] = [...sets].sort((a, b) => compareCosts([...held, ...a], [...held, ...b]));
  return best?.map((scope) => {
    const own = closure([scope]);
    const serves = (use: Use): boolean =>
      (use.clauses ?? []).some((clause) => !meets(held, [clause]) && meets(own, [clause]));
    return { scope, uses: uses.filter(serves) };
  });
}

/** Negative where the first scopes cost less than the second, by what Sentry stores of them (see `leastScopes`). */
export function compareCosts(a: readonly string[], b: readonly string[]): number {
  return compareSets(universe(), a, b);
}

const BUNDLE_ALONE: ReadonlySet<string> = new Set([BUNDLE]);

/** The scopes that a credential of this kind can be given; all, where the catalogue does not know. */
export function grantableScopes(kind: string | undefined): readonly string[] {
  return grantableBy(kind).scopes;
}

/** What a kind can hold: the scopes, what Sentry stores of all of them, and a text that stands for them. */
interface Grantable {
  readonly scopes: readonly string[];
  readonly everything: ReadonlySet<string>;
  readonly key: string;
}

const grantables = new Map<string | undefined, Grantable>();

function grantableBy(kind: string | undefined): Grantable {
  const known = kind !== undefined && kindsWithKnownChoice().includes(kind) ? kind : undefined;
  let grantable = grantables.get(known);
  if (!grantable) {
    const scopes = allScopes()
      .filter(({ name, choosable }) => name !== BUNDLE && (known === undefined || choosable.includes(known)))
      .map(({ name }) => name);
    grantable = { scopes, everything: closure(scopes), key: scopes.join(' ') };
    grantables.set(known, grantable);
  }
  return grantable;
}

/** Searches that are known: entries of a manifest are mostly alike. */
const searched = new Map<string, readonly (readonly string[])[]>();
const MAX_SEARCHED = 1000;

/** The least sets for the clauses, of what a credential of this kind can hold. */
function leastSets(
  kind: string | undefined,
  clauses: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const grantable = grantableBy(kind);
  const wanted = [...new Set(clauses.map((clause) => clause.join(' ')))].sort();
  const key = [grantable.key, ...wanted].join('|');
  let sets = searched.get(key);
  if (!sets) {
    sets = searchLeastSets(universe(), grantable.scopes, clauses);
    if (searched.size >= MAX_SEARCHED) searched.clear();
    searched.set(key, sets);
  }
  return sets;
}

let sentry: Universe | undefined;

/** Sentry's scopes as the search sees them. */
function universe(): Universe {
  sentry ??= {
    scopes: allScopes().map(({ name, implies, sensitivity }) => ({ name, implies, sensitivity })),
    reach: reachCount,
  };
  return sentry;
}

function usesOnlyBy(scope: string, set: readonly string[], uses: readonly Use[]): Use[] {
  const others = closure(set.filter((other) => other !== scope));
  return uses.filter(({ clauses = [] }) => !meets(others, clauses));
}

function droppedScopes(granted: Iterable<string>, best: readonly string[], uses: readonly Use[]): Dropped[] {
  const least = closure(best);
  return [...new Set(granted)]
    .sort()
    .filter((scope) => !least.has(scope))
    .map((scope) => {
      const own = closure([scope]);
      const hits = (held: ReadonlySet<string>): number[] =>
        uses
          .flatMap(({ clauses = [] }) => clauses)
          .flatMap(({ anyOf }, i) => (anyOf.some((s) => held.has(s)) ? [i] : []));
      const served = new Set(hits(own));
      return {
        scope,
        weaker: best.filter((other) => hits(closure([other])).some((clause) => served.has(clause))),
      };
    });
}
