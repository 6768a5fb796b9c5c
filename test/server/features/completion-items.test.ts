import { describe, expect, it } from 'vitest';
import { allServices } from '../../../server/src/catalog/services.ts';
import { resolveCompletion } from '../../../server/src/features/completion.ts';
import { pageLinkFor } from '../../../server/src/features/page-link.ts';
import { kinds } from '../../../server/src/manifest/format.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { complete, completeAnalysed, labels, take } from './complete.ts';
import { entry, TODAY } from './cursor.ts';

const START = 'version: 1\norganization: acme\nreview: { every: 90 days }\nintegrations:\n  ‸\n';

const KINDS = Object.keys(kinds).filter((kind) => kind !== 'legacy-api-key');
const SERVICES = allServices().map(({ key }) => key);

const severe = (text: string): string[] =>
  analyse(text, TODAY)
    .findings.filter(({ level }) => level === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);

describe('completion of a whole integration', () => {
  it('offers one of every kind that Sentry still makes, then one for every service', () => {
    expect(labels(START)).toEqual([...KINDS, ...SERVICES]);
  });

  it('writes the least that the features of a service need', () => {
    const text = take(START, 'discord');
    expect(text.slice(text.indexOf('  discord:'))).toBe(`  discord:
    kind: service
    service: discord
    purpose: What Sentry and the other side do with it
    owner: team or address that answers for it
    limitedTo: [the channels that it reaches]
    features: [alert-rule]
    permissions:
      - permission: applications.commands
        access: write
        rationale: People command Sentry from the chat; its own app always asks for it.
      - permission: bot
        access: write
        rationale: Sentry joins the server as a bot that posts alerts (alert-rule).
      - permission: identify
        access: read
        rationale: Sentry matches people of both sides with each other; its own app always asks for it.
      - permission: VIEW_CHANNEL
        access: write
        rationale: Sentry finds the channels that alerts go to (alert-rule).
      - permission: SEND_MESSAGES
        access: write
        rationale: Sentry posts alerts in channels (alert-rule).
      - permission: EMBED_LINKS
        access: write
        rationale: Alerts show the title and the state of their issue (alert-rule).
      - permission: SEND_MESSAGES_IN_THREADS
        access: write
        rationale: Sentry answers in threads of the server; its own app always asks for it.
    reviews:
      - date: 2026-11-23
        by: who compared it with Sentry
`);
  });

  it('takes another name where the service has an entry already', () => {
    const there = START.replace('‸', 'slack: {}\n  ‸');
    expect(take(there, 'slack')).toContain('slack-2:\n    kind: service\n    service: slack\n');
  });

  it('writes an entry with the places to fill in, one after the other', () => {
    const found = complete(START).find(({ label }) => label === 'internal-integration');
    expect(found?.detail).toMatch(/^new entry · A custom integration/);
    expect(found?.short).toBe('new entry');
    expect(found?.insertText).toBe(`\${1:new-internal-integration}:
    kind: internal-integration
    purpose: \${2:What Sentry and the other side do with it}
    owner: \${3:team or address that answers for it}
    credential:
      storedIn: \${4:where the secret is kept}
      rotated: \${5:2026-11-23}
    scopes:
      - scope: \${6:project:read}
        rationale: \${7:why it needs exactly this}
    reviews:
      - date: \${8:2026-11-23}
        by: \${9:who compared it with Sentry}`);
  });

  it.each([...KINDS, ...SERVICES])('is in order as it is: %s, in block and in flow style', (kind) => {
    expect(severe(take(START, kind))).toEqual([]);
    expect(severe(take('version: 1\nintegrations: { ‸ }\n', kind))).toEqual([]);
    expect(severe(take(START.replaceAll('\n', '\r\n'), kind))).toEqual([]);
  });

  it('leaves what nobody has said empty where the client has no snippets, for rules to ask for', () => {
    const text = take(START, 'organization-token', false);
    expect(text).toBe(
      START.replace(
        '‸',
        `new-organization-token:
    kind: organization-token
    purpose:
    owner:
    credential:
      storedIn:
      rotated:
    reviews:
      - date: 2026-11-23
        by:`,
      ),
    );
    expect(severe(text)).toEqual([expect.stringMatching(/^missing-key: .*“by”/)]);
    const flow = take('version: 1\nintegrations: { ‸ }\n', 'service', false);
    expect(severe(flow).filter((finding) => !finding.startsWith('missing-key'))).toEqual([]);
  });

  it('goes by the indent of the file, and takes no name twice', () => {
    const wide = `integrations:
    new-service:
        kind: service
        permissions:
        - permission: Contents
    ‸
`;
    const text = take(wide, 'service');
    expect(text).toContain('\n    new-service-2:\n        kind: service\n');
    expect(text).toContain(
      '\n        permissions:\n        - permission: Contents\n          access: read\n',
    );
  });

  it('is offered behind the key and half typed, and not where something stands already', () => {
    expect(take('version: 1\nintegrations:‸\n', 'scim-token')).toContain(
      'integrations:\n  new-scim-token:\n    kind: scim-token\n',
    );
    expect(take(START.replace('‸', 'scim‸'), 'scim-token')).toContain('\n  new-scim-token:\n');
    expect(labels('integrations:\n  ‸\n    kind: service\n')).toEqual([]);
    expect(labels('integrations:\n  b‸ot:\n    kind: service\n')).toEqual([]);
  });
});

describe('completion of a whole item', () => {
  it.each([
    [
      'a review',
      'review 2026-11-23',
      '    reviews:\n      - ‸\n',
      /^ {4}reviews:\n {6}- date: 2026-11-23\n {8}by: who compared it with Sentry\n {8}of: p1-[0-9a-f]{8}\n$/,
    ],
    [
      'a review between braces',
      'review 2026-11-23',
      '    reviews: [{ ‸ }]\n',
      /^ {4}reviews: \[\{ date: 2026-11-23, by: who compared it with Sentry, of: p1-[0-9a-f]{8} \}\]\n$/,
    ],
    [
      'a review between brackets',
      'review 2026-11-23',
      '    reviews: [‸]\n',
      /^ {4}reviews: \[\{ date: 2026-11-23, by: .*, of: p1-[0-9a-f]{8} \}\]\n$/,
    ],
    [
      'an exception',
      'exception',
      '    accept:\n      - ‸\n',
      /^ {4}accept:\n {6}- rule: broad-scope\n {8}reason: why it may stay\n {8}until: 2027-02-21\n {8}by: who decided\n$/,
    ],
    [
      'an exception of a scope, in a list without a dash yet',
      'exception',
      '    scopes:\n      - scope: org:read\n        accept:\n          ‸\n',
      /\n {10}- rule: broad-scope\n {12}reason: why it may stay\n/,
    ],
  ])('%s', (_, label, before, after) => {
    expect(take(entry(before), label).slice(entry('').length)).toMatch(after);
  });

  it('is not offered where the item is begun, or another list is meant', () => {
    expect(labels(entry('    reviews:\n      - date: 2026-01-01\n        ‸\n'))).not.toContain(
      'review 2026-11-23',
    );
    expect(labels(entry('    reviews: [{ date: 2026-01-01, ‸ }]\n'))).not.toContain('review 2026-11-23');
    expect(labels(entry('    scopes:\n      - ‸\n'))).not.toContain('exception');
    expect(labels(entry('    reviews: [dat‸]\n'))).toEqual([]);
  });

  it('names the reviewer of before, and the rule that found something', () => {
    const text = entry('    reviews:\n      - { date: 2026-01-01, by: dana }\n      - ‸\n');
    expect(take(text, 'review 2026-11-23')).toContain('date: 2026-11-23\n        by: dana\n');
    const broad = entry(
      '    scopes: [{ scope: org:read, rationale: "todo" }]\n    accept:\n      - ‸\n',
      'internal-integration',
    );
    const found = completeAnalysed(broad).find(({ label }) => label === 'exception');
    expect(found?.insertText).toContain('rule: ${1:weak-rationale}');
  });

  it('is a permission of the service, with its access', () => {
    const list = entry('    service: github\n    permissions:\n      - ‸\n', 'service');
    expect(take(list, 'Contents')).toBe(
      list.replace(
        '‸',
        'permission: Contents\n        access: read\n        rationale: why Sentry needs exactly this',
      ),
    );
    expect(take(list.replace('\n      - ‸', ' [‸]'), 'Contents')).toContain(
      '[{ permission: Contents, access: read, rationale: why Sentry needs exactly this }]',
    );
    expect(labels(list.replace('‸', 'permission: Contents\n      - ‸'))).not.toContain('Contents');
  });
});

describe('completion of rules, people, digests and addresses', () => {
  it('offers rules with their level, and those that found something first', () => {
    const accept = entry(
      '    scopes: [{ scope: org:admin, rationale: x }]\n    accept:\n      - rule: ‸\n        reason: x\n',
    );
    const found = completeAnalysed(accept);
    const broad = found.find(({ label }) => label === 'broad-scope');
    expect(broad?.detail).toMatch(/^found here · error · /);
    expect(broad?.sortText.startsWith('0')).toBe(true);
    expect(found.map(({ label }) => label)).not.toContain('unknown-key');
    expect(complete('rules:\n  ‸\n')[0]?.detail).toBe('error · A scope that reaches far.');
  });

  it('leads on to a rule’s page', () => {
    const client = {
      commands: new Set<string>(),
      snippetEdits: false,
      snippets: false,
      documentationBase: 'https://pages.example/',
      documentationEnd: '',
    };
    const documentation = resolveCompletion({ type: 'rule', id: 'broad-scope' }, pageLinkFor(client));
    expect(documentation?.markdown).toContain('[Rule page](https://pages.example/broad-scope)');
  });

  const people = `integrations:
  a: { kind: service, owner: team-a@acme.example, reviews: [{ date: 2026-01-01, by: dana }, { date: 2026-02-01, by: dana }] }
  b: { kind: service, owner: "team, b", reviews: [{ date: 2026-01-01, by: eve }] }
  c: { kind: service, owner: team-a@acme.example }
  d:
    kind: service
`;

  it('offers the people and teams of the file', () => {
    expect(labels(`${people}    owner: ‸\n`)).toEqual(['team-a@acme.example', 'team, b', 'dana', 'eve']);
    expect(labels(`${people}    reviews:\n      - by: ‸\n`)).toEqual([
      'dana',
      'eve',
      'team-a@acme.example',
      'team, b',
    ]);
    expect(labels(`${people}    accept: [{ by: ‸ }]\n`)[0]).toBe('dana');
  });

  it('writes a name as YAML needs it', () => {
    expect(take(`${people}    owner: ‸\n`, 'team, b')).toBe(`${people}    owner: team, b\n`);
    expect(take(`${people}    reviews: [{ by: ‸ }]\n`, 'team, b')).toBe(
      `${people}    reviews: [{ by: "team, b" }]\n`,
    );
    expect(take(`${people}    owner: "te‸"\n`, 'team, b')).toBe(`${people}    owner: "team, b"\n`);
    const odd =
      'integrations:\n  a: { kind: service, owner: "@acme" }\n  b: { kind: service, owner: \'null\' }\n';
    expect(take(`${odd}  c:\n    owner: ‸\n`, '@acme')).toContain('    owner: "@acme"\n');
    expect(take(`${odd}  c:\n    owner: ‸\n`, 'null')).toContain('    owner: "null"\n');
  });

  it('offers no secret, and no name that cannot stand where the cursor is', () => {
    const secret = `sntryi_${'0123456789abcdef'.repeat(4)}`;
    expect(labels(`integrations:\n  a: { owner: ${secret} }\n  b:\n    owner: ‸\n`)).toEqual([]);
    expect(labels('integrations:\n  a: { owner: \'say "x"\' }\n  b:\n    owner: "‸"\n')).toEqual([]);
    expect(labels('integrations:\n  a: { owner: "x\\u202Ey" }\n  b:\n    owner: ‸\n')).toEqual([]);
  });

  it('offers today’s digest', () => {
    const [digest] = labels(entry('    reviews:\n      - { date: 2026-01-01, of: ‸ }\n'));
    expect(digest).toMatch(/^p1-[0-9a-f]{8}$/);
    const reviewed = entry(`    reviews:\n      - { date: 2026-11-23, by: x, of: ${digest} }\n`);
    expect(analyse(reviewed, TODAY).findings.map(({ rule }) => rule)).not.toContain('stale-review');
    expect(labels(entry('    scopes: [{ scope: }]\n    reviews:\n      - { of: ‸ }\n'))).toEqual([]);
  });

  it('offers the hosted server, levels and the version', () => {
    expect(take('server: ‸\n', 'https://sentry.io')).toBe('server: https://sentry.io\n');
    expect(take('version: ‸\n', '1')).toBe('version: 1\n');
  });

  it('offers no day that is past, and the quarter’s end', () => {
    const untils = complete(entry('    accept:\n      - until: ‸\n'));
    expect(untils.map(({ label, detail }) => [label, detail])).toEqual([
      ['2026-12-31', 'the end of the quarter'],
      ['2027-02-21', 'in 90 days'],
      ['2027-05-23', 'in 6 months'],
      ['2027-11-23', 'in 1 year'],
    ]);
    expect(labels(entry('    reviews:\n      - date: ‸\n'))).toEqual(['2026-11-23']);
    expect(labels(entry('    scopes:\n      - { scope: x, since: ‸ }\n'))).toEqual(['2026-11-23']);
  });

  it('says what a schedule would come to', () => {
    const found = complete(entry('    review: { every: ‸ }\n    reviews: [{ date: 2026-09-02, by: x }]\n'));
    expect(found.find(({ label }) => label === '90 days')?.detail).toBe('next on 2026-12-01');
    const rotation = complete(entry('    credential: { rotated: 2026-11-01, rotateEvery: ‸ }\n'));
    expect(rotation.find(({ label }) => label === '90 days')?.detail).toBe('next on 2027-01-30');
  });

  it('offers the access that Sentry asks for', () => {
    const item = '    service: github\n    permissions:\n      - permission: Contents\n        access: ‸\n';
    expect(labels(entry(item, 'service'))).toEqual(['read']);
    expect(labels(entry(item.replace('Contents', 'Nothing'), 'service'))).toEqual(['read', 'write']);
    expect(labels(entry(item.replace('Contents', 'Issues'), 'service'))).toEqual(['read', 'write']);
  });

  it('offers first the permissions that the declared features need', () => {
    const found = complete(
      entry(
        '    service: github\n    features: [code-owners]\n    permissions:\n      - permission: ‸\n',
        'service',
      ),
    );
    expect(found.slice(0, 2).map(({ label, detail }) => [label, detail])).toEqual([
      ['Contents', 'read; for codeowners; broad'],
      ['Members', 'read; for codeowners; optional'],
    ]);
    expect(found.at(-1)?.label).toBe('Email addresses');
  });

  it('offers the features of the service, what people turn on first', () => {
    const found = complete(entry('    service: github\n    features: [code-owners, ‸]\n', 'service'));
    const names = found.map(({ label }) => label);
    expect(names).not.toContain('codeowners');
    expect(names.indexOf('suspect-commits')).toBeLessThan(names.indexOf('webhook-delivery'));
    expect(found.find(({ label }) => label === 'suspect-commits')?.detail).toContain('Names the commit');
  });
});

describe('completion through aliases', () => {
  it('counts what stands behind one as there', () => {
    const webhooks = entry('    x-h: &h issue\n    webhooks: [*h, ‸]\n');
    expect(labels(webhooks)).not.toContain('issue');
    const scopes = entry('    x-s: &s org:admin\n    scopes:\n      - *s\n      - scope: ‸\n');
    expect(labels(scopes)).not.toContain('org:read');
    const owner = 'integrations:\n  a: { owner: &o team }\n  b: { owner: *o }\n  c:\n    owner: ‸\n';
    expect(labels(owner)).toEqual(['team']);
  });
});
