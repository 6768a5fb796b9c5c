import { expect, it } from 'vitest';
import { allScopes } from '../../../server/src/catalog/scopes.ts';
import { closure } from '../../../server/src/privilege/implication.ts';
import { closureBits, scopeBits } from '../../../server/src/privilege/scope-bits.ts';

const NAMES = allScopes().map(({ name }) => name);

it('has a bit of its own for each scope, of which there are at most 30', () => {
  expect(NAMES.length).toBeLessThanOrEqual(30);
  expect(NAMES.map((name) => scopeBits([name]))).toEqual(NAMES.map((_, i) => 2 ** i));
});

it('knows what a scope grants as well', () => {
  for (const name of NAMES) expect(closureBits([name])).toBe(scopeBits([...closure([name])]));
});
