import { describe, expect, it } from 'vitest';
import { analyse } from '../../../server/src/lint/analyse.ts';
import type { Fix } from '../../../server/src/rules/rule.ts';

const HEAD = 'version: 1\nintegrations:\n  hub:\n    kind: service\n';

/** The fixes of all findings in a text that write plain blanks. */
function fixesIn(text: string): Fix[] {
  return analyse(text, 20_780)
    .findings.flatMap(({ fixes }) => fixes())
    .filter(({ title }) => title === 'Write plain blanks');
}

describe('Write plain blanks', () => {
  it('is the fix of each of a few lines that were pasted together, and of the first of many alone', () => {
    const few = fixesIn(HEAD + '\u00A0\u00A0x: y\n'.repeat(20));
    expect(few.length).toBeGreaterThan(10);
    expect(new Set(few.map(({ edits }) => edits.length))).toEqual(new Set([20]));
    // Else each of thousands of findings would hold thousands of edits.
    const many = fixesIn(HEAD + '\u00A0\u00A0x: y\n'.repeat(3000));
    expect(many.map(({ edits }) => edits.length)).toEqual([3000]);
  });

  it('is offered for as many places that lie apart as can be tried', () => {
    const text = `${HEAD}    scopes:\n${'      - scope:\u00A0org:read\n        rationale: x\n'.repeat(1500)}`;
    const fixes = fixesIn(text);
    expect(fixes.length).toBeGreaterThan(0);
    expect(fixes.length * text.length).toBeLessThan(2_000_000);
  });
});
