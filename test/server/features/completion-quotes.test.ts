import { describe, expect, it } from 'vitest';
import { complete, completeAnalysed, expectGood, labels, take } from './complete.ts';
import { entry } from './cursor.ts';

describe('completion of a key in quotes', () => {
  const JSON_ENTRY = '{"version": 1, "integrations": {"bot": {‸}}}';

  it.each([
    ['kind', '{"version": 1, "integrations": {"bot": {"‸"}}}', '{"kind": ‸}}}'],
    ['kind', '{"version": 1, "integrations": {"bot": {"ki‸"}}}', '{"kind": ‸}}}'],
    ['kind', "{version: 1, integrations: {bot: {'ki‸nd'}}}", "{'kind': ‸}}}"],
    ['kind', '{"integrations": {"bot": {"owner": "x", "‸"}}}', '"x", "kind": ‸}}}'],
    ['kind', '{"integrations": {"bot": {"‸", "owner": "x"}}}', '{"kind": ‸, "owner": "x"}}}'],
    ['kind', '{"integrations": {"bot": {"ki‸": "service"}}}', '{"kind": "service"}}}'],
    ['kind', '{"integrations": {"bot": {"ki‸":"service"}}}', '{"kind":"service"}}}'],
    ['version', '{"‸"}', '{"version": 1}'],
    ['scope', entry('    scopes: [{"‸"}]\n'), '[{"scope": ‸}]\n'],
    ['broad-scope', '{ rules: {"‸"} }', '{"broad-scope": ‸} }'],
    ['credential', '{"integrations": {"bot": {"cred‸" }}}', '{"credential": { ‸ } }}}'],
  ])('writes colon and value behind the closing quote: %s in %j', (label, before, after) => {
    expect(take(before, label).slice(-after.length)).toBe(after);
  });

  it('writes a whole entry behind its name, and a whole item without quotes', () => {
    expect(take('{"integrations": {"‸"}}', 'slack')).toContain('{"slack": { kind: service, service: slack,');
    expect(take('{"integrations": {"a": {"reviews": [{"‸"}]}}}', 'review 2026-11-23')).toContain(
      '[{date: 2026-11-23, by: ',
    );
  });

  it('breaks nothing, whatever stands around it', () => {
    const places = [
      JSON_ENTRY,
      '{‸}',
      '{"integrations": {‸}}',
      '{"rules": {‸}}',
      entry('    scopes: [{‸}]\n'),
      entry('    scopes: [{ scope: org:read, ‸ }]\n'),
      entry('    credential: { ‸, storedIn: x }\n'),
      entry('    accept: [\n      { ‸ # why\n      }]\n'),
      entry('    reviews:\n      - {‸}\n'),
    ];
    for (const place of places) {
      for (const typed of ['"‸"', "'‸'", '"re‸"', '"‸re"'])
        expect(expectGood(place.replace('‸', typed)), place).toBeGreaterThan(0);
      for (const typed of ['"re‸": ', '"re‸" : x', "'re‸': x"]) expectGood(place.replace('‸', typed));
    }
  });

  it('offers nothing outside of the quotes, nor where more than a key stands', () => {
    for (const typed of ['‸"ki"', '"ki"‸', '"ki" ‸', '"ki‸" "x"', '"ki‸" x', '{"ki‸" {}'])
      expect(labels(JSON_ENTRY.replace('‸', typed)), typed).toEqual([]);
  });
});

describe('completion in quotes, in block style', () => {
  it.each([
    ['org:read', '    scopes:\n      - "‸\n', '    scopes:\n      - "org:read"\n'],
    ['org:read', '    scopes:\n      - "‸"\n', '    scopes:\n      - "org:read"\n'],
    ['org:read', '    scopes:\n      - "or‸"\n', '    scopes:\n      - "org:read"\n'],
    ['org:read', "    scopes:\n      - 'or‸' # why\n", "    scopes:\n      - 'org:read' # why\n"],
    [
      'org:read',
      '    scopes:\n    - team:read\n    - "org:‸',
      '    scopes:\n    - team:read\n    - "org:read"',
    ],
    ['org:read', '    scopes:\n      "or‸"\n', '    scopes:\n      - "org:read"\n'],
    [
      'org:read',
      '    scopes:\n      - scope:\n          "or‸"\n',
      '    scopes:\n      - scope:\n          "org:read"\n',
    ],
    [
      'org:read',
      '    scopes:\n      - "or‸"\n        rationale: x\n',
      '    scopes:\n      - scope: org:read\n        rationale: x\n',
    ],
    ['scope', '    scopes:\n      - "sc‸"\n', '    scopes:\n      - "scope": ‸\n'],
    ['purpose', '    "pur‸"\n    owner: x\n', '    "purpose": ‸\n    owner: x\n'],
    ['purpose', "    '‸\n", "    'purpose': ‸\n"],
    ['owner', '    "ow‸": x\n', '    "owner": x\n'],
    ['credential', '    "‸"\n      rotated: 2026-01-01\n', '    "credential":\n      rotated: 2026-01-01\n'],
    ['uses', '    "us‸"', '    "uses":\n      - ‸'],
  ])('writes %s at %j', (label, before, after) => {
    expect(take(entry(before), label)).toBe(entry(after));
  });

  it('breaks nothing, whatever stands around it', () => {
    const places = [
      '‸\n',
      'rules:\n  ‸\n',
      'version: 1\nintegrations:\n  ‸\n',
      entry('    ‸\n    owner: x\n'),
      entry('    scopes:\n      - ‸\n'),
      entry('    scopes:\n      - org:read\n      - ‸ # why\n      - scope: team:read\n'),
      entry('    scopes:\n      - ‸\n        rationale: x\n'),
      entry('    scopes:\n      - scope: ‸\n'),
      entry('    scopes:\n      -   ‸\n        rationale: x\n'),
      entry('    scopes:\n      ‸\n    owner: x\n'),
      entry('    credential:\n      ‸\n'),
      entry('    reviews:\n    - ‸\n'),
      entry('    uses:\n      - ‸\n'),
    ];
    for (const place of places)
      for (const typed of ['"‸"', "'‸'", '"re‸"', '"‸re"', '"‸', '"re‸', "'re‸"])
        expect(expectGood(place.replace('‸', typed)), place + typed).toBeGreaterThan(0);
  });

  it.each([
    '    scopes:\n      - "or"‸\n',
    '    scopes:\n      - "or" ‸\n',
    '    scopes:\n      - ‸"or"\n',
    '    scopes:\n      - "or te‸"\n',
    '    scopes:\n      - "or ‸\n',
    '    purpose: "a\n      "‸\n',
    '    "a b‸"\n',
    '    "ki"‸\n',
    '    "ki‸" x\n',
    '    scopes:\n      - "or‸" x\n',
  ])('offers nothing at %j', (lines) => {
    expect(labels(entry(lines))).toEqual([]);
  });
});

describe('completion below a name in quotes', () => {
  const PLACES = [
    '    kind: service\n    service: slack\n    permissions:\n      - ‸\n',
    '    kind: internal-integration\n    uses:\n      - sentry-cli releases list\n    scopes:\n      - ‸\n',
    '    kind: internal-integration\n    ‸\n',
    '    kind: internal-integration\n    scopes:\n      - scope: org:admin\n        accept: [{ rule: ‸ }]\n',
  ];
  const offeredUnder = (name: string, lines: string): unknown[] =>
    completeAnalysed(`version: 1\nintegrations:\n  ${name}:\n${lines}`).map(
      ({ label, detail, sortText, insertText }) => [label, detail, sortText, insertText],
    );

  it.each(["'dana''s export'", '"\\u00e4"', String.raw`"a\\b"`, String.raw`"\"q\""`])(
    'is that below a plain one: %s',
    (name) => {
      for (const lines of PLACES) expect(offeredUnder(name, lines)).toEqual(offeredUnder('export', lines));
    },
  );
});

describe('completion of a text with an apostrophe', () => {
  const NAME = "person's GitHub authorization";
  const at = (typed: string): string =>
    `version: 1\nintegrations:\n  agent:\n    kind: service\n    service: github_copilot\n    permissions:\n      - permission: ${typed}\n`;

  it.each([
    ['"‸"', `"${NAME}"`],
    ['"per‸"', `"${NAME}"`],
    ["'‸'", "'person''s GitHub authorization'"],
    ["'per‸'", "'person''s GitHub authorization'"],
    ['‸', NAME],
  ])('writes it at %s as the quotes want it', (typed, written) => {
    expect(take(at(typed), NAME)).toBe(at(written));
  });

  it.each(["'person''s Git‸'", "'person''s Git‸"])('is found by what is typed of it at %s', (typed) => {
    const found = complete(at(typed)).find(({ label }) => label === NAME);
    expect(`'${found?.filterText?.replace(/^'/, '') ?? ''}`).toMatch(/^'person''s Git/);
  });

  it('escapes what ends or begins something between double quotes', () => {
    const people = (by: string): string =>
      entry(`    owner: 'team "shop" \\ API'\n`) + `  other:\n    owner: ${by}\n`;
    expect(take(people('"‸"'), 'team "shop" \\ API')).toBe(people('"team \\"shop\\" \\\\ API"'));
  });
});
