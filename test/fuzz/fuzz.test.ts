/** A few cases of each fuzzer, the same in every run; `npm run fuzz` goes on for as long as somebody likes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzers } from './fuzzers.ts';
import { changedTexts } from './yaml.ts';
import { countErrors } from '../../server/src/yaml/compose.ts';

const CASES = Number(process.env['CASES'] ?? 60);

it.each(Object.entries(fuzzers))(
  '%s: finds nothing',
  async (_name, fuzzer) => {
    await fc.assert(fuzzer, { numRuns: CASES });
  },
  3_600_000,
);

describe('changed texts', () => {
  it('are sound as often as they are broken', () => {
    const texts = fc.sample(changedTexts, { numRuns: 400, seed: 1 });
    const broken = texts.filter((text) => countErrors(text) > 0).length / texts.length;
    expect(broken).toBeGreaterThan(0.2);
    expect(broken).toBeLessThan(0.8);
  });
});
