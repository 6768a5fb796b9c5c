import fc from 'fast-check';
import { expect, it } from 'vitest';
import { leastSets, narrowest } from '../../../server/src/privilege/least-sets.ts';
import type { Universe } from '../../../server/src/privilege/least-sets.ts';

interface Instance {
  readonly universe: Universe;
  readonly grantable: readonly string[];
  readonly clauses: readonly (readonly string[])[];
}

/** Up to nine scopes in a random order, of which a random part can be granted. */
const instances: fc.Arbitrary<Instance> = fc
  .integer({ min: 1, max: 9 })
  .chain((count) =>
    fc.record({
      count: fc.constant(count),
      edges: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: count * 2 }),
      sensitivities: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: count, maxLength: count }),
      withheld: fc.array(fc.nat(count - 1), { maxLength: 3 }),
      clauses: fc.array(fc.array(fc.nat(count - 1), { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
      reach: fc.array(fc.nat(9), { minLength: count, maxLength: count }),
    }),
  )
  .map(({ count, edges, sensitivities, withheld, clauses, reach }) => {
    const name = (i: number): string => `s${String(i)}`;
    // A scope implies later ones only, so there is no circle; and what they imply.
    const below: Set<number>[] = [];
    for (let i = count - 1; i >= 0; i--) {
      const direct = edges.flatMap(([a, b]) => (a === i && b > i ? [b] : []));
      below[i] = new Set(direct.flatMap((j) => [j, ...(below[j] ?? [])]));
    }
    return {
      universe: {
        scopes: sensitivities.map((sensitivity, i) => ({
          name: name(i),
          implies: [...(below[i] ?? [])].map(name),
          sensitivity,
        })),
        reach: (scopes) => scopes.reduce((sum, scope) => sum + (reach[Number(scope.slice(1))] ?? 0), 0),
      },
      grantable: sensitivities.flatMap((_, i) => (withheld.includes(i) ? [] : [name(i)])),
      clauses: clauses.map((clause) => clause.map(name)),
    };
  });

/** The clauses as the search takes them. */
function bitsOf({ scopes }: Universe, clauses: readonly (readonly string[])[]): number[] {
  const bits = clauses.map((clause) =>
    clause.reduce((sum, name) => sum | (1 << scopes.findIndex((scope) => scope.name === name)), 0),
  );
  return narrowest(bits);
}

function closureOf({ scopes }: Universe, set: readonly string[]): Set<string> {
  return new Set(
    set.flatMap((name) => [name, ...(scopes.find((scope) => scope.name === name)?.implies ?? [])]),
  );
}

/** Every subset of what can be granted that meets all clauses, by its closure. */
function feasible({ universe, grantable, clauses }: Instance): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (let mask = 0; mask < 1 << grantable.length; mask++) {
    const held = closureOf(
      universe,
      grantable.filter((_, i) => mask & (1 << i)),
    );
    if (clauses.every((clause) => clause.some((scope) => held.has(scope))))
      found.set([...held].sort().join(), held);
  }
  return found;
}

/** The cost as the issue words it, of a closure. */
function costOf(
  { scopes, reach }: Universe,
  held: ReadonlySet<string>,
): readonly [readonly number[], string] {
  const levels = scopes.filter(({ name }) => held.has(name)).map(({ sensitivity }) => sensitivity);
  const written = [...held]
    .filter((name) => !scopes.some((other) => held.has(other.name) && other.implies.includes(name)))
    .sort();
  return [
    [Math.max(0, ...levels), levels.reduce((a, b) => a + b, 0), written.length, reach(written)],
    written.join(' '),
  ];
}

function isCheaper([a, nameA]: ReturnType<typeof costOf>, [b, nameB]: ReturnType<typeof costOf>): boolean {
  for (const [i, number] of a.entries()) if (number !== b[i]) return number < (b[i] ?? 0);
  return nameA < nameB;
}

it('finds what trying every set finds: the cheapest, and all without a smaller one, in order', () => {
  fc.assert(
    fc.property(instances, (instance) => {
      const { universe, grantable, clauses } = instance;
      const all = [...feasible(instance).values()];
      const expected = all
        .filter(
          (set) => !all.some((other) => other.size < set.size && [...other].every((name) => set.has(name))),
        )
        .sort((a, b) => (isCheaper(costOf(universe, a), costOf(universe, b)) ? -1 : 1))
        .map((set) => costOf(universe, set)[1]);
      const found = leastSets(universe, grantable, bitsOf(universe, clauses));
      expect(found.map((set) => set.join(' '))).toEqual(expected);
      const best = found[0] && costOf(universe, closureOf(universe, found[0]));
      for (const set of all) expect(best && isCheaper(costOf(universe, set), best)).toBe(false);
      for (const set of found) for (const scope of set) expect(grantable).toContain(scope);
    }),
    { numRuns: 10_000 },
  );
}, 300_000);

it('needs nothing for nothing', () => {
  const universe = { scopes: [{ name: 'a', implies: [], sensitivity: 1 }], reach: () => 1 };
  expect(leastSets(universe, ['a'], [])).toEqual([[]]);
  expect(leastSets(universe, [], bitsOf(universe, [['a']]))).toEqual([]);
});
