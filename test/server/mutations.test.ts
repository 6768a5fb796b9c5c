/** What must hold for every text that a person, a merge or a broken disk can leave in a file. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { analyse } from '../../server/src/lint/analyse.ts';
import type { Analysis } from '../../server/src/lint/analyse.ts';
import { fixAllEdits } from '../../server/src/lint/fix-all.ts';
import { parseDay } from '../../server/src/manifest/dates.ts';
import { closure } from '../../server/src/privilege/implication.ts';
import { scopeMeant } from '../../server/src/rules/granted.ts';
import { countErrors } from '../../server/src/yaml/compose.ts';
import { readYaml } from '../../server/src/yaml/read-yaml.ts';
import { applyEdits, HOLE_MARK } from '../../server/src/yaml/edits.ts';
import type { TextEdit } from '../../server/src/yaml/edits.ts';
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

/** What every integration is granted, by its name and place in the file. */
function granted({ manifest }: Analysis): string[][] {
  return manifest.integrations.map(({ integration: { scopes } }) =>
    [...closure(scopes.flatMap(({ scope }) => (scope ? [scopeMeant(scope.text) ?? scope.text] : [])))].sort(),
  );
}

/** How much of a text cannot be read entry by entry: one error of the parser can hide others, or make them. */
function errorsApart(text: string): number {
  const { errors, segments } = readYaml(text, 'integrations');
  return errors.length + segments.reduce((sum, { source }) => sum + countErrors(source), 0);
}

/** Throws where edits leave the text worse to read than it is. */
function judgeOf(text: string): (edits: readonly TextEdit[], title: string) => void {
  const before = countErrors(text);
  return (edits, title) => {
    const after = applyEdits(text, edits);
    if (countErrors(after) <= before) return;
    if (before > 0 && errorsApart(after) <= errorsApart(text)) return;
    throw new Error(`“${title}” breaks ${JSON.stringify(text)} by ${JSON.stringify(edits)}`);
  };
}

function expectApart(text: string, edits: readonly TextEdit[]): void {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const [i, { start, end }] of sorted.entries()) {
    expect(start).toBeGreaterThanOrEqual(sorted[i - 1]?.end ?? 0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(text.length);
  }
}

it('judges mutated manifests without an exception, and cures them without harm', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const analysis = analyse(text, TODAY);
      const noWorse = judgeOf(text);
      for (const { at, message, fixes } of analysis.findings) {
        expect(at.start <= at.end && at.end <= text.length).toBe(true);
        expect(message).not.toMatch(/undefined|\[object|NaN/);
        for (const { edits, title } of fixes()) {
          expectApart(text, edits);
          // A comment goes only with the list item that is taken out.
          if (!/^Remove|granted already/.test(title)) {
            for (const { start, end } of edits) expect(text.slice(start, end)).not.toMatch(/\s#[^\n]*\n/);
          }
          noWorse(
            edits.map((edit) => ({ ...edit, newText: edit.newText.replace(HOLE_MARK, 'x') })),
            title,
          );
        }
      }
      expectFixedPoint(text, analysis, noWorse);
    }),
    { numRuns: RUNS },
  );
}, 3_600_000);

/** Fix-all leaves nothing for a second time, and grants no more and no less than was granted. */
function expectFixedPoint(text: string, before: Analysis, noWorse: ReturnType<typeof judgeOf>): void {
  const find = (current: string): Analysis['findings'] => analyse(current, TODAY, before).findings;
  const edits = fixAllEdits(text, find);
  if (edits.length === 0) return;
  expectApart(text, edits);
  noWorse(edits, 'fix-all');
  const fixed = applyEdits(text, edits);
  expect(fixAllEdits(fixed, find)).toEqual([]);
  expect(granted(analyse(fixed, TODAY))).toEqual(granted(before));
}
