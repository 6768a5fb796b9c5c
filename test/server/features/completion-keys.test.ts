import { describe, expect, it } from 'vitest';
import { CompletionKind } from '../../../server/src/features/completion/proposal.ts';
import { applied, complete, labels, take } from './complete.ts';
import { atMark, entry } from './cursor.ts';

describe('completion of keys', () => {
  it('offers what is missing, needed keys first', () => {
    const found = complete(entry('    owner: x\n    ‸\n'));
    expect(found.slice(0, 5).map(({ label, detail }) => [label, detail])).toEqual([
      ['purpose', 'asked for by missing-purpose'],
      ['credential', 'asked for by missing-storage'],
      ['scopes', 'asked for by missing-scopes'],
      ['reviews', 'asked for by missing-review'],
      ['id', 'optional'],
    ]);
    const names = found.map(({ label }) => label);
    expect(names).not.toContain('kind');
    expect(names).not.toContain('owner');
    expect(names).not.toContain('permissions');
  });

  it.each([0, 4])('begins a list as far in as the other entries have theirs: %i', (width) => {
    const others = `integrations:\n  a:\n    scopes:\n${' '.repeat(4 + width)}- org:read\n`;
    expect(take(`${others}  b:\n    ‸\n`, 'uses')).toBe(
      `${others}  b:\n    uses:\n${' '.repeat(4 + width)}- ‸\n`,
    );
  });

  it('goes by the kind', () => {
    const names = labels(entry('    ‸\n', 'service'));
    expect(names.slice(0, 2)).toEqual(['service', 'permissions']);
    expect(names).not.toContain('scopes');
    expect(names).not.toContain('credential');
    expect(labels(entry('    ‸\n', 'public-integration'))).toContain('webhooks');
    for (const kind of ['organization-token', 'oauth-application', 'service'])
      expect(labels(entry('    ‸\n', kind))).not.toContain('webhooks');
    expect(labels(entry('    ‸\n', 'public-'))).toEqual(
      expect.arrayContaining(['webhooks', 'scopes', 'permissions']),
    );
  });

  it.each([
    [
      'rotateEvery',
      '    credential:\n      rotated: 2026-01-01\n      ‸\n',
      '    credential:\n      rotated: 2026-01-01\n      rotateEvery: ‸\n',
    ],
    ['credential', '    cred‸\n', '    credential:\n      storedIn: ‸\n'],
    ['scopes', '    ‸\n', '    scopes:\n      - scope: ‸\n'],
    ['review', '    ‸\n', '    review:\n      every: ‸\n'],
    ['reviews', '    ‸\n', '    reviews:\n      - date: 2026-11-23\n        by: ‸\n'],
    ['uses', '    us‸', '    uses:\n      - ‸'],
    ['purpose', '    pu‸\n    owner: x\n', '    purpose: ‸\n    owner: x\n'],
    ['owner', '    ow‸n: x\n', '    owner: x\n'],
    ['credential', '    cre‸\n      rotated: 2026-01-01\n', '    credential:\n      rotated: 2026-01-01\n'],
    [
      'rationale',
      '    scopes:\n      - scope: org:read\n        ‸\n',
      '    scopes:\n      - scope: org:read\n        rationale: ‸\n',
    ],
    [
      'rationale',
      '    scopes:\n      - scope: org:read\n        rat‸\n      - team:read\n',
      '    scopes:\n      - scope: org:read\n        rationale: ‸\n      - team:read\n',
    ],
    [
      'accept',
      '    scopes:\n      - scope: org:read\n        ‸\n',
      '    scopes:\n      - scope: org:read\n        accept:\n          - rule: ‸\n            reason: \n',
    ],
    ['scope', '    scopes:\n      - sco‸\n', '    scopes:\n      - scope: ‸\n'],
    [
      'scope',
      '    scopes:\n      - ‸\n        rationale: x\n',
      '    scopes:\n      - scope: ‸\n        rationale: x\n',
    ],
    ['rotated', '    credential:‸\n', '    credential:\n      rotated: ‸\n'],
    ['rotated', '    credential: ‸\n    owner: x\n', '    credential:\n      rotated: ‸\n    owner: x\n'],
    ['rotated', '    credential: { ‸ }\n', '    credential: { rotated: ‸ }\n'],
    ['rotated', '    credential: { storedIn: x, ‸}\n', '    credential: { storedIn: x, rotated: ‸}\n'],
    [
      'rotated',
      '    credential: {\n      storedIn: x,\n      ro‸\n    }\n',
      '    credential: {\n      storedIn: x,\n      rotated: ‸\n    }\n',
    ],
    [
      'by',
      '    reviews:\n      - { date: 2026-01-01, b‸ }\n',
      '    reviews:\n      - { date: 2026-01-01, by: ‸ }\n',
    ],
    ['date', '    reviews:\n      - { da‸y: 2026-01-01 }\n', '    reviews:\n      - { date: 2026-01-01 }\n'],
    [
      'rotated',
      '    credential:\n        storedIn: x\n      ‸\n',
      '    credential:\n        storedIn: x\n        rotated: ‸\n',
    ],
  ])('%s: %j', (label, before, after) => {
    expect(take(entry(before), label)).toBe(entry(after));
  });

  it('completes the keys of the file', () => {
    expect(labels('‸')).toEqual(expect.arrayContaining(['version', 'integrations', 'organization']));
    expect(labels('‸').slice(0, 2)).toEqual(['version', 'integrations']);
    expect(take('‸', 'version')).toBe('version: 1');
    expect(take(`${entry('')}\nor‸\n`, 'organization')).toBe(`${entry('')}\norganization: ‸\n`);
    expect(labels(`${entry('')}\n‸`)).toEqual(['organization', 'server', 'review', 'rules']);
    expect(take('\uFEFF‸', 'review')).toBe('\uFEFFreview:\n  every: ‸');
    expect(labels('version: 1\nreview:\n  ev‸\nintegrations:\n  a:\n    kind: service\n')).toEqual([
      'every',
      'remind',
    ]);
  });

  it('completes rules and their levels', () => {
    expect(take('rules:\n  ‸\n', 'broad-scope')).toBe('rules:\n  broad-scope: ‸\n');
    expect(labels('rules:\n  broad-scope: hint\n  ‸\n')).toEqual(['missing-review']);
    expect(labels('rules:\n  broad-scope: ‸\n')).toEqual(['off', 'hint', 'info', 'warning', 'error']);
    expect(labels(entry('    accept:\n      - rule: ‸\n'))).toEqual(['broad-scope']);
  });

  it('follows the indent of the file', () => {
    const text = 'version: 1\nintegrations:\n    bot:\n        kind: service\n        ‸\n';
    expect(take(text, 'review')).toBe(text.replace('‸', 'review:\n            every: ‸'));
  });

  it('finds its place between integrations, broken ones too', () => {
    const text = `integrations:\n  a:\n    kind: service\n    owner: "open\n  b:\n    kind: scim-token\n    ‸\n  c:\n    kind: service\n`;
    expect(labels(text)).toContain('credential');
    expect(labels('integrations:\n  a:\n    kind: service\n  x-b:\n    ‸\n')).toContain('kind');
  });

  it('works beside anchors and in a file that cannot be cut', () => {
    const text = `integrations:\n  a: &a\n    kind: service\n    ‸\n  b: *a\n\n`;
    expect(labels(text)).toContain('permissions');
    expect(labels(`integrations:\n  a: &a\n    kind: service\n\n    ‸`)).toContain('permissions');
  });

  it.each([
    ['of the file', '‸'],
    ['of the file, behind others', `${entry('    owner: x@acme.example\n')}\n‸`],
    ['of rules', 'rules:\n  ‸\n'],
    ['of an integration', entry('    ‸\n')],
    ['of an integration where a person is known', entry('    owner: x@acme.example\n    ‸\n')],
    ['of a service', entry('    service: github\n    ‸\n', 'service')],
    ['of a service that nobody knows', entry('    service: gitbub\n    ‸\n', 'service')],
    ['of a scope', entry('    scopes:\n      - scope: org:read\n        ‸\n')],
    ['of a scope in its place', entry('    scopes:\n      - ‸\n')],
    ['of a permission', entry('    service: github\n    permissions:\n      - ‸\n', 'service')],
    ['of a review', entry('    reviews:\n      - ‸\n')],
    ['of an exception', entry('    accept:\n      - ‸\n')],
    ['in braces', entry('    credential: { ‸ }\n')],
    ['in a flow', `version: 1\nintegrations: { bot: { kind: service, ‸ } }\n`],
    ['with a value already', entry('    cre‸:\n      rotated: 2026-01-01\n')],
  ])('says where there is something to choose next: keys %s', (_, marked) => {
    const keys = complete(marked).filter(({ kind }) => kind === CompletionKind.Property);
    expect(keys.length).toBeGreaterThan(0);
    const said = keys.map(({ label, opens }) => [label, opens === true]);
    const seen = keys.map((completion) => {
      const after = applied(atMark(marked).text, completion);
      return [completion.label, after.includes('‸') && labels(after).length > 0];
    });
    expect(said).toEqual(seen);
  });

  it.each([
    ['    scopes:\n      scope‸: org:read\n', 'scope', '    scopes:\n      - scope: org:read\n'],
    [
      '    scopes:\n      sco‸: org:read\n        rationale: x\n',
      'scope',
      '    scopes:\n      - scope: org:read\n        rationale: x\n',
    ],
    [
      '    scopes:\n      - org:read\n      scope‸: org:write\n',
      'scope',
      '    scopes:\n      - org:read\n      - scope: org:write\n',
    ],
    ['    reviews:\n      date‸: 2026-11-01\n', 'date', '    reviews:\n      - date: 2026-11-01\n'],
    ['    accept:\n      rul‸: broad-scope\n', 'rule', '    accept:\n      - rule: broad-scope\n'],
    // The key below would stand at the column of the hyphen.
    ['    scopes:\n      scope‸: org:read\n      rationale: x\n', 'scope', undefined],
    ['    scopes:\n    - org:read\n      scope‸: org:write\n', 'scope', undefined],
    ['    uses:\n      cli‸: x\n', 'GET /organizations/{org}/', undefined],
    ['    purpose:\n      cli‸: x\n', '', undefined],
  ])('writes the hyphen before a key that has its colon: %j', (before, label, after) => {
    const offered = labels(entry(before));
    if (after === undefined) expect(offered).toEqual([]);
    else expect(take(entry(before), label)).toBe(entry(after));
  });
});
