import { describe, expect, it } from 'vitest';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { fixAllEdits } from '../../../server/src/lint/fix-all.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { applyEdits } from '../../../server/src/yaml/edits.ts';

const LF = 'version: 1\norganization: acme\nintegrations:\n  hub:\n    kind: service\n    service: github\n';

/** The errors in a text, each with where it begins. */
function errorsIn(text: string): string[] {
  return analyse(text, parseDay('2026-11-23') ?? 0)
    .findings.filter(({ level, rule }) => level === 'error' && rule !== 'missing-key')
    .map(({ rule, at, message }) => `${at.start} ${rule}: ${message.slice(0, 20)}`);
}

describe('line ends', () => {
  it('of CR alone are one finding, at the first of them', () => {
    const text = LF.replaceAll('\n', '\r');
    expect(analyse(text, parseDay('2026-11-23') ?? 0).findings.map(({ at, rule }) => [rule, at])).toEqual([
      ['invalid-yaml', { start: 10, end: 11 }],
    ]);
    expect(errorsIn(text)).toEqual(['10 invalid-yaml: A CR stands here wit']);
  });

  it.each([
    ['behind the version', LF.replace('1\n', '1\r'), '9 unsupported-version: A CR stands here wit'],
    ['twice before each LF', LF.replaceAll('\n', '\r\r\n'), '9 unsupported-version: A CR stands here wit'],
    ['behind a name', LF.replace('hub:\n', 'hub:\r'), '46 invalid-yaml: A CR stands here wit'],
  ])('of CR alone among others are the cause that is told: %s', (_, text, error) => {
    expect(errorsIn(text)).toEqual([error]);
  });

  it('are never put right so that the version runs into its key', () => {
    const text = LF.replace(': 1', ':\r1').replace(': acme', ':\u00A0acme');
    const edits = fixAllEdits(text, (current) => analyse(current, parseDay('2026-11-23') ?? 0).findings);
    expect(applyEdits(text, edits)).toBe(text.replace('\r', ' '));
  });

  it.each([
    ['CRLF', LF.replaceAll('\n', '\r\n')],
    ['a CR in a comment', LF.replace('acme', 'acme # a\rb: c')],
    ['a CR in quotes', `${LF}    purpose: "Opens\rissues"\n`],
    ['a CR in a text over lines', `${LF}    purpose: |\n      Opens\rissues: all\n`],
  ])('are no error: %s', (_, text) => {
    expect(errorsIn(text)).toEqual([]);
  });
});
