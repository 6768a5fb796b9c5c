import '../../seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareManifests } from '../../../server/src/compare/compare.ts';
import type { States } from '../../../server/src/compare/compare.ts';
import type { GrantChange, ManifestChange } from '../../../server/src/compare/model.ts';
import { damaged, damages, FAULTY, manifests } from '../support/manifests.ts';
import { compare, inShort, TODAY } from './support.ts';

/** The scopes and all else on one side of a change, by the name that an integration has now. */
const grants = (change: ManifestChange, side: 'widened' | 'narrowed'): string[] =>
  change.integrations
    .flatMap((integration) =>
      integration[side].map((grant: GrantChange) => `${integration.name}: ${inShort(grant)}`),
    )
    .sort();

/** What has no laxer side, and the reviews, of which those that came are told by themselves. */
const ONE_WAY: readonly string[] = ['server', 'organization', 'review', 'review-of'];

const checks = (change: ManifestChange, side: 'weakened' | 'strengthened'): string[] =>
  [change[side], ...change.integrations.map((integration) => integration[side])]
    .flat()
    .filter(({ what }) => !ONE_WAY.includes(what))
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

  it('widen one way by what they narrow by the other, two files each', () => {
    const states = (texts: readonly string[], others: readonly string[]): States[] =>
      texts.map((text, i) => ({
        base: { path: `${String(i)}.yaml`, text },
        head: { path: `${String(i)}.yaml`, text: others[i] ?? '' },
      }));
    const all = (changes: readonly ManifestChange[], side: 'widened' | 'narrowed'): string[] =>
      changes
        .flatMap(({ integrations }) => integrations)
        .flatMap((integration) => integration[side].map((grant) => inShort(grant)))
        .sort();
    let moved = 0;
    fc.assert(
      fc.property(manifests, manifests, manifests, (first, second, other) => {
        // What stood in the first file stands in the second.
        const [a, b] = [
          [first, second],
          [other, first],
        ];
        const [there, back] = [compareManifests(states(a, b), TODAY), compareManifests(states(b, a), TODAY)];
        expect(all(there, 'widened')).toEqual(all(back, 'narrowed'));
        expect(all(there, 'narrowed')).toEqual(all(back, 'widened'));
        moved += there
          .flatMap(({ integrations }) => integrations)
          .filter(({ details }) => details.some(({ what }) => what === 'file')).length;
      }),
      { numRuns: 100 },
    );
    expect(moved).toBeGreaterThan(10);
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
