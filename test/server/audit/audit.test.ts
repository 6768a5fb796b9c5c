import '../../seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditOf } from '../../../server/src/audit/audit.ts';
import type { AuditedIntegration } from '../../../server/src/audit/model.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { bot, file, TODAY } from '../compare/support.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from '../support/manifests.ts';

const audit = (text: string, today = TODAY): ReturnType<typeof auditOf> =>
  auditOf([{ path: 'a.yaml', text }], today);
const only = (entries: string, keys?: string): AuditedIntegration =>
  audit(file(entries, keys)).integrations[0]!;

describe('an integration', () => {
  it('has its grants with what they imply, how broad they are and why', () => {
    const { grants } = only(
      bot([
        '{ scope: project:admin, rationale: " Deletes what is left over. ", since: 2026-01-01 }',
        'org:read',
        'no:such',
      ]),
    );
    expect(grants).toMatchObject([
      {
        name: 'project:admin',
        broad: true,
        rationale: 'Deletes what is left over.',
        since: '2026-01-01',
        until: null,
        includes: ['project:read', 'project:write'],
      },
      { name: 'org:read', broad: false, rationale: null, includes: [] },
      { name: 'no:such', broad: null, includes: [] },
    ]);
  });

  it('reaches what it holds today, and declares what its uses take', () => {
    const uses = 'uses: ["DELETE /api/0/organizations/{organization_id_or_slug}/members/{member_id}/"]';
    const held = only(bot(['member:admin'], uses)).reach!;
    expect(held).toMatchObject({ declared: 1, total: held.read + held.change + held.delete });
    expect(held.total).toBeGreaterThan(1);
    expect(only(bot(['{ scope: member:admin, until: 2026-01-01 }'])).reach).toMatchObject({
      total: 0,
      declared: null,
    });
    expect(only(bot(['member:admin'], 'uses: [our own script]')).reach).toMatchObject({ declared: null });
    expect(only(bot(['no:such'])).reach).toBeNull();
    expect(only('  gh:\n    kind: service\n    service: github\n').reach).toBeNull();
    expect(only('  ci:\n    kind: organization-token\n').reach!.total).toBeGreaterThan(10);
  });

  it('reaches what nobody can tell where its scopes are chosen and none is listed', () => {
    expect(only('  bot:\n    kind: personal-token\n').reach).toBeNull();
    expect(only('  bot:\n    kind: no-such\n').reach).toBeNull();
    expect(only('  bot:\n    kind: personal-token\n    scopes:\n').reach).toBeNull();
    expect(only('  bot:\n    kind: personal-token\n    scopes: []\n').reach).toMatchObject({ total: 0 });
  });

  it('holds what every credential of its kind holds, listed or not', () => {
    const { summary, integrations } = audit(
      file('  none: { kind: scim-token }\n  one: { kind: scim-token, scopes: [member:admin] }\n'),
    );
    const [none, one] = integrations;
    const names = (of: AuditedIntegration | undefined): string[] => of!.grants.map(({ name }) => name).sort();
    expect(names(none)).toContain('member:admin');
    expect(names(one)).toEqual(names(none));
    expect(one!.reach).toEqual(none!.reach);
    expect(one!.grants.filter(({ fixed }) => !fixed)).toMatchObject([{ name: 'member:admin', broad: true }]);
    expect(summary).toMatchObject({ grants: 2 * one!.grants.length, withoutRationale: 1 });
    expect(summary.broad).toBeGreaterThan(1);
  });

  it('holds a permission that is broad only as far as it is granted that far', () => {
    const granted = (access: string): AuditedIntegration =>
      only(
        `  gh:\n    kind: service\n    service: github\n    permissions: [{ permission: Webhooks, access: ${access} }]\n`,
      );
    const broadOf = ({ grants }: AuditedIntegration): unknown[] => grants.map(({ broad }) => broad);
    expect(broadOf(granted('read'))).toEqual([false]);
    expect(broadOf(granted('write'))).toEqual([true]);
  });

  it('has the findings of its own where two have one name', () => {
    const text = file('  bot:\n    kind: [no]\n  bot:\n    kind: { no: 1 }\n');
    const lines = audit(text).integrations.map(({ findings }) =>
      findings.filter(({ rule }) => rule === 'invalid-value').map(({ line }) => line),
    );
    expect(lines).toEqual([[6], [8]]);
  });

  it('says on which line each finding begins', () => {
    const text = 'version: 1\nintegrations:\n  bot:\n    kind: [no]\n';
    expect(audit(text).integrations[0]!.findings).toContainEqual(
      expect.objectContaining({ rule: 'invalid-value', line: 4 }),
    );
  });
});

describe('what is overdue', () => {
  it('is everything whose day has passed, the longest first', () => {
    const text = file(`  bot:
    kind: internal-integration
    purpose: Creates a release for every deploy.
    credential: { storedIn: vault, rotated: 2026-01-01, rotateEvery: 180 days, expires: 2026-11-01 }
    scopes:
      - { scope: org:read, until: 2026-11-20, accept: [{ rule: weak-rationale, until: 2026-11-21 }, { rule: broad-scope, until: 2026-11-23 }] }
      - { scope: team:read, until: 2026-11-23 }
    reviews: [{ date: 2026-08-24, by: dana }]
  never: { kind: personal-token, reviews: [] }
`);
    expect(audit(text).overdue).toEqual([
      {
        path: 'a.yaml',
        integration: 'bot',
        index: 0,
        owner: null,
        what: 'rotation',
        subject: null,
        due: '2026-06-30',
        days: 146,
      },
      {
        path: 'a.yaml',
        integration: 'bot',
        index: 0,
        owner: null,
        what: 'credential',
        subject: null,
        due: '2026-11-01',
        days: 22,
      },
      {
        path: 'a.yaml',
        integration: 'bot',
        index: 0,
        owner: null,
        what: 'grant',
        subject: 'org:read',
        due: '2026-11-20',
        days: 3,
      },
      {
        path: 'a.yaml',
        integration: 'bot',
        index: 0,
        owner: null,
        what: 'exception',
        subject: 'weak-rationale',
        due: '2026-11-21',
        days: 2,
      },
      {
        path: 'a.yaml',
        integration: 'bot',
        index: 0,
        owner: null,
        what: 'review',
        subject: null,
        due: '2026-11-22',
        days: 1,
      },
      {
        path: 'a.yaml',
        integration: 'never',
        index: 1,
        owner: null,
        what: 'first-review',
        subject: null,
        due: null,
        days: null,
      },
    ]);
  });

  it('is no credential of what has none, and one that is said to be replaced on a day to come', () => {
    const secret =
      'credential: { storedIn: vault, rotated: 2026-01-01, rotateEvery: 30 days, expires: 2026-11-01 }';
    const whats = (kind: string, rotated = '2026-01-01'): string[] =>
      audit(file(`  bot: { kind: ${kind}, ${secret.replace('2026-01-01', rotated)} }\n`)).overdue.map(
        ({ what }) => what,
      );
    expect(whats('personal-token')).toEqual(['rotation', 'credential', 'first-review']);
    expect(whats('personal-token', '2027-01-01')).toEqual(['credential', 'first-review', 'rotation']);
    expect(whats('service')).toEqual(['first-review']);
    expect(whats('service', '2027-01-01')).toEqual(['first-review']);
  });

  it('is an exception whose end nobody can read', () => {
    const { exceptions, overdue } = audit(
      file(`  bot:
    kind: internal-integration
    accept:
      - { rule: missing-owner, until: 2027-02-30 }
      - { rule: missing-purpose, until: [soon] }
      - { rule: missing-review }
      - { rule: no-review-schedule, until: 2027-02-28 }
    reviews: [{ date: 2026-11-01 }]
`),
    );
    expect(exceptions.flatMap(({ rule, ended }) => (ended ? [rule] : []))).toEqual([
      'missing-owner',
      'missing-purpose',
    ]);
    expect(overdue).toMatchObject([
      { what: 'exception', subject: 'missing-owner', due: null, days: null },
      { what: 'exception', subject: 'missing-purpose', due: null, days: null },
    ]);
  });
});

describe('an owner', () => {
  it('is none where only a placeholder stands for one', () => {
    const { summary, integrations, overdue } = audit(
      file('  a: { owner: TODO - ask around }\n  b: { owner: todo-team }\n  c: { owner: Nobody }\n'),
    );
    expect(integrations.map(({ owner }) => owner)).toEqual([null, 'todo-team', null]);
    expect(overdue.map(({ owner }) => owner)).toEqual([null, 'todo-team', null]);
    expect(summary).toMatchObject({ owners: 1, withoutOwner: 2 });
  });
});

describe('a credential', () => {
  it('is due for rotation on no day that can be told where it is said to be replaced on a day to come', () => {
    const written = '{ rotated: 2030-01-01, rotateEvery: 10 days }';
    expect(only(`  bot: { kind: personal-token, credential: ${written} }\n`)).toMatchObject({
      credential: { rotationDue: null, rotationOverdue: true },
    });
  });

  it.each([
    [{ rotationDue: '2026-06-30', rotationOverdue: true, expired: true }, '2026-11-22', 'personal-token'],
    [{ rotationDue: '2026-06-30', rotationOverdue: true, expired: false }, '2026-11-23', 'personal-token'],
    [{ rotationDue: null, rotationOverdue: false, expired: false }, '2026-11-22', 'service'],
  ])('is %j where it expires on %s and is that of a %s', (credential, expires, kind) => {
    const written = `{ rotated: 2026-01-01, rotateEvery: 180 days, expires: ${expires} }`;
    expect(only(`  bot: { kind: ${kind}, credential: ${written} }\n`)).toMatchObject({ credential });
  });
});

describe('exceptions', () => {
  it('have each their own end and what they stand on, wherever that is', () => {
    const name = 'bot '.repeat(254).trim();
    const { exceptions, overdue, integrations } = audit(
      file(`  ${name}:
    kind: internal-integration
    accept: [{ rule: missing-owner, until: 2026-11-01 }]
    scopes:
      - { scope: org:read, accept: [{ rule: broad-scope, until: 2027-01-01 }, { rule: weak-rationale, until: 2026-11-02 }] }
      - { accept: [{ rule: excess-scope, until: 2026-11-03 }] }
    permissions:
      - { permission: Contents, accept: [{ rule: broad-permission, until: 2026-11-04 }] }
`),
    );
    expect(exceptions.map(({ on, rule, until, ended }) => [on, rule, until, ended])).toEqual([
      [null, 'missing-owner', '2026-11-01', true],
      ['org:read', 'weak-rationale', '2026-11-02', true],
      ['', 'excess-scope', '2026-11-03', true],
      ['Contents', 'broad-permission', '2026-11-04', true],
      ['org:read', 'broad-scope', '2027-01-01', false],
    ]);
    expect(
      overdue.flatMap(({ what, subject, due }) => (what === 'exception' ? [[subject, due]] : [])),
    ).toEqual(exceptions.flatMap(({ rule, until, ended }) => (ended ? [[rule, until]] : [])));
    // By its name one is found among the integrations.
    expect(new Set(exceptions.map(({ integration }) => integration))).toEqual(
      new Set(integrations.map((integration) => integration.name)),
    );
  });
});

describe('an audit', () => {
  it('counts what it holds', () => {
    const { summary, exceptions } = auditOf(
      [
        { path: 'a.yaml', text: EXAMPLE },
        { path: 'b.yaml', text: file(bot(['org:admin'])) },
      ],
      TODAY,
    );
    expect(summary).toEqual({
      files: 2,
      integrations: 4,
      owners: 2,
      withoutOwner: 0,
      grants: 4,
      broad: 3,
      withoutRationale: 1,
      exceptions: 2,
      overdue: 0,
      changedSinceReview: 0,
      findings: { error: 1, warning: 2, info: 0, hint: 0, accepted: 2 },
    });
    expect(exceptions.map(({ until, ended }) => [until, ended])).toEqual([
      ['2027-01-31', false],
      ['2027-06-30', false],
    ]);
  });

  it('judges by the day', () => {
    const later = audit(EXAMPLE, parseDay('2028-01-01'));
    expect(later.overdue.map(({ what }) => what)).toContain('exception');
    expect(later.integrations.every(({ reviewState }) => reviewState === 'overdue')).toBe(true);
  });

  it('says where faults of form hide something', () => {
    expect(audit(FAULTY).files[0]!.incomplete).toBe(true);
    expect(audit(EXAMPLE).files[0]!.incomplete).toBe(false);
    expect(audit(EXAMPLE.replace('version: 1', 'version: 2'))).toMatchObject({
      files: [{ incomplete: true }],
      integrations: [],
    });
  });

  it('has every finding once, whatever is wrong with the file', () => {
    fc.assert(
      fc.property(fc.oneof(manifests, fc.constant(FAULTY)), damages, (text, changes) => {
        const broken = damaged(text, changes);
        const { files, integrations } = audit(broken);
        const told = [...files, ...integrations].flatMap(({ findings }) =>
          findings.map(({ message }) => message),
        );
        const found = analyse(broken, TODAY).findings.map(({ message }) => message);
        expect(told.sort()).toEqual(found.sort());
      }),
      { numRuns: 60 },
    );
  });
});
