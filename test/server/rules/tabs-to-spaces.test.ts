import { describe, expect, it } from 'vitest';
import { spacesFix } from '../../../server/src/rules/tabs-to-spaces.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { applyEdits } from '../../../server/src/yaml/edits.ts';

/** The text with blanks for its tabs; the first tab of each line named is where the parser stumbled. */
function cured(source: string, stumbledAt: readonly number[] = []): string | undefined {
  const fix = spacesFix(
    source,
    stumbledAt.map((start) => ({ start, end: start + 1 })),
  );
  return fix && applyEdits(source, fix.edits);
}

describe('tabs that indent lines', () => {
  it('become blanks, a tab stop the narrowest that makes the text valid', () => {
    expect(cured('a:\n\tb: 1\n\t\t# c\n')).toBe('a:\n  b: 1\n    # c\n');
    expect(cured('a:\n    b: 1\n\tc: 2\n')).toBe('a:\n    b: 1\n    c: 2\n');
    expect(cured('a:\r\n\tb: 1\r\n')).toBe('a:\r\n  b: 1\r\n');
  });

  it('lead to the next stop, where blanks stand before them', () => {
    const source = 'a:\n    b: 1\n  \tc: 2\n';
    expect(cured(source, [source.indexOf('\t')])).toBe('a:\n    b: 1\n    c: 2\n');
  });

  it('stay where they are a part of a text', () => {
    const source = 'a: |\n  b\n  \tc\nd:\n\te: f\u2028\tg\n';
    expect(cured(source, [source.indexOf('\te')])).toBe('a: |\n  b\n  \tc\nd:\n  e: f\u2028\tg\n');
  });

  it('stay where blanks make no valid text of it either', () => {
    expect(cured('a:\n\tb: "\n')).toBeUndefined();
  });

  it('lead further in where the keys would stand beside the one that they are for', () => {
    const source = 'a:\n    b:\n\tc: 1\n\td:\n\t    - e\n';
    expect(cured(source)).toBe('a:\n    b:\n        c: 1\n        d:\n            - e\n');
    expect(cured('  a:\n    b: 1\n\tc: 2\n')).toBe('  a:\n    b: 1\n    c: 2\n');
  });

  it('stay where it is not sure how far they lead', () => {
    expect(cured('a:\n  b:\n    c: 1\n\td: 2\n  e: 3\n')).toBeUndefined();
  });

  it('become blanks where YAML takes what they indent for the names of integrations', () => {
    const text = 'version: 1\nintegrations:\n  bot:\n  \tkind: scim-token\n  \tpurpose: x\n';
    const { findings } = analyse(text, 20_780);
    expect(findings.map(({ rule }) => rule)).toEqual(['invalid-yaml', 'invalid-yaml']);
    const [fix] = findings[0]!.fixes();
    expect(applyEdits(text, fix!.edits)).toBe(text.replaceAll('\t', '  '));
  });

  it('have one fix, at each of a hundred lines; of more, at the first', () => {
    const linesWithFix = (lines: number): number => {
      const text = `version: 1\nintegrations:\n${'\tb:\n'.repeat(lines)}`;
      return analyse(text, 20_780)
        .findings.filter(({ rule }) => rule === 'invalid-yaml')
        .flatMap((finding) => finding.fixes()).length;
    };
    expect(linesWithFix(100)).toBe(100);
    expect(linesWithFix(101)).toBe(1);
  });
});
