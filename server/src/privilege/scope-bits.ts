/** Sets of Sentry's scopes as the bits of one number: what is asked of every grant and every use is then an operation or two. */
import { allScopes } from '../catalog/scopes.ts';
import type { Clause } from './requirement.ts';

/** Each scope is the bit of its position in the catalogue, as in the universe of `least-sets.ts`: 32 bits a number has, so at most 30 scopes. */
interface Bits {
  readonly own: ReadonlyMap<string, number>;
  /** With all that the scope grants as well. */
  readonly closures: ReadonlyMap<string, number>;
}

let known: Bits | undefined;

function bits(): Bits {
  if (known) return known;
  const own = new Map(allScopes().map(({ name }, i) => [name, 1 << i]));
  const all = (names: readonly string[]): number =>
    names.reduce((sum, name) => sum | (own.get(name) ?? 0), 0);
  known = { own, closures: new Map(allScopes().map(({ name, implies }) => [name, all([name, ...implies])])) };
  return known;
}

/** The scopes themselves; names that are none are left out. */
export function scopeBits(names: readonly string[]): number {
  return unionOf(bits().own, names);
}

/** The scopes and all that they grant, which is what Sentry stores; names that are none are left out. */
export function closureBits(names: readonly string[]): number {
  return unionOf(bits().closures, names);
}

/** Asked so often that nothing is made for it, not even for a turn of the loop. */
function unionOf(sets: ReadonlyMap<string, number>, names: readonly string[]): number {
  let sum = 0;
  let left = names.length;
  while (left-- > 0) sum |= sets.get(names[left] ?? '') ?? 0;
  return sum;
}

/** What a scope grants besides itself. */
export function impliedBits(name: string): number {
  return closureBits([name]) & ~scopeBits([name]);
}

/** Kept as long as the clauses are, which is for good where they are the catalogue's. */
const clauseSets = new WeakMap<readonly Clause[], readonly number[]>();

/** The scopes of each clause. */
export function bitsOfClauses(clauses: readonly Clause[]): readonly number[] {
  let sets = clauseSets.get(clauses);
  if (!sets) clauseSets.set(clauses, (sets = clauses.map(({ anyOf }) => scopeBits(anyOf))));
  return sets;
}

/** Whether a holder of these scopes meets every clause; `held` must be a closure already (see `closureBits`). */
export function bitsMeet(held: number, clauses: readonly Clause[]): boolean {
  return bitsOfClauses(clauses).every((clause) => (clause & held) !== 0);
}
