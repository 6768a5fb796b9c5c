import { describe, expect, it } from 'vitest';
import { report, rowsOf } from './report-support.ts';

const TEXT = `version: 1
integrations:
  bot:
    kind: internal-integration
    uses: [sentry-cli releases new, "=1+1"]
    webhooks: [issue, error.created]
    accept: [{ rule: missing-owner, reason: x, until: 2027-01-01, by: dana@acme.example }]
    scopes:
      - scope: org:read
        accept:
          - { rule: weak-rationale, reason: x, until: 2027-02-02, by: lee@acme.example }
          - { rule: broad-scope, reason: x }
      - team:read
  gh:
    kind: service
    service: github
    limitedTo: [acme/shop, acme/web]
    accept: [{ rule: "=1+1", until: "-1", by: "@SUM(1)" }]
`;

describe('the table', () => {
  it('says until when and by whom a grant is excepted from what, and what its integration is for', async () => {
    const [head, ...rows] = rowsOf((await report('csv', { 'a.yaml': TEXT })).out);
    const names = ['exceptions', 'excepted until', 'excepted by', 'uses', 'webhooks', 'limited to'];
    expect(head!.slice(-names.length - 1, -1)).toEqual(names);
    const [uses, hooks] = ["sentry-cli releases new; '=1+1", 'issue; error.created'];
    expect(rows.map((row) => row.slice(-names.length - 1, -1))).toEqual([
      [
        'missing-owner; weak-rationale; broad-scope',
        '2027-01-01; 2027-02-02; no end',
        'dana@acme.example; lee@acme.example; nobody',
        uses,
        hooks,
        '',
      ],
      ['missing-owner', '2027-01-01', 'dana@acme.example', uses, hooks, ''],
      ["'=1+1", "'-1", "'@SUM(1)", '', '', 'acme/shop; acme/web'],
    ]);
  });

  it.each(['{ a: 1 }', '""', '[2027-01-01]'])(
    'says of an exception whose end is no day, %s, that it has ended, as the other reports do',
    async (until) => {
      const manifest = `version: 1
integrations:
  bot:
    kind: internal-integration
    accept: [{ rule: missing-owner, reason: x, until: ${until} }]
`;
      const [head, row] = rowsOf((await report('csv', { 'a.yaml': manifest })).out);
      expect(row![head!.indexOf('excepted until')]).toBe('ended');
      expect((await report('markdown', { 'a.yaml': manifest })).out).not.toContain('no end');
    },
  );

  it.each([
    ["x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"],
    ['=1;=2; +3;－4', "'=1;'=2;' +3;'－4"],
    ['x;"=1"', `x;'"=1"`],
    ['one; two - three', 'one; two - three'],
  ])('starts no formula where a semicolon parts the cells: %s', async (purpose, safe) => {
    const manifest = `version: 1
integrations:
  bot:
    kind: internal-integration
    purpose: ${JSON.stringify(purpose)}
`;
    const [head, row] = rowsOf((await report('csv', { 'a.yaml': manifest })).out);
    expect(row![head!.indexOf('purpose')]).toBe(safe);
  });
});
