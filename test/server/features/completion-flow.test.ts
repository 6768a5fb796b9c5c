import { describe, expect, it } from 'vitest';
import { expectGood, labels, take } from './complete.ts';
import { entry } from './cursor.ts';

const RELEASE = 'POST /api/0/organizations/{organization_id_or_slug}/releases/';

describe('completion in flow style, behind a blank', () => {
  it.each([
    ['sentry-cli info', '    uses: [sentry-cli ‸]\n', '    uses: [sentry-cli info]\n'],
    [
      'sentry-cli info',
      '    uses: [make, sentry-cli  ‸ , GET /x]\n',
      '    uses: [make, sentry-cli info , GET /x]\n',
    ],
    [
      'sentry-cli info',
      '    uses: [\n      sentry-cli ‸\n    ]\n',
      '    uses: [\n      sentry-cli info\n    ]\n',
    ],
    ['sentry-cli info', '    uses: [sentry-cli ‸# why\n    ]\n', '    uses: [sentry-cli info # why\n    ]\n'],
    [RELEASE, '    uses: [POST ‸]\n', `    uses: ["${RELEASE}"]\n`],
    ['90 days', '    review: { every: 90 ‸ }\n', '    review: { every: 90 days }\n'],
    [
      '90 days',
      '    review: { every: 90 ‸, remind: 7 days }\n',
      '    review: { every: 90 days, remind: 7 days }\n',
    ],
  ])('writes %s at %j', (label, before, after) => {
    expect(take(entry(before), label)).toBe(entry(after));
  });

  it.each([
    '    scopes: [org:read ‸]\n',
    '    scopes: [{ scope: org:read ‸ }]\n',
    '    scopes: [{ sco ‸ }]\n',
    '    scopes: [{ sco ‸: org:read }]\n',
    '    uses: [sentry-cli\n      ‸]\n',
    '    uses: [sentry-cli ‸\n      info]\n',
    '    uses: ["sentry-cli" ‸]\n',
    '    uses: [[sentry-cli] ‸]\n',
    '    uses: [sentry-cli ‸: x]\n',
    '    uses: [sentry-cli] ‸\n',
    '    review: { every: {} ‸ }\n',
    '    purpose: [x ‸]\n',
  ])('offers nothing at %j', (lines) => {
    expect(labels(entry(lines))).toEqual([]);
  });
});

describe('completion in flow style, in open quotes', () => {
  it.each([
    ['sentry-cli info', '    uses: ["‸\n', '    uses: ["sentry-cli info"\n'],
    ['sentry-cli info', "    uses: ['‸]\n", "    uses: ['sentry-cli info']\n"],
    ['sentry-cli info', '    uses: ["sentry-cli ‸]\n', '    uses: ["sentry-cli info"]\n'],
    ['sentry-cli info', '    uses: ["sen‸try, make]\n', '    uses: ["sentry-cli info", make]\n'],
    ['sentry-cli info', '    uses: ["‸, "make"]\n', '    uses: ["sentry-cli info", "make"]\n'],
    [
      'sentry-cli info',
      '    uses: ["make", "‸, "b c"] # why\n',
      '    uses: ["make", "sentry-cli info", "b c"] # why\n',
    ],
    ['sentry-cli info', '    uses: ["‸ # why\n    ]\n', '    uses: ["sentry-cli info" # why\n    ]\n'],
    ['sentry-cli info', '    uses: [\n      "‸\n    ]\n', '    uses: [\n      "sentry-cli info"\n    ]\n'],
    [RELEASE, '    uses: ["POST /org‸]\n', `    uses: ["${RELEASE}"]\n`],
    ['org:read', '    scopes: ["or‸]\n', '    scopes: ["org:read"]\n'],
    ['org:read', '    scopes: ["org:‸]\n', '    scopes: ["org:read"]\n'],
    ['org:read', '    scopes: [{ scope: x }, "or‸]\n', '    scopes: [{ scope: x }, "org:read"]\n'],
    ['org:read', '    scopes: [{ "scope":"‸ }]\n', '    scopes: [{ "scope":"org:read" }]\n'],
    ['90 days', '    review: { every: "90 ‸ }\n', '    review: { every: "90 days" }\n'],
    ['scope', '    scopes: [{"‸}]\n', '    scopes: [{"scope": ‸}]\n'],
    ['scope', "    scopes: [{'sc‸: org:read}]\n", "    scopes: [{'scope': org:read}]\n"],
    ['scope', '    scopes: [{"‸, "rationale": x}]\n', '    scopes: [{"scope": ‸, "rationale": x}]\n'],
  ])('writes %s at %j', (label, before, after) => {
    expect(take(entry(before), label)).toBe(entry(after));
  });

  it('does so in a file that ends there', () => {
    expect(take('{"version": 1, "integrations": {"bot": {"kind": "‸', 'service')).toBe(
      '{"version": 1, "integrations": {"bot": {"kind": "service"',
    );
    expect(take('{"ver‸', 'version')).toBe('{"version": 1');
  });

  it.each([
    '    uses: [‸"sentry-cli]\n',
    '    uses: ["sentry-cli‸ "info"]\n',
    '    uses: ["sentry-cli‸ {x}]\n',
    '    scopes: ["org:read ‸]\n',
    '    scopes: [{ "scope ‸ }]\n',
    '    scopes: [{ "scope: [‸] }]\n',
    '    uses: ["make, ‸]\n',
    '    uses: [\'"make"‸]\n',
    '    reviews: [{ "by: ‸ }]\n',
    '    uses: [\n      "‸\n      "make"]\n',
  ])('offers nothing at %j', (lines) => {
    expect(labels(entry(lines))).toEqual([]);
  });
});

describe('completion in flow style', () => {
  const PLACES: readonly (readonly [string, readonly string[]])[] = [
    [entry('    uses: [‸]\n'), ['GET ', 'sentry-cli ', 'sentry-cli releases ']],
    [entry('    uses: [make, ‸, "b c"]\n    owner: x\n'), ['GET ', 'sentry-cli rel']],
    [entry('    uses: [\n      ‸ # why\n    ]\n'), ['GET ', 'sentry-cli ']],
    [entry('    uses: [‸\n    owner: x\n'), ['GET ', 'sentry-cli ']],
    [entry('    review: { every: ‸, remind: 7 days }\n'), ['90 ', '90 d', 'quarter']],
    [entry('    review: {every: ‸}\n'), ['90 ', '1 ']],
    [entry('    scopes: [‸]\n'), ['or', 'org:', 'org:re']],
    [entry('    scopes: [{ scope: ‸ }, team:read]\n'), ['or', 'org:', 'org:re']],
    [entry('    scopes: [{ ‸ }, team:read]\n'), ['sc', 'r']],
    ['{"version": 1, "integrations": {"bot": {"kind": ‸}}}', ['ser', 'i']],
    ['{"version": 1, "integrations": {"bot": {‸, "owner": "x"}}}', ['ki', 'us']],
    ['{"version": 1, "integrations": {"bot": {"kind": "service", "service": ‸', ['git', 'g']],
    ['{"rules": {‸', ['br']],
  ];

  it.each(PLACES)('breaks nothing, however far a value is typed: %j', (place, values) => {
    for (const value of ['', ...values])
      for (const [before, after] of [
        ['', ''],
        ['"', ''],
        ["'", ''],
        ['"', '"'],
        ["'", "'"],
      ] as const)
        for (const at of new Set([0, value.length >> 1, value.length])) {
          const typed = before + value.slice(0, at) + '‸' + value.slice(at) + after;
          const count = expectGood(place.replace('‸', typed));
          // In the midst of a text that has no closing quote nobody knows where it ends.
          if (at === value.length) expect(count, place + typed).toBeGreaterThan(0);
        }
  });

  it.each([
    '{ "version": 1 }\n‸',
    '{\n  "version": 1,\n  "integrations": {\n    "bot": {\n      "kind": "service"\n    }\n  }\n}\n‸\n',
    '{\n  "version": 1,\n  "integrations": {\n    "bot": {\n      "kind": "service"\n    }\n  }\n}\nrul‸',
    '{\n"version": 1,\n"integrations": {\n"bot": {\n"kind": "service"\n}\n}\n}\n‸\n',
    '‸\n{ "version": 1 }\n',
  ])('offers nothing outside of the braces that are the whole file: %j', (marked) => {
    expect(labels(marked)).toEqual([]);
  });
});
