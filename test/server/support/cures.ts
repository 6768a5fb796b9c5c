/** What must hold of the findings and fixes of every text that a person, a merge or a broken disk can leave in a file. */
import assert from 'node:assert/strict';
import { analyse } from '../../../server/src/lint/analyse.ts';
import type { Analysis } from '../../../server/src/lint/analyse.ts';
import { fixAllEdits } from '../../../server/src/lint/fix-all.ts';
import { closure } from '../../../server/src/privilege/implication.ts';
import { scopeMeant } from '../../../server/src/rules/granted.ts';
import { countErrors } from '../../../server/src/yaml/compose.ts';
import { applyEdits, HOLE_MARK } from '../../../server/src/yaml/edits.ts';
import { readYaml } from '../../../server/src/yaml/read-yaml.ts';
import type { TextEdit } from '../../../server/src/yaml/text-edit.ts';

/** Throws where a finding is not of its form, where a fix does harm, or where fix-all leaves something for a second time. */
export function checkCures(text: string, today: number): void {
  const analysis = analyse(text, today);
  const noWorse = judgeOf(text);
  for (const { at, message, fixes } of analysis.findings) {
    assert.ok(at.start <= at.end && at.end <= text.length, message);
    assert.doesNotMatch(message, /undefined|\[object|NaN/);
    for (const { edits, title } of fixes()) {
      checkApart(text, edits);
      // A comment goes only with the list item that is taken out.
      if (!/^Remove|granted already/.test(title)) {
        for (const { start, end } of edits) assert.doesNotMatch(text.slice(start, end), /\s#[^\n]*\n/, title);
      }
      noWorse(
        edits.map((edit) => ({ ...edit, newText: edit.newText.replace(HOLE_MARK, 'x') })),
        title,
      );
    }
  }
  checkFixedPoint(text, today, analysis, noWorse);
}

/** Fix-all leaves nothing for a second time, and grants no more and no less than was granted. */
function checkFixedPoint(
  text: string,
  today: number,
  before: Analysis,
  noWorse: ReturnType<typeof judgeOf>,
): void {
  const find = (current: string): Analysis['findings'] =>
    analyse(current, today, { previous: before }).findings;
  const edits = fixAllEdits(text, find);
  if (edits.length === 0) return;
  checkApart(text, edits);
  noWorse(edits, 'fix-all');
  const fixed = applyEdits(text, edits);
  assert.deepEqual(fixAllEdits(fixed, find), []);
  const was = granted(before).map((scopes) => scopes.join());
  const is = granted(analyse(fixed, today)).map((scopes) => scopes.join());
  // An error of the parser may have hidden whole entries, which a fix brings to light.
  const isPart = before.manifest.file.errors.length > 0 && is.length > was.length;
  assert.deepEqual(isPart ? is.filter((scopes) => was.includes(scopes)).slice(0, was.length) : is, was);
}

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

function checkApart(text: string, edits: readonly TextEdit[]): void {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const [i, { start, end }] of sorted.entries()) {
    assert.ok(
      start >= (sorted[i - 1]?.end ?? 0) && end >= start && end <= text.length,
      JSON.stringify(edits),
    );
  }
}
