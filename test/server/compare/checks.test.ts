import { describe, expect, it } from 'vitest';
import type { CheckChange } from '../../../server/src/compare/model.ts';
import { bot, compare, file, only } from './support.ts';

const inShort = ({ what, subject, on, before, after }: CheckChange): string =>
  `${what} ${subject}${on === null ? '' : ` on ${on}`}: ${before ?? '-'} > ${after ?? '-'}`;

const weakenedFile = (before: string, after: string): string[] =>
  compare(file(bot([]), before), file(bot([]), after)).weakened.map(inShort);
const weakened = (before: string, after: string): string[] => only(before, after).weakened.map(inShort);

describe('the file', () => {
  const every = (span: string): string => `review: { every: ${span} }`;
  const rule = (level: string): string => `rules: { broad-scope: ${level} }`;

  it.each([
    ['a rule from its own level', 'rules: {}', rule('warning'), ['rule broad-scope: error > warning']],
    ['a rule to off', rule('warning'), rule('off'), ['rule broad-scope: warning > off']],
    [
      'a level that is taken out',
      'rules: { weak-rationale: error }',
      'x: 1',
      ['rule weak-rationale: error > info'],
    ],
    ['a level that is none', rule('error'), rule('harmless'), []],
    ['a rule that is raised', rule('warning'), rule('error'), []],
    ['its own level written out', 'rules: {}', rule('error'), []],
    ['a rule that does not exist', 'rules: {}', 'rules: { no-such-rule: off }', []],
    ['a longer schedule', every('90 days'), every('half-yearly'), ['review-every : 90 days > half-yearly']],
    ['a shorter schedule', every('90 days'), every('monthly'), []],
    ['the same span in other words', every('3 months'), every('quarterly'), []],
    ['no schedule any more', every('90 days'), 'x: 1', ['review-every : 90 days > -']],
    ['a schedule that is none', every('90 days'), every('sometimes'), ['review-every : 90 days > sometimes']],
    ['a blank behind the organization', 'organization: acme', 'organization: "acme "', []],
    [
      'another server',
      'server: https://a.example',
      'server: https://b.example/',
      ['server : https://a.example > https://b.example'],
    ],
    [
      'a first server',
      'x: 1',
      'server: https://b.example',
      ['server : https://sentry.io > https://b.example'],
    ],
    [
      'a server in capitals',
      'server: https://Sentry.acme.example',
      'server: HTTPS://sentry.ACME.example/',
      [],
    ],
    [
      'another path of a server, in capitals',
      'server: https://a.example/sentry',
      'server: https://a.example/Sentry',
      ['server : https://a.example/sentry > https://a.example/Sentry'],
    ],
    ['the default server in capitals', 'x: 1', 'server: https://Sentry.IO', []],
    ['the default server in full', 'x: 1', 'server: https://sentry.io/', []],
  ])('%s', (_what, before, after, expected) => {
    expect(weakenedFile(before, after)).toEqual(expected);
  });

  it('says where it moved to another organization, in either direction', () => {
    const [here, there] = [file(bot([])), file(bot([])).replace('acme\n', 'other\n')];
    expect(compare(here, there).weakened.map(inShort)).toEqual(['organization : acme > other']);
    expect(compare(there, here).weakened.map(inShort)).toEqual(['organization : other > acme']);
    expect(compare(here.replace('organization: acme\n', ''), here).weakened).toEqual([]);
  });

  it('that is new is measured by what rules say by themselves', () => {
    expect(compare(undefined, file(bot([]), rule('off'))).weakened.map(inShort)).toEqual([
      'rule broad-scope: error > off',
    ]);
  });

  it('has the reverse among what was strengthened', () => {
    const { strengthened } = compare(file(bot([]), rule('off')), file(bot([]), rule('error')));
    expect(strengthened.map(inShort)).toEqual(['rule broad-scope: off > error']);
  });
});

describe('an acceptance', () => {
  const accept = (until = '', on = 'org:read'): string =>
    `{ scope: ${on}, accept: [{ rule: broad-scope, reason: SEC-1${until === '' ? '' : `, until: ${until}`} }] }`;
  const whole = (until: string): string => `accept: [{ rule: broad-scope, until: ${until} }]`;

  it.each([
    [
      'is added',
      bot(['org:read']),
      bot([accept('2027-01-31')]),
      ['acceptance broad-scope on org:read: - > until 2027-01-31'],
    ],
    [
      'is extended',
      bot([accept('2027-01-31')]),
      bot([accept('2027-02-28')]),
      ['acceptance broad-scope on org:read: until 2027-01-31 > until 2027-02-28'],
    ],
    [
      'loses its end',
      bot([accept('2027-01-31')]),
      bot([accept()]),
      ['acceptance broad-scope on org:read: until 2027-01-31 > without end'],
    ],
    [
      'had ended',
      bot([accept('2026-01-31')]),
      bot([accept('2027-01-31')]),
      ['acceptance broad-scope on org:read: - > until 2027-01-31'],
    ],
    [
      'is added for everything',
      bot([]),
      bot([], whole('2027-01-31')),
      ['acceptance broad-scope: - > until 2027-01-31'],
    ],
    [
      'outlasts that of the whole',
      bot(['org:read'], whole('2027-01-31')),
      bot([accept('2027-02-28')], whole('2027-01-31')),
      ['acceptance broad-scope on org:read: until 2027-01-31 > until 2027-02-28'],
    ],
    [
      'replaces one that had ended below the whole',
      bot([accept('2026-01-31')], whole('2027-12-31')),
      bot([accept('2027-01-31')], whole('2027-12-31')),
      ['acceptance broad-scope on org:read: - > until 2027-01-31'],
    ],
    [
      'that had ended gives way to that of the whole',
      bot([accept('2026-01-31')], whole('2027-12-31')),
      bot(['org:read'], whole('2027-12-31')),
      ['acceptance broad-scope on org:read: - > until 2027-12-31'],
    ],
    [
      'gives way to a longer one of the whole, which is told alone',
      bot([accept('2027-01-31')]),
      bot(['org:read'], whole('2027-12-31')),
      ['acceptance broad-scope: - > until 2027-12-31'],
    ],
    [
      'goes with its scope',
      bot([accept('2026-01-31'), 'team:read'], whole('2027-12-31')),
      bot(['team:write'], whole('2027-12-31')),
      [],
    ],
  ])('%s', (_what, before, after, expected) => {
    expect(weakened(before, after)).toEqual(expected);
  });

  it.each([
    ['is shortened', bot([accept('2027-01-31')]), bot([accept('2026-12-31')])],
    ['moves to a scope from the whole', bot(['org:read'], whole('2027-01-31')), bot([accept('2027-01-31')])],
  ])('is no weaker where it %s', (_what, before, after) => {
    expect(weakened(before, after)).toEqual([]);
  });

  const permission = (name: string, until: string): string =>
    `  gh:\n    kind: service\n    service: github\n    permissions:\n      - { permission: ${name}, access: read, accept: [{ rule: broad-permission, until: ${until} }] }\n`;

  it('of a permission is the same however the name is spelled, and told by its name', () => {
    const [capital, small] = ['Contents', 'contents'].map((name) => file(permission(name, '2027-01-31')));
    expect(compare(capital, small).integrations).toEqual([]);
    expect(compare(small, capital).integrations).toEqual([]);
    expect(weakened(permission('contents', '2027-01-31'), permission('Contents', '2027-02-28'))).toEqual([
      'acceptance broad-permission on Contents: until 2027-01-31 > until 2027-02-28',
    ]);
  });

  it('of a scope that grew is a new one', () => {
    expect(weakened(bot([accept('2027-01-31')]), bot([accept('2027-01-31', 'org:admin')]))).toEqual([
      'acceptance broad-scope on org:admin: - > until 2027-01-31',
    ]);
  });

  it.each([
    ['with its scope, narrowed', accept('2027-01-31'), []],
    ['and ends earlier', accept('2026-12-31'), []],
    ['and ends later', accept('2027-02-28'), ['until 2027-02-28']],
    ['for another reason', accept('2027-01-31').replace('SEC-1', 'SEC-2'), ['until 2027-01-31']],
    ['for another rule', accept('2027-01-31').replace('broad-scope', 'weak-rationale'), ['until 2027-01-31']],
    ['and stays', `${accept('2027-01-31')}, ${accept('2027-01-31', 'org:admin')}`, ['until 2027-01-31']],
    ['to a scope that it did not imply', accept('2027-01-31', 'team:read'), ['until 2027-01-31']],
  ])('that moves %s', (_what, after, expected) => {
    const found = only(bot([accept('2027-01-31', 'org:admin')]), bot([after])).weakened;
    expect(found.map((change) => change.after)).toEqual(expected);
  });

  const ended = accept('2027-01-31', 'org:admin').replace('{ scope: org:admin', '$&, until: 2026-01-01');
  it.each([
    ['had ended', bot([ended]), bot([accept('2027-01-31')])],
    [
      'its kind cannot hold',
      bot([accept('2027-01-31', 'org:admin')]).replace('internal-integration', 'organization-token'),
      bot([accept('2027-01-31')]),
    ],
  ])('that moves from a scope that %s is a new one', (_what, before, after) => {
    expect(only(before, after).weakened.map(inShort)).toContain(
      'acceptance broad-scope on org:read: - > until 2027-01-31',
    );
  });

  it.each(['no-such-rule', 'invalid-yaml'])('of %s accepts nothing', (rule) => {
    const head = bot([accept().replace('broad-scope', rule)]);
    expect(compare(file(bot(['org:read'])), file(head)).integrations).toEqual([]);
  });

  it('has its reason told', () => {
    expect(only(bot(['org:read']), bot([accept()])).weakened).toMatchObject([{ reason: 'SEC-1' }]);
  });

  it('comes along with an integration that appears', () => {
    const { integrations } = compare(undefined, file(bot([accept()])));
    expect(integrations[0]!.weakened.map(inShort)).toEqual([
      'acceptance broad-scope on org:read: - > without end',
    ]);
  });
});

describe('an integration', () => {
  it('whose token is replaced by one that expires later is checked as before', () => {
    const token = (day: string): string => file(bot([], `credential: { expires: ${day} }`));
    expect(compare(token('2027-01-31'), token('2027-07-31')).integrations).toEqual([]);
  });

  const rotated = (every: string): string => `credential: { rotateEvery: ${every} }`;
  const until = (day: string): string => `{ scope: org:write, until: ${day} }`;
  it.each([
    [
      'a later end',
      bot([until('2027-01-31')]),
      bot([until('2027-02-28')]),
      ['until org:write: 2027-01-31 > 2027-02-28'],
    ],
    ['no end any more', bot([until('2027-01-31')]), bot(['org:write']), ['until org:write: 2027-01-31 > -']],
    [
      'an end that is none',
      bot([until('2027-01-31')]),
      bot([until('soon')]),
      ['until org:write: 2027-01-31 > -'],
    ],
    ['an earlier end', bot([until('2027-02-28')]), bot([until('2027-01-31')]), []],
    [
      'a schedule of its own',
      bot([]),
      bot([], 'review: { every: yearly }'),
      ['review-every : 90 days > yearly'],
    ],
    [
      'the schedule of the file again',
      bot([], 'review: { every: 30 days }'),
      bot([]),
      ['review-every : 30 days > 90 days'],
    ],
    ['a shorter schedule', bot([]), bot([], 'review: { every: 30 days }'), []],
    ['no uses any more', bot([], 'uses: [sentry-cli releases new]'), bot([]), ['uses : 1 > -']],
    ['no features any more', bot([], 'features: [commits]'), bot([]), ['features : 1 > -']],
    [
      'a rarer rotation',
      bot([], rotated('30 days')),
      bot([], rotated('1 year')),
      ['rotate-every : 30 days > 1 year'],
    ],
    ['no credential any more', bot([], rotated('30 days')), bot([]), ['rotate-every : 30 days > -']],
    [
      'nobody who says when its token expires',
      bot([], 'credential: { expires: 2027-01-31 }'),
      bot([], 'credential: { storedIn: vault://bot }'),
      ['expires : 2027-01-31 > -'],
    ],
    ['a shorter rotation', bot([], rotated('1 year')), bot([], rotated('30 days')), []],
  ])('has %s', (_what, before, after, expected) => {
    expect(weakened(before, after)).toEqual(expected);
  });
});
