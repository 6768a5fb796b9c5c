/**
 * The search behind `leastScopes`, over any partial order of scopes: which sets meet every clause and hold no smaller one that
 * does.
 *
 * What Sentry stores of a set is its closure, so a set is a closure here: a bit for each scope. Cost grows with the closure,
 * thus the least is among the minimal closures; and every minimal closure is reached by meeting one clause after another with
 * a scope whose own closure holds no smaller one that would do.
 */

/**
 * The scopes there are; at most 30. Each is the bit of its position here. That of Sentry's scopes lists them in the order of the
 * catalogue, because clauses come with the bits of `scope-bits.ts`.
 */
export interface Universe {
  readonly scopes: readonly {
    readonly name: string;
    readonly implies: readonly string[];
    readonly sensitivity: number;
  }[];
  /** How many operations a holder of the scopes reaches. */
  readonly reach: (scopes: readonly string[]) => number;
}

/**
 * All sets of `grantable` scopes that meet every clause (any one of its scopes, implied ones count) and whose closure holds no
 * smaller closure that does; each as the sorted names to write, in the order of cost. Empty where a clause cannot be met. The
 * clauses are as `narrowest` leaves them, a bit for each scope in the order of the universe. What a clause comes down to is
 * remembered as long as the list `grantable` is.
 */
export function leastSets(
  universe: Universe,
  grantable: readonly string[],
  clauses: readonly number[],
): string[][] {
  const masks = masksOf(universe);
  const options = optionsIn(masks, grantable);
  const sorted = clauses.map(options).sort((a, b) => a.closures.length - b.closures.length);
  return minimal(reachable(sorted))
    .map((mask) => knownCost(universe, masks, mask))
    .sort(compareCosts)
    .map(({ names }) => names);
}

/** The clauses that say something of their own, each once: what meets a narrower one meets the wider one as well. */
export function narrowest(clauses: readonly number[]): number[] {
  return minimal(clauses);
}

/** Negative where the first set costs less than the second. */
export function compareSets(universe: Universe, a: readonly string[], b: readonly string[]): number {
  const [costA, costB] = [costOfNames(universe, a), costOfNames(universe, b)];
  return costA === costB ? 0 : compareCosts(costA, costB);
}

/** The same by sensitivity alone: 0 where neither the highest nor the sum differs. */
export function compareSensitivity(universe: Universe, a: readonly string[], b: readonly string[]): number {
  const [[highestA, sumA], [highestB, sumB]] = [
    costOfNames(universe, a).numbers,
    costOfNames(universe, b).numbers,
  ];
  return highestA - highestB || sumA - sumB;
}

/** The highest sensitivity among what is stored of the scopes and not of the others; 0 where that is nothing. */
export function highestBeyond(
  universe: Universe,
  names: readonly string[],
  others: readonly string[],
): number {
  const { closures } = masksOf(universe);
  const beyond = maskOfNames(closures, names) & ~maskOfNames(closures, others);
  return universe.scopes.reduce(
    (highest, { sensitivity }, i) => (beyond & (1 << i) ? Math.max(highest, sensitivity) : highest),
    0,
  );
}

function costOfNames(universe: Universe, names: readonly string[]): Cost {
  const masks = masksOf(universe);
  return knownCost(universe, masks, maskOfNames(masks.closures, names));
}

function maskOfNames(closures: Masks['closures'], names: readonly string[]): number {
  return names.reduce((all, name) => all | (closures.get(name) ?? 0), 0);
}

interface Masks {
  readonly closures: ReadonlyMap<string, number>;
  /** What is known of closures: entries of a manifest ask for the same ones over and over. */
  readonly costs: Map<number, Cost>;
  /** What clauses come down to, by the list of scopes that can be granted. */
  readonly options: WeakMap<readonly string[], Map<number, Options>>;
}

const MAX_COSTS = 10_000;
const universes = new WeakMap<Universe, Masks>();

function masksOf(universe: Universe): Masks {
  const known = universes.get(universe);
  if (known) return known;
  const { scopes } = universe;
  const bits = new Map(scopes.map(({ name }, i) => [name, 1 << i]));
  const bitsOf = (names: readonly string[]): number =>
    names.reduce((all, name) => all | (bits.get(name) ?? 0), 0);
  const closures = new Map(scopes.map(({ name, implies }) => [name, bitsOf([name, ...implies])]));
  const masks: Masks = { closures, costs: new Map(), options: new WeakMap() };
  universes.set(universe, masks);
  return masks;
}

function knownCost(universe: Universe, { costs }: Masks, mask: number): Cost {
  let cost = costs.get(mask);
  if (!cost) {
    cost = costOf(universe, mask);
    if (costs.size >= MAX_COSTS) costs.clear();
    costs.set(mask, cost);
  }
  return cost;
}

/** What it costs to hold this closure, and the names that bring it about. */
function costOf({ scopes, reach }: Universe, mask: number): Cost {
  const held = scopes.filter((_, i) => mask & (1 << i));
  const levels = held.map(({ sensitivity }) => sensitivity);
  const names = held
    .filter(({ name }) => !held.some(({ implies }) => implies.includes(name)))
    .map(({ name }) => name)
    .sort();
  const sum = levels.reduce((all, level) => all + level, 0);
  return { names, numbers: [Math.max(0, ...levels), sum, names.length, reach(names)] };
}

interface Cost {
  readonly names: string[];
  /** The highest sensitivity, the sum of all, how many names, how many operations. */
  readonly numbers: readonly [number, number, number, number];
}

function compareCosts(a: Cost, b: Cost): number {
  const at = a.numbers.findIndex((number, i) => number !== b.numbers[i]);
  if (at >= 0) return (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
  const [namesA, namesB] = [a.names.join(' '), b.names.join(' ')];
  return namesA < namesB ? -1 : namesA > namesB ? 1 : 0;
}

/** A clause, with the closures of the scopes that meet it by themselves and hold no smaller such closure. */
interface Options {
  readonly clause: number;
  readonly closures: readonly number[];
}

const MAX_OPTIONS = 2000;

/** What a clause comes down to among these scopes. */
function optionsIn(
  { closures, options: known }: Masks,
  grantable: readonly string[],
): (clause: number) => Options {
  const ofClauses = known.get(grantable) ?? new Map<number, Options>();
  known.set(grantable, ofClauses);
  return (clause) => {
    let options = ofClauses.get(clause);
    if (!options) {
      const own = grantable.flatMap((name) => closures.get(name) ?? []);
      options = { clause, closures: minimal(own.filter((closure) => (closure & clause) !== 0)) };
      if (ofClauses.size >= MAX_OPTIONS) ofClauses.clear();
      ofClauses.set(clause, options);
    }
    return options;
  };
}

/** The closures that meet every clause, each reached by meeting one after another; those without need for more are kept. */
function reachable(options: readonly Options[]): number[] {
  let states = new Set([0]);
  for (const { clause, closures } of options) {
    const next = new Set<number>();
    for (const state of states) {
      if ((state & clause) !== 0) next.add(state);
      else for (const closure of closures) next.add(state | closure);
    }
    // What holds another state can only lead to what holds that one's outcome too.
    states = new Set(minimal([...next]));
  }
  return [...states];
}

/** The masks that hold no other one of them, each once. */
function minimal(masks: readonly number[]): number[] {
  // A search asks at every step, so nothing is made but the answer.
  const found: number[] = [];
  for (const mask of masks) {
    if (found.some((other) => (other & mask) === other)) continue;
    let count = 0;
    for (const other of found) if ((other & mask) !== mask) found[count++] = other;
    found.length = count;
    found.push(mask);
  }
  return found;
}
