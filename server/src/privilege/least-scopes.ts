/** The least scopes that still do everything an integration says it does. */
import { allScopes, kindsWithKnownChoice } from '../catalog/scopes.ts';
import { closure } from './implication.ts';
import { compareSensitivity, compareSets, highestBeyond, leastSets, narrowest } from './least-sets.ts';
import type { Universe } from './least-sets.ts';
import { reachCount } from './reach.ts';
import { meets } from './requirement.ts';
import type { Clause, Use } from './requirement.ts';
import { bitsMeet, bitsOfClauses, closureBits, scopeBits } from './scope-bits.ts';

/** The fixed bundle of organization tokens: what it serves is said apart, never computed with. */
export const BUNDLE = 'org:ci';

/** A scope of the least set, and what would fail without it. */
export interface Kept {
  readonly scope: string;
  /** The uses that no other scope of the set serves. */
  readonly uses: readonly Use[];
  /** Those of them that no scope serves which costs less and which this kind can hold; none where only all together need it. */
  readonly neededBy: readonly Use[];
}

/** A scope to write, with the uses to name as its reason. */
export interface Reasoned {
  readonly scope: string;
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

/** The least that a kind of credential has to be granted for some uses, and why it is that. */
export interface LeastScopes {
  /** The scopes to write, sorted; undefined where nothing that this kind can hold serves all uses. */
  readonly best: readonly string[] | undefined;
  /** Every other set whose closure holds no smaller one that suffices, in the order of cost. */
  readonly alternatives: readonly (readonly string[])[];
  readonly certificate: Certificate;
  /** What the certificate says of one scope that is kept, worked out alone; undefined where it is none of the least set. */
  readonly keptScope: (scope: string) => Kept | undefined;
  /** Whether an organization token, that is `org:ci` alone, serves all of it too. */
  readonly organizationTokenServes: boolean;
}

/**
 * The least scopes for the uses, webhooks among them, that a credential of this kind can hold; of any kind where the catalogue
 * does not know what can be chosen. Computed jointly and exactly, each part when it is first asked for. `granted` is what is held
 * today: a set of that alone, or of that with what some uses lack, is the least one unless another is weaker, and the certificate tells
 * of the rest.
 *
 * Least is, over what Sentry stores: the lowest highest sensitivity, then the lowest sum of sensitivities, then the fewest
 * scopes to write, the fewest operations reached, and the names.
 */
export function leastScopes(
  uses: readonly Use[],
  kind: string | undefined,
  granted: readonly string[] = [],
): LeastScopes {
  return new Search(uses, kind, granted);
}

/** What there is to know of some uses, each part computed when it is first asked for. */
class Search implements LeastScopes {
  private readonly known: readonly Use[];
  private readonly unknown: readonly Use[];
  private readonly kind: string | undefined;
  private readonly granted: readonly string[];
  private unservable: readonly Use[] | undefined;
  private found: readonly (readonly string[])[] | undefined;
  private reasons: Certificate | undefined;

  constructor(uses: readonly Use[], kind: string | undefined, granted: readonly string[]) {
    const isAllKnown = uses.every(({ clauses }) => clauses !== undefined);
    this.known = isAllKnown ? uses : uses.filter(({ clauses }) => clauses !== undefined);
    this.unknown = isAllKnown ? NO_USES : uses.filter(({ clauses }) => clauses === undefined);
    this.kind = kind;
    this.granted = granted;
  }

  get best(): readonly string[] | undefined {
    return this.sets[0];
  }

  get alternatives(): readonly (readonly string[])[] {
    return this.sets.slice(1);
  }

  get certificate(): Certificate {
    return (this.reasons ??= this.certify());
  }

  keptScope(scope: string): Kept | undefined {
    const { best, known, kind } = this;
    return best?.includes(scope) ? keptFor(scope, usesOnlyBy(scope, best, known), kind) : undefined;
  }

  get organizationTokenServes(): boolean {
    const bundle = scopeBits([BUNDLE]);
    return (
      this.unknown.length === 0 &&
      this.known.some(({ clauses = NO_CLAUSES }) => clauses.length > 0) &&
      this.known.every(({ clauses = NO_CLAUSES }) => bitsMeet(bundle, clauses))
    );
  }

  private get impossible(): readonly Use[] {
    if (!this.unservable) {
      const { everything } = grantableBy(this.kind);
      this.unservable = this.known.filter(({ clauses = NO_CLAUSES }) => !bitsMeet(everything, clauses));
    }
    return this.unservable;
  }

  private get sets(): readonly (readonly string[])[] {
    this.found ??= this.impossible.length > 0 ? [] : this.search();
    return this.found;
  }

  private search(): readonly (readonly string[])[] {
    const clauses = clausesOfUses(this.known);
    const sets = leastSetsForKind(this.kind, clauses);
    const held = closureBits(this.granted);
    // Mostly there is one, or what is granted holds the least.
    const [first] = sets;
    if (!first || sets.length === 1 || isWithin(first, held)) return sets;
    // What no grant does counts as held: it has to be granted anyway.
    const unmet = clauses.filter((clause) => (clause & held) === 0);
    const [missing = []] = leastSetsForKind(this.kind, unmet);
    return heldFirst(sets, held | closureBits(missing));
  }

  private certify(): Certificate {
    const { best, known, unknown, impossible } = this;
    return {
      kept: best ? best.flatMap((scope) => this.keptScope(scope) ?? []) : [],
      dropped: best ? droppedScopes(this.granted, best, known) : [],
      unknown,
      impossible,
    };
  }
}

/**
 * The sets, with one that is held already before those of no lower sensitivity: whoever changed the one for the other would open
 * what is shut today, and nothing graver would be shut.
 */
function heldFirst(sets: readonly (readonly string[])[], held: number): readonly (readonly string[])[] {
  const own = sets.find((set) => isWithin(set, held));
  if (!own) return sets;
  const isWeaker = (set: readonly string[]): boolean =>
    highestBeyond(universe(), set, own) < highestBeyond(universe(), own, set);
  const best = sets.find((set) => set === own || isWeaker(set)) ?? own;
  return [best, ...sets.filter((set) => set !== best)];
}

function isWithin(set: readonly string[], held: number): boolean {
  return (closureBits(set) & ~held) === 0;
}

const NO_CLAUSES: readonly Clause[] = [];
const NO_USES: readonly Use[] = [];

/** What each of the clauses of the uses can be met by, a bit for each scope. */
function clausesOfUses(uses: readonly Use[]): number[] {
  return uses.flatMap(({ clauses = NO_CLAUSES }) => bitsOfClauses(clauses));
}

/**
 * The scopes to add to what is held so that all uses are served: those that cost least together with it, each with the uses to
 * name as its reason. Undefined where no scope that this kind can hold would do. Of additions of equal sensitivity such as `least`
 * holds come first: they stay once the rest is brought down to it.
 */
export function leastAdditions(
  uses: readonly Use[],
  kind: string | undefined,
  held: ReadonlySet<string>,
  least: ReadonlySet<string> = new Set(),
): Reasoned[] | undefined {
  const unmet = uses.flatMap(({ clauses = [] }) => clauses.filter((clause) => !meets(held, [clause])));
  const sets = leastSetsForKind(
    kind,
    unmet.map(({ anyOf }) => scopeBits(anyOf)),
  );
  const outside = (set: readonly string[]): number => (set.every((scope) => least.has(scope)) ? 0 : 1);
  const compare = (a: readonly string[], b: readonly string[]): number => {
    const [all, others] = [a, b].map((set) => [...held, ...set]) as [string[], string[]];
    return (
      compareSensitivity(universe(), all, others) || outside(a) - outside(b) || compareCosts(all, others)
    );
  };
  const [best] = [...sets].sort(compare);
  return best?.map((scope) => {
    const own = closure([scope]);
    const serves = (use: Use): boolean =>
      (use.clauses ?? []).some((clause) => !meets(held, [clause]) && meets(own, [clause]));
    return { scope, uses: reasonsFor(keptFor(scope, uses.filter(serves), kind)) };
  });
}

/** Negative where the first scopes cost less than the second, by what Sentry stores of them (see `leastScopes`). */
export function compareCosts(a: readonly string[], b: readonly string[]): number {
  return compareSets(universe(), a, b);
}

/** What to name as the reason of a scope: the uses that need it, or all that it is there for. */
export function reasonsFor({ uses, neededBy }: Kept): readonly Use[] {
  return neededBy.length > 0 ? neededBy : uses;
}

function keptFor(scope: string, uses: readonly Use[], kind: string | undefined): Kept {
  const own = closureBits([scope]);
  const weaker = weakerThan(scope, kind);
  const isNeeded = (clause: number): boolean => (clause & own) !== 0 && (clause & weaker) === 0;
  return {
    scope,
    uses,
    neededBy: uses.filter(({ clauses = NO_CLAUSES }) => bitsOfClauses(clauses).some(isNeeded)),
  };
}

/** All that this kind can hold by scopes that cost less than this one. */
function weakerThan(scope: string, kind: string | undefined): number {
  const { scopes, weaker } = grantableBy(kind);
  let bits = weaker.get(scope);
  if (bits === undefined) {
    bits = closureBits(scopes.filter((other) => compareCosts([other], [scope]) < 0));
    weaker.set(scope, bits);
  }
  return bits;
}

/** What a kind can hold, all where the catalogue does not know: the scopes, what Sentry stores of all of them, and the searches over them that are known. */
interface Grantable {
  readonly scopes: readonly string[];
  readonly everything: number;
  /** By the clauses: entries of a manifest are mostly alike. */
  readonly searched: Map<string, readonly (readonly string[])[]>;
  /** By scope: what can be held by scopes that cost less, a bit for each. */
  readonly weaker: Map<string, number>;
}

const grantables = new Map<string | undefined, Grantable>();

function grantableBy(kind: string | undefined): Grantable {
  const known = kind !== undefined && kindsWithKnownChoice().includes(kind) ? kind : undefined;
  let grantable = grantables.get(known);
  if (!grantable) {
    const scopes = allScopes()
      .filter(({ name, choosable }) => name !== BUNDLE && (known === undefined || choosable.includes(known)))
      .map(({ name }) => name);
    grantable = { scopes, everything: closureBits(scopes), searched: new Map(), weaker: new Map() };
    grantables.set(known, grantable);
  }
  return grantable;
}

const MAX_SEARCHED = 1000;

/** The least sets for the clauses, a bit for each scope, of what a credential of this kind can hold. */
function leastSetsForKind(
  kind: string | undefined,
  clauses: readonly number[],
): readonly (readonly string[])[] {
  const { scopes, searched } = grantableBy(kind);
  const wanted = narrowest(clauses).sort((a, b) => a - b);
  const key = wanted.join();
  let sets = searched.get(key);
  if (!sets) {
    sets = leastSets(universe(), scopes, wanted);
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
  const others = closureBits(set.filter((other) => other !== scope));
  return uses.filter(({ clauses = NO_CLAUSES }) => !bitsMeet(others, clauses));
}

function droppedScopes(granted: readonly string[], best: readonly string[], uses: readonly Use[]): Dropped[] {
  const least = closureBits(best);
  const clauses = clausesOfUses(uses);
  return [...new Set(granted)]
    .sort()
    .filter((scope) => (least & scopeBits([scope])) === 0)
    .map((scope) => {
      const own = closureBits([scope]);
      const served = clauses.filter((clause) => (clause & own) !== 0);
      const doesSome = (other: string): boolean => {
        const held = closureBits([other]);
        return served.some((clause) => (clause & held) !== 0);
      };
      return { scope, weaker: best.filter(doesSome) };
    });
}
