import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allScopes } from '../../../server/src/catalog/scopes.ts';
import { closure, impliedBy, implies, maximal, minimal } from '../../../server/src/privilege/implication.ts';

const name = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...allScopes().map((scope) => scope.name)) },
  { weight: 1, arbitrary: fc.string() },
);
const scopes = fc.array(name, { maxLength: 12 });
const sorted = (names: Iterable<string>): string[] => [...names].sort();

describe('implication', () => {
  it('says what a scope grants besides itself', () => {
    expect(sorted(impliedBy('member:write'))).toEqual(['member:invite', 'member:read']);
    expect(impliedBy('org:ci').size).toBe(0);
    expect(impliedBy('no:such').size).toBe(0);
    expect(implies('org:admin', 'org:integrations')).toBe(true);
    expect(implies('org:write', 'org:integrations')).toBe(false);
    expect(implies('org:read', 'org:read')).toBe(false);
  });

  it('closes and reduces', () => {
    expect(sorted(closure(['team:admin', 'x']))).toEqual(['team:admin', 'team:read', 'team:write', 'x']);
    expect(maximal(['team:read', 'org:read', 'team:admin', 'org:read'])).toEqual(['org:read', 'team:admin']);
    expect(minimal(['team:read', 'org:read', 'team:admin', 'org:write'])).toEqual(['org:read', 'team:read']);
  });

  it('is idempotent and monotone, and never loses a name', () => {
    fc.assert(
      fc.property(scopes, scopes, (some, more) => {
        const small = closure(some);
        expect(sorted(closure(small))).toEqual(sorted(small));
        const large = closure([...some, ...more]);
        for (const scope of small) expect(large.has(scope)).toBe(true);
        for (const scope of some) expect(small.has(scope)).toBe(true);
      }),
    );
  });

  it('keeps names that are none, and is done at once however many there are', () => {
    const names = Array.from({ length: 50_000 }, (_, i) => `nonsense:${String(i)}`);
    const sorted = [...names].sort();
    expect(maximal([...names, 'org:read', 'org:admin'])).toEqual([...sorted, 'org:admin']);
    expect(minimal([...names, 'org:read', 'org:admin'])).toEqual([...sorted, 'org:read']);
  });

  it('finds the same maximal scopes in the closure, and the same closure in the maximal scopes', () => {
    fc.assert(
      fc.property(scopes, (some) => {
        expect(maximal(closure(some))).toEqual(maximal(some));
        expect(sorted(closure(maximal(some)))).toEqual(sorted(closure(some)));
      }),
    );
  });
});
