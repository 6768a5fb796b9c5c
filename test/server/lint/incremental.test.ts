/** What is kept from an earlier analysis may save time, and nothing else. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { analyse } from '../../../server/src/lint/analyse.ts';
import type { Analysis } from '../../../server/src/lint/analyse.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from '../support/manifests.ts';

const TODAY = parseDay('2026-11-23') ?? 0;

/** Everything that is to be seen of an analysis. */
function seen({ findings, manifest }: Analysis): unknown {
  return {
    findings: findings.map(({ fixes, ...finding }) => ({
      ...finding,
      fixes: fixes().map(({ title, edits }) => [title, edits]),
    })),
    integrations: manifest.integrations.map(({ start, integration }) => ({ start, integration })),
  };
}

it.each([
  ['keeps all that was read', 1000],
  ['keeps the texts alone', 0],
  ['comes to keep the texts alone, or all again', 3],
])(
  'finds after a row of edits, days and settings what a fresh look finds, where it %s',
  (_, mostHeld) => {
    fc.assert(
      fc.property(
        fc.oneof(manifests, fc.constant(EXAMPLE), fc.constant(FAULTY)),
        fc.array(fc.tuple(damages, fc.constantFrom(0, 0, 0, 1, 400)), { maxLength: 5 }),
        (start, steps) => {
          let text = start;
          let today = TODAY;
          let analysis = analyse(text, today, { mostHeld });
          for (const [changes, days] of steps) {
            text = damaged(text, changes);
            today += days;
            analysis = analyse(text, today, { previous: analysis, mostHeld });
            expect(seen(analysis)).toEqual(seen(analyse(text, today)));
          }
        },
      ),
      { numRuns: mostHeld === 1000 ? 300 : 150 },
    );
  },
  360_000,
);
