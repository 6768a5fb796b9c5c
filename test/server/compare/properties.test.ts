import '../../seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GrantChange, ManifestChange } from '../../../server/src/compare/model.ts';
import { damaged, damages, FAULTY, manifests } from '../support/manifests.ts';
import { compare, inShort } from './support.ts';

/** The scopes and all else on one side of a change, by the name that an integration has now. */
const grants = (change: ManifestChange, side: 'widened' | 'narrowed'): string[] =>
  change.integrations
    .flatMap((integration) =>
      integration[side].map((grant: GrantChange) => `${integration.name}: ${inShort(grant)}`),
    )
    .sort();

const checks = (change: ManifestChange, side: 'weakened' | 'strengthened'): string[] =>
  [change[side], ...change.integrations.map((integration) => integration[side])]
    .flat()
    .filter(({ what }) => what !== 'server' && what !== 'organization')
    .map(({ what, subject, on, before, after }) =>
      JSON.stringify([what, subject, on, ...(side === 'weakened' ? [before, after] : [after, before])]),
    )
    .sort();

describe('any two manifests', () => {
  it('that are the same have no difference', () => {
    fc.assert(
      fc.property(fc.oneof(manifests, fc.constant(FAULTY)), damages, fc.boolean(), (text, changes, whole) => {
        const same = whole ? text : damaged(text, changes);
        const { faults: _faults, ...change } = compare(same, same);
        expect(change).toEqual({ weakened: [], strengthened: [], integrations: [] });
      }),
      { numRuns: 150 },
    );
  });

  it('widen one way by what they narrow by the other', () => {
    let seen = 0;
    fc.assert(
      fc.property(manifests, manifests, (a, b) => {
        const [there, back] = [compare(a, b), compare(b, a)];
        seen += there.integrations.length;
        expect(grants(there, 'widened')).toEqual(grants(back, 'narrowed'));
        expect(grants(there, 'narrowed')).toEqual(grants(back, 'widened'));
        expect(checks(there, 'weakened')).toEqual(checks(back, 'strengthened'));
        for (const change of there.integrations) {
          const other = back.integrations.find(({ name }) => name === change.name)!;
          expect(other.closed).toEqual(change.opened);
        }
      }),
      { numRuns: 150 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  it('however damaged, do not make it throw, nor hide a fault', () => {
    fc.assert(
      fc.property(manifests, damages, (text, changes) => {
        const { faults, integrations } = compare(text, damaged(text, changes));
        if (faults.some(({ integration }) => integration === null)) expect(integrations).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
