import fc from 'fast-check';
import { expect, it } from 'vitest';
import { composeEdits } from '../../../server/src/yaml/compose-edits.ts';
import { applyEdits } from '../../../server/src/yaml/edits.ts';
import type { TextEdit } from '../../../server/src/yaml/text-edit.ts';

/** Edits that neither overlap nor touch, of a text of that length. */
function edits(length: number, cuts: readonly number[], texts: readonly string[]): TextEdit[] {
  const sorted = [...new Set(cuts.map((cut) => cut % (length + 1)))].sort((a, b) => a - b);
  const result: TextEdit[] = [];
  for (let i = 0; i + 1 < sorted.length; i += 3) {
    result.push({ start: sorted[i] ?? 0, end: sorted[i + 1] ?? 0, newText: texts[i % texts.length] ?? '' });
  }
  return result;
}

it('does in one round what two rounds do', () => {
  const cuts = fc.array(fc.nat(), { maxLength: 12 });
  const texts = fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }),
      cuts,
      texts,
      cuts,
      texts,
      (text, cutsA, textsA, cutsB, textsB) => {
        const first = edits(text.length, cutsA, textsA);
        const middle = applyEdits(text, first);
        const second = edits(middle.length, cutsB, textsB);
        expect(applyEdits(text, composeEdits(text.length, first, second))).toBe(applyEdits(middle, second));
      },
    ),
    { numRuns: 2000 },
  );
});

it('leaves the text between two edits alone', () => {
  const first = [{ start: 0, end: 1, newText: 'X' }];
  const second = [{ start: 9, end: 10, newText: 'Y' }];
  expect(composeEdits(10, first, second)).toEqual([...first, ...second]);
});
