/** A text of which a stretch is kept apart is in all things the string that it stands for. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeBetween } from '../../../server/src/yaml/change.ts';
import { withReplaced } from '../../../server/src/text/source-text.ts';
import type { SourceText } from '../../../server/src/text/source-text.ts';

/** Long enough to be kept in parts. */
const LARGE = Array.from({ length: 6000 }, (_, i) => `  line ${String(i)}: é\n`).join('');

const edit = fc.record({
  /** Mostly near to one place, as somebody types. */
  at: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 40_000, max: 40_060 }) },
    fc.integer({ min: 0, max: LARGE.length }),
    fc.constantFrom(0, LARGE.length),
  ),
  length: fc.oneof({ weight: 5, arbitrary: fc.integer({ max: 30, min: 0 }) }, fc.constantFrom(3000, 50_000)),
  text: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('', 'x', '\n', 'name:\n', 'é', '  line') },
    fc.constant('paste\n'.repeat(7000)),
  ),
});

const edits = fc.array(edit, { minLength: 1, maxLength: 12 });

/** The text after each edit, as a string and as it is kept. */
function* versions(
  all: readonly { at: number; length: number; text: string }[],
): Generator<[string, SourceText]> {
  let [plain, kept]: [string, SourceText] = [LARGE, LARGE];
  for (const { at, length, text } of all) {
    const start = Math.min(at, plain.length);
    const end = Math.min(start + length, plain.length);
    plain = plain.slice(0, start) + text + plain.slice(end);
    kept = withReplaced(kept, { start, end, replacement: text });
    yield [plain, kept];
  }
}

/** Places about where something was edited, both ends, and outside. */
function placesIn(length: number, all: readonly { at: number; text: string }[]): number[] {
  const near = all.flatMap(({ at, text }) => [at - 1, at, at + 1, at + text.length, at + text.length + 31]);
  return [...near, -1, 0, 1, length - 1, length, length + 1];
}

it('reads like the string', () => {
  fc.assert(
    fc.property(edits, (all) => {
      for (const [plain, kept] of versions(all)) {
        const places = placesIn(plain.length, all);
        expect(kept.length).toBe(plain.length);
        for (const place of places) {
          expect(kept.charCodeAt(place)).toBe(plain.charCodeAt(place));
          for (const wanted of ['\n', 'x', 'é', '#', 'line'])
            expect([
              kept.indexOf(wanted, place),
              kept.lastIndexOf(wanted, place),
              kept.includes(wanted),
            ]).toEqual([
              plain.indexOf(wanted, place),
              plain.lastIndexOf(wanted, place),
              plain.includes(wanted),
            ]);
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('is cut like the string', () => {
  fc.assert(
    fc.property(edits, (all) => {
      for (const [plain, kept] of versions(all)) {
        const places = placesIn(plain.length, all);
        for (const start of places)
          for (const end of places) expect(kept.slice(start, end) === plain.slice(start, end)).toBe(true);
        expect([kept.indexOf('\n'), kept.lastIndexOf('\n')]).toEqual([
          plain.indexOf('\n'),
          plain.lastIndexOf('\n'),
        ]);
        expect(kept.slice(40_000) === plain.slice(40_000)).toBe(true);
      }
      for (const [plain, kept] of versions(all)) expect(kept.toString() === plain).toBe(true);
    }),
    { numRuns: 60 },
  );
});

it('differs from its earlier versions by what was edited', () => {
  fc.assert(
    fc.property(edits, fc.nat(), (all, seed) => {
      const made = [[LARGE, LARGE] as [string, SourceText], ...versions(all)];
      const [before, keptBefore] = made[seed % made.length] ?? made[0] ?? [LARGE, LARGE];
      const [after, keptAfter] = made.at(-1) ?? [LARGE, LARGE];
      const { start, endBefore, endAfter } = changeBetween(keptBefore, keptAfter);
      const shortest = changeBetween(before, after);
      expect(before.slice(0, start) + after.slice(start, endAfter) + before.slice(endBefore) === after).toBe(
        true,
      );
      expect(endAfter - start).toBe(shortest.endAfter - shortest.start);
    }),
    { numRuns: 100 },
  );
});
