import { describe, expect, it } from 'vitest';
import { closedGates, isJudged } from '../../../server/src/compare/gates.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { FAULTY } from '../support/manifests.ts';
import { bot, compare, file } from './support.ts';

const GOOD = file(bot(['org:read']));

const ENTRY = 'a:\n  kind: internal-integration\n  scopes: [org:admin]\n';

describe('a file that is no manifest', () => {
  const unreadable: [string, string, RegExp][] = [
    ['broken YAML', GOOD.replace('scopes: [', 'scopes: [['), /^It is not valid YAML: line \d+: /],
    [
      'half a merge conflict',
      GOOD.replace('    scopes', '<<<<<<< HEAD\n    scopes'),
      /^It is not valid YAML/,
    ],
    [
      'a merge conflict',
      GOOD.replace(/( {4}scopes.*\n)/, '<<<<<<< HEAD\n$1=======\n$1>>>>>>> other\n'),
      /^A merge conflict is left in line \d+\. Keep what is right of either side, and take out Git's marks\./,
    ],
    [
      'a fault behind a text that quotes one',
      '"\n<<<<<<< a\n=======\n>>>>>>> b\n" [\n',
      /^It is not valid YAML: line \d+: /,
    ],
    [
      'an owner behind an at sign',
      GOOD.replace(/owner: .*/, 'owner: @acme/team'),
      /^It is not valid YAML: line \d+: YAML lets no text without quotes begin with this character\./,
    ],
    ['a second document', `${GOOD}---\n${GOOD}`, /more than one YAML document/],
    ['a list', '- org:admin\n', /not a map/],
    ['a text', 'org:admin\n', /not a map/],
    ['another version', GOOD.replace('version: 1', 'version: 2'), /does not say "version: 1"/],
    ['a list of integrations', 'version: 1\nintegrations: [bot]\n', /no map of names/],
    ['the same name twice', `${GOOD}${bot(['org:admin'])}`, /"bot" stands twice/],
    ['a merge key', `${GOOD}  <<: {}\n`, /"<<"/],
    [
      'a schedule without its blank',
      GOOD.replace(/^review: .*/m, 'review: { every:90 days }'),
      /^It is not valid YAML: line \d+: A blank is missing behind the colon/,
    ],
    [
      'a misspelt key of integrations',
      GOOD.replace('integrations:', 'intergrations:'),
      /^Nobody reads what stands under "intergrations", which may be meant for "integrations"\./,
    ],
    ['the same beside them', `Integrations: { bot: {} }\n${GOOD}`, /"Integrations"/],
    [
      'an integration that is not indented',
      `${ENTRY}${GOOD}`,
      /^"a" seems to be an integration, but stands at the/,
    ],
    [
      'keys that stand as far left as their names',
      `${GOOD}  b:\n  kind: internal-integration\n  scopes: [org:admin]\n`,
      /^Keys of an integration stand where names of integrations do\. A check of the file says where\./,
    ],
    ['the same behind an anchor that nobody uses', `${ENTRY.replace('a:', 'a: &a')}${GOOD}`, /^"a" seems/],
    ['scopes that are not indented', `${GOOD}scopes: [org:admin]\n`, /^"scopes" stands at the top level/],
    [
      'integrations below another key',
      'version: 1\nreview:\n  integrations:\n    bot: { kind: internal-integration, scopes: [org:admin] }\n',
      /^"integrations" stands below another key/,
    ],
    ['no integrations', 'version: 1\norganization: acme\n', /^It has no key "integrations"/],
  ];
  it.each(unreadable)('is not compared and not judged as the head: %s', (_what, text, message) => {
    for (const base of [GOOD, undefined]) {
      const change = compare(base, text);
      expect(change.integrations).toEqual([]);
      expect(change.faults).toMatchObject([{ side: 'head', integration: null }]);
      expect(change.faults[0]!.message).toMatch(message);
      expect(isJudged(change)).toBe(false);
    }
  });

  it.each(unreadable)('is told as the base, and everything counts as new: %s', (_what, text, message) => {
    const { faults, ...change } = compare(text, GOOD);
    expect(faults).toMatchObject([{ side: 'base', integration: null }]);
    expect(faults[0]!.message).toMatch(message);
    expect(isJudged({ faults, ...change })).toBe(true);
    expect({ faults: [], ...change }).toEqual(compare(undefined, GOOD));
    expect(closedGates({ faults, ...change })).toContain('widened-without-rationale');
  });

  it.each([
    ['quotes that are not closed at the end', `${GOOD}  other:\n    kind: "x\n`],
    [
      'a key between the items of a list',
      GOOD.replace('[org:read]', '\n    - org:read\n      rationale: Why'),
    ],
    ['a schedule without its blank, and then an owner', `review: { every:90 days }\n${GOOD}`],
    ['a tab', GOOD.replace('    kind', '\tkind')],
  ])('is told in the words of the check, with its line: %s', (_, text) => {
    const [first] = analyse(text, 20_780).findings.filter(({ level }) => level === 'error');
    const line = text.slice(0, first?.at.start).split('\n').length;
    expect(compare(GOOD, text).faults[0]!.message).toBe(
      `It is not valid YAML: line ${String(line)}: ${first?.message ?? ''}`,
    );
  });

  it('is told as the base where the file is gone', () => {
    const change = compare(FAULTY, undefined);
    expect(change).toMatchObject({ faults: [{ side: 'base' }], integrations: [] });
    expect(isJudged(change)).toBe(true);
  });

  it('is named on both sides', () => {
    expect(compare(FAULTY, FAULTY).faults.map(({ side }) => side)).toEqual(['base', 'head']);
  });

  it('is none where it is empty, or holds comments only', () => {
    for (const text of ['', '\uFEFF', '# to come\n\n']) expect(compare(text, text).faults).toEqual([]);
  });
});

describe('an integration that hides what it is granted', () => {
  const hidden: [string, string][] = [
    ['scopes that are no list', GOOD.replace('[org:read]', 'org:admin')],
    ['a scope that is no text', GOOD.replace('[org:read]', '[[org:admin]]')],
    ['a scope written as a map', GOOD.replace('[org:read]', '[{ org: admin }]')],
    ['a key that stands twice', GOOD.replace('    reviews', '    scopes: [org:admin]\n    reviews')],
    ['a list instead of keys', file('  bot: [org:admin]\n')],
    ['a kind that is none', GOOD.replace('internal-integration', 'robot')],
    ['an end without its blank', GOOD.replace('[org:read]', '[{ scope: org:admin, until:2020-01-01 }]')],
    ['an end without its comma', GOOD.replace('[org:read]', '[{ scope: org:admin until: 2020-01-01 }]')],
    ['a misspelt key of scopes', GOOD.replace('scopes: [org:read]', 'scops: [org:admin]')],
    ['the same beside them', GOOD.replace('    reviews', '    Scopes: [org:admin]\n    reviews')],
    [
      'webhooks under the name that Sentry has for them',
      GOOD.replace('    reviews', '    events: [issue]\n    reviews'),
    ],
    ['integrations among its keys', `${GOOD}    integrations:\n      b: { scopes: [org:admin] }\n`],
    [
      'an integration one level too deep',
      `${GOOD}    b:\n      kind: internal-integration\n      scopes: [org:admin]\n`,
    ],
    [
      'an integration among its keys',
      `${GOOD}    b:\n    kind: internal-integration\n    scopes: [org:admin]\n`,
    ],
    [
      'scopes below another key of it',
      GOOD.replace(/ {4}scopes: (.*)/, '    credential:\n      storedIn: vault://a\n      scopes: $1'),
    ],
    ['a misspelt kind', GOOD.replace('    kind:', '    kinds:')],
    ['a scope of two names', GOOD.replace('[org:read]', '[{ scope: org:read, Scope: org:admin }]')],
    ['a rationale without its blank', GOOD.replace('[org:read]', '[{ scope: org:read, rationale:Why }]')],
    [
      'a key of what is granted without its colon',
      GOOD.replace(
        'scopes: [org:read]',
        'scopes: [org:read]\n    permissions: [{ access write, permission: Contents }]',
      ),
    ],
  ];
  it.each(hidden)('is not judged in the head: %s', (_what, text) => {
    const change = compare(GOOD, text);
    expect(change.faults).toMatchObject([{ side: 'head', integration: 'bot' }]);
    expect(isJudged(change)).toBe(false);
  });

  it.each(hidden)('counts in the base for what can be read of it: %s', (_what, text) => {
    const change = compare(text, GOOD);
    expect(change.faults).toMatchObject([{ side: 'base', integration: 'bot' }]);
    expect(isJudged(change)).toBe(true);
  });
});

it.each([
  ['a key of somebody’s own', GOOD.replace('    reviews', '    x-scopes: [org:admin]\n    reviews')],
  ['one at the top', `x-integrations: {}\n${GOOD}`],
  ['a misspelt key that grants nothing', GOOD.replace('    owner:', '    ownr:')],
  ['no integration', 'version: 1\nintegrations:\n'],
  ['one that is read by its alias', `${ENTRY.replace('a:', 'a: &a')}${GOOD}  other: *a\n`],
  ['a map of other things', `team:\n  name: release\n${GOOD}`],
  [
    'a name that Sentry has for what the kind cannot have',
    GOOD.replace('internal-integration', 'oauth-application').replace(
      '    reviews',
      '    events: [issue]\n    reviews',
    ),
  ],
  ['a key that only another map has', `kind: Permissions\nservice: sentry\n${GOOD}`],
  ['one in an exception', GOOD.replace('[org:read]', '[{ scope: org:read, accept: [{ scope: all }] }]')],
  ['one that is nearer to another key', GOOD.replace('    owner:', '    access: by sign-on\n    owner:')],
  ...['[jira, slack]', '{ jira: all }', '3'].map((value): [string, string] => [
    `what other integrations are called in one: ${value}`,
    GOOD.replace('    owner:', `    integrations: ${value}\n    owner:`),
  ]),
  ['the same below a key of the file', GOOD.replace('review: {', 'review: { integrations: all,')],
  ['a second kind beside the one that is read', GOOD.replace('    owner:', '    kinds: [ci]\n    owner:')],
  [
    'one that is near to what the kind cannot have',
    GOOD.replace('    owner:', '    services: [shop]\n    owner:'),
  ],
])('%s hides nothing that is granted', (_what, text) => {
  expect(compare(GOOD, text).faults).toEqual([]);
});

it('is told soon of thousands of keys that nobody reads', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => `    own${String(i)}: x\n`).join('');
  const started = performance.now();
  expect(compare(undefined, GOOD.replace('    reviews', `${many}    reviews`)).faults).toEqual([]);
  expect(performance.now() - started).toBeLessThan(5_000);
});

describe('the gates', () => {
  const explained = '{ scope: org:write, rationale: Renames the organization when the brand changes. }';
  it.each([
    ['nothing', bot(['org:read']), []],
    ['a bare scope', bot(['org:read', 'team:read']), ['widened-without-rationale', 'widened']],
    ['a scope with a rationale', bot([explained]), ['widened']],
    ['a narrower scope', bot([]), []],
    ['an acceptance', bot(['org:read'], 'accept: [{ rule: broad-scope }]'), ['weakened-check']],
  ])('that %s closes', (_what, head, gates) => {
    expect(closedGates(compare(GOOD, file(head)))).toEqual(gates);
  });

  it('do not see a file that only lost its order or its style', () => {
    const two = file(bot(['org:read', 'team:read']) + bot(['org:read'], '', 'other'));
    const again = file(bot(['org:read'], '', 'other') + bot(['"team:read"', '{ scope: org:read }']));
    expect(compare(two, again)).toEqual({ faults: [], weakened: [], strengthened: [], integrations: [] });
  });
});

it('no credential gets into what is told', () => {
  const token = `sntryi_${'0123456789abcdef'.repeat(4)}`;
  const change = compare(GOOD, file(bot([`{ scope: "${token}", rationale: "${token}" }`], '', token)));
  expect(change.integrations).toHaveLength(2);
  expect(JSON.stringify(change)).not.toContain('0123456789');
});
