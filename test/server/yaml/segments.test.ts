/** Cuts that are carried over an edit are those that a look at the whole text finds. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeBetween } from '../../../server/src/yaml/change.ts';
import { cutSegments, mayHoldReferences, recutSegments } from '../../../server/src/yaml/segments.ts';

const LINES = [
  '  a:',
  '  b: # c',
  '    kind: service',
  '      - x',
  '  half',
  '# comment',
  '   # comment',
  '',
  '   ',
  'x-after: 1',
  'integrations:',
  'version: 1',
  ' odd:',
  '\tkind: x',
  '    \tkind: x',
  '---',
  '...',
  '  "q": 1',
  '  - x',
  '  }',
  '    k: &a x',
  '    k: *a',
  '  \uFEFFc:',
  '\uFEFFd:',
  '    text: a\r',
  '  {a: b',
];

const line = fc.constantFrom(...LINES);
const texts = fc
  .tuple(
    fc.array(line, { maxLength: 3 }),
    fc.array(fc.constantFrom('  a:', '    kind: service', '  b:', '', '# x'), { maxLength: 8 }),
    fc.constantFrom('', 'x-after: 1\n', 'x-after: 1'),
  )
  .map(
    ([head, body, tail]) =>
      ['version: 1', 'integrations:', '  first:', '    kind: x', ...body, ...head, ''].join('\n') + tail,
  );

/** A stretch that is replaced. */
const changes = fc.tuple(
  fc.nat({ max: 200 }),
  fc.nat({ max: 30 }),
  fc.oneof(
    line,
    line.map((text) => `\n${text}\n`),
    fc.constantFrom('', '\n', ' ', 'z', ':', '#'),
  ),
);

it('carries cuts over an edit as a whole look finds them', () => {
  let carried = 0;
  fc.assert(
    fc.property(texts, fc.array(changes, { minLength: 1, maxLength: 6 }), (start, edits) => {
      let text = start;
      for (const [at, length, insert] of edits) {
        const after = text.slice(0, at) + insert + text.slice(at + length);
        const before = mayHoldReferences(text) ? undefined : cutSegments(text, 'integrations');
        const recut = before && recutSegments(after, before, changeBetween(text, after));
        if (before && recut) {
          carried++;
          expect(mayHoldReferences(after)).toBe(false);
          expect({ after, cuts: recut.cuts }).toEqual({ after, cuts: cutSegments(after, 'integrations') });
          const entriesOf = (whole: string, cuts: typeof before): string[] =>
            cuts.entries.map(({ start: from, end }) => whole.slice(from, end));
          const [old, now] = [entriesOf(text, before), entriesOf(after, recut.cuts)];
          expect(now.slice(0, recut.before)).toEqual(old.slice(0, recut.before));
          expect(now.slice(now.length - recut.after)).toEqual(old.slice(old.length - recut.after));
        }
        text = after;
      }
    }),
    { numRuns: 20_000 },
  );
  expect(carried).toBeGreaterThan(1000);
});

it('finds the shortest stretch that differs', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, one, other, tail) => {
      const [before, after] = [head + one + tail, head + other + tail];
      const { start, endBefore, endAfter } = changeBetween(before, after);
      expect(before.slice(0, start)).toBe(after.slice(0, start));
      expect(before.slice(endBefore)).toBe(after.slice(endAfter));
      expect(Math.min(start, endBefore, endAfter)).toBe(start);
      expect(start).toBeGreaterThanOrEqual(before === after ? before.length : head.length);
    }),
  );
});
