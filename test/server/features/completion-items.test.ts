import { describe, expect, it } from 'vitest';
import { resolveCompletion } from '../../../server/src/features/completion.ts';
import { pageLinkFor } from '../../../server/src/features/page-link.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { complete, completeAnalysed, expectGood, labels, take } from './complete.ts';
import { entry, TODAY } from './cursor.ts';

describe('completion of a whole item', () => {
  it.each([
    [
      'a review',
      'review 2026-11-23',
      '    reviews:\n      - ‸\n',
      /^ {4}reviews:\n {6}- date: 2026-11-23\n {8}by: TODO - who compared it with Sentry\n {8}of: p1-[0-9a-f]{8}\n$/,
    ],
    [
      'a review between braces',
      'review 2026-11-23',
      '    reviews: [{ ‸ }]\n',
      /^ {4}reviews: \[\{ date: 2026-11-23, by: TODO - who compared it with Sentry, of: p1-[0-9a-f]{8} \}\]\n$/,
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
      /^ {4}accept:\n {6}- rule: \n {8}reason: TODO - why it may stay\n {8}until: 2027-02-21\n {8}by: TODO - who decided\n$/,
    ],
    [
      'an exception of a scope, in a list without a dash yet',
      'exception',
      '    scopes:\n      - scope: org:read\n        accept:\n          ‸\n',
      /\n {10}- rule: \n {12}reason: TODO - why it may stay\n/,
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

  it('signs no review with the name of who reviewed before, and names the rule that found something', () => {
    const text = entry('    reviews:\n      - { date: 2026-01-01, by: dana }\n      - ‸\n');
    expect(take(text, 'review 2026-11-23')).toContain(
      'date: 2026-11-23\n        by: TODO - who compared it with Sentry\n',
    );
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
        'permission: Contents\n        access: read\n        rationale: TODO - why Sentry needs exactly this',
      ),
    );
    expect(take(list.replace('\n      - ‸', ' [‸]'), 'Contents')).toContain(
      '[{ permission: Contents, access: read, rationale: TODO - why Sentry needs exactly this }]',
    );
    for (const there of ['Contents', 'contents']) {
      expect(labels(list.replace('‸', `permission: ${there}\n      - ‸`))).not.toContain('Contents');
      expect(labels(list.replace('‸', `permission: ${there}\n      - permission: ‸`))).not.toContain(
        'Contents',
      );
    }
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
    // An exception of a scope covers what is found at that scope.
    const besides = completeAnalysed(
      entry(
        '    scopes:\n      - scope: event:read\n        rationale: todo\n        accept:\n          - rule: ‸\n      - scope: org:admin\n        rationale: x\n',
      ),
    );
    expect(besides.filter(({ detail }) => detail?.startsWith('found')).map(({ label }) => label)).toEqual([
      'weak-rationale',
    ]);
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

  it.each(['TODO', 'unknown', 'nobody', 'N/A'])('offers no %s for a person', (owed) => {
    const owing = `${people}    owner: ${owed}\n    reviews: [{ date: 2026-01-01, by: ${owed} }]\n  e:\n`;
    expect(labels(`${owing}    owner: ‸\n`)).not.toContain(owed);
    expect(labels(`${owing}    reviews:\n      - by: ‸\n`)).not.toContain(owed);
  });

  it('finds a service by its name as well as by its key', () => {
    const devOps = [entry('    service: ‸\n', 'service'), 'integrations:\n  ‸\n'].map(
      (text) => complete(text).find(({ label }) => label === 'vsts')?.filterText,
    );
    expect(devOps).toEqual(['vsts Azure DevOps', 'vsts Azure DevOps']);
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

  it('offers no secret, and no name with signs that hide what stands there', () => {
    const secret = `sntryi_${'0123456789abcdef'.repeat(4)}`;
    expect(labels(`integrations:\n  a: { owner: ${secret} }\n  b:\n    owner: ‸\n`)).toEqual([]);
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
    const offered = (key: string, feature: string): ReturnType<typeof complete> =>
      complete(
        entry(
          `    service: ${key}\n    features: [${feature}]\n    permissions:\n      - permission: ‸\n`,
          'service',
        ),
      );
    const found = offered('github', 'code-owners');
    expect(found.slice(0, 2).map(({ label, detail }) => [label, detail])).toEqual([
      ['Contents', 'read; for codeowners; broad'],
      ['Members', 'read; for codeowners; optional'],
    ]);
    expect(offered('slack', 'alert-rule').at(-1)?.label).toBe('users:read.email');
  });

  it('offers the features of the service, what people turn on first', () => {
    const found = complete(entry('    service: github\n    features: [code-owners, ‸]\n', 'service'));
    const names = found.map(({ label }) => label);
    expect(names).not.toContain('codeowners');
    expect(
      labels(entry('    service: github\n    features: [Suspect Commits, ‸]\n', 'service')),
    ).not.toContain('suspect-commits');
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

describe('completion before an item at the column of its key', () => {
  const LISTS = [
    ['scopes', 'scope: org:read'],
    ['permissions', 'permission: Contents'],
    ['reviews', 'date: 2026-11-01'],
    ['uses', 'sentry-cli releases list'],
    ['accept', 'rule: broad-scope'],
  ].map(([key, item]) => ({ key, item }));

  it.each(LISTS)('offers items of $key alone, which end no list', ({ key, item }) => {
    for (const typed of ['‸', 're‸', '‸\n\n    # why'])
      for (const before of ['', `    - ${item}\n`]) {
        const marked = entry(`    ${key}:\n${before}    ${typed}\n    - ${item}\n`);
        expectGood(marked);
        for (const { insertText } of complete(marked)) expect(insertText, marked).toMatch(/^- /);
      }
  });

  it('writes one more', () => {
    expect(take(entry('    webhooks:\n    ‸\n    - issue\n'), 'comment')).toBe(
      entry('    webhooks:\n    - comment\n    - issue\n'),
    );
  });

  it('offers nothing where no list can go on', () => {
    expect(labels(entry('    owner: x\n    ‸\n    - org:read\n'))).toEqual([]);
    expect(labels(entry('    owner: x\n    pur‸\n    - org:read\n'))).toEqual([]);
  });

  it('offers keys behind the list, and in its items', () => {
    expect(labels(entry('    scopes:\n    - org:read\n    ‸\n'))).toContain('owner');
    expect(labels(entry('    scopes:\n    - scope: a\n      ‸\n    - org:read\n'))).toContain('rationale');
  });
});

it('keeps a comment apart that begins right behind an item between brackets', () => {
  const marked = entry(
    '    accept: [{ rule: broad-scope, reason: x, until: 2027-01-01 }, ‸# note\n      ]\n',
  );
  for (const snippets of [true, false]) expect(take(marked, 'exception', snippets)).toContain(' } # note\n');
});
