/** What must hold for every text that a person, a merge or a broken disk can leave in a file. */
import fc from 'fast-check';
import { it } from 'vitest';
import { parseDay } from '../../server/src/manifest/dates.ts';
import { checkCures } from './support/cures.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from './support/manifests.ts';

const TODAY = parseDay('2026-11-23') ?? 0;
/** All of them where there is time; a sample at somebody's desk. */
const RUNS = Number(process.env['MUTATIONS'] ?? (process.env['CI'] ? 20_000 : 2_000));

const texts = fc
  .tuple(
    fc.oneof({ weight: 18, arbitrary: manifests }, fc.constant(EXAMPLE), fc.constant(FAULTY)),
    fc.option(damages, { freq: 8 }),
  )
  .map(([text, changes]) => (changes ? damaged(text, changes) : text));

it('judges mutated manifests without an exception, and cures them without harm', () => {
  fc.assert(
    fc.property(texts, (text) => {
      checkCures(text, TODAY);
    }),
    { numRuns: RUNS },
  );
}, 3_600_000);
