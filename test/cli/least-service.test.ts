import { describe, expect, it } from 'vitest';
import {
  canBeOwnApp,
  featuresOfService,
  leastServiceAnswer,
  serviceKeys,
  type LeastServiceAnswer,
} from '../../server/src/service.ts';
import { least, NEW } from './least-support.ts';
import { cli } from './support.ts';

describe('least --service', () => {
  const ARGS = [
    'least',
    '--service',
    'github',
    '--feature',
    'suspect-commits',
    '--feature',
    'issue-creation',
  ];

  it('names what an app of one’s own needs for the features, and what may be left out', async () => {
    const { code, out, err } = await cli([...ARGS, '--own-app', '--format', 'json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const answer = JSON.parse(out) as LeastServiceAnswer;
    expect(answer).toMatchObject({
      version: 1,
      service: 'github',
      chosenBy: 'administrator',
      unknown: [],
      unserved: [],
    });
    const granted = answer.permissions.map(({ permission, access }) => `${permission}: ${access}`);
    expect(granted).toContain('Issues: write');
    expect(granted).toContain('Contents: read');
    const spare = answer.leaveOut.map(({ permission }) => permission);
    expect(spare).toContain('Administration');
    expect(spare.filter((name) => granted.some((text) => text.startsWith(`${name}:`)))).toEqual([]);
  });

  it('says of which token a permission is where a service has the name twice', async () => {
    const unfurl = ['least', '--service', 'slack', '--feature', 'chat-unfurl-in-private-channels'];
    const { out } = await cli([...unfurl, '--own-app']);
    expect(out).toMatch(
      /^Grant:\n(?: {2}.*\n)* {2}links:read \(user token\): read +chat-unfurl-in-private-channels\n/,
    );
    expect(out).toMatch(
      /\nSentry’s set-up asks for these all the same; leave them out, and put them back should anything fail:\n(?: {2}.*\n)* {2}links:read \(bot token\) +chat-unfurl\n/,
    );
    const answer = JSON.parse((await cli([...unfurl, '--format', 'json'])).out) as LeastServiceAnswer;
    const all = [...answer.permissions, ...answer.alsoAsked];
    const places = all.filter(({ permission }) => permission === 'links:read').map(({ where }) => where);
    expect(places.toSorted()).toEqual(['bot token', 'user token']);
    // No two of any service are alike.
    for (const key of serviceKeys())
      for (const ownApp of [true, false]) {
        const { permissions, leaveOut, alsoAsked } = leastServiceAnswer(key, [], ownApp)!;
        const told = [...permissions, ...leaveOut, ...alsoAsked].map(
          ({ permission, where }) => `${permission} ${where ?? ''}`,
        );
        expect(told, key).toEqual([...new Set(told)]);
      }
  });

  it('tells nobody to leave out what a feature may need of which nothing is known', async () => {
    const args = ['least', '--service', 'opsgenie', '--feature', 'alert-rule'];
    const { code, out } = await cli(args);
    expect(code).toBe(1);
    expect(out.replace(/\d{4}-\d\d-\d\d/, 'DATE')).toBe(`Grant:
  Create and Update Access: write  asked for in the set-up; whether it is needed is not known
  Read Access: read                the connection itself

The catalogue does not know what these need:
  alert-rule

By the catalogue of DATE, which is not sure of opsgenie (low).
`);
    const asked = ['github', '--feature', 'suspect-commits', '--feature', 'coffee', '--own-app'];
    const github = await cli(['least', '--service', ...asked]);
    expect(github.out).not.toMatch(/leave (?:it|them )?out/i);
    expect(github.out).toMatch(
      /\nThe catalogue does not know whether these can be left out:\n {2}Administration +\S/,
    );
    const { answer } = await least('--service', ...asked);
    expect(answer).toMatchObject({
      leaveOut: [],
      undecided: expect.arrayContaining([
        expect.objectContaining({ permission: 'Administration', asked: true }),
      ]) as unknown,
    });
  });

  it('does not say where a permission is where each name is there once', async () => {
    expect((await cli(ARGS)).out).toContain('  Contents: read ');
  });

  it('says that Sentry’s own app fixes the set, and what is left to do', async () => {
    const { code, out } = await cli(ARGS);
    expect(code).toBe(0);
    expect(out).toContain('Grant:\n');
    expect(out).toContain(
      'Sentry’s own app fixes the set. It can be limited by repositories (all or selected repositories, chosen when the app is installed). Whoever hosts Sentry themselves makes an app of their own and chooses what it holds (--own-app).\n',
    );
    const jira = await cli(['least', '--service', 'jira', '--feature', 'issue-sync']);
    expect(jira.out).toContain(
      'Sentry’s own app fixes the set. The catalogue knows nothing that would limit what it reaches in jira.\n',
    );
    const gitlab = await cli(['least', '--service', 'gitlab', '--feature', 'commits']);
    expect(gitlab.out).toContain('limited by groups (what the account that approves can reach: ');
    expect(gitlab.out).not.toContain('own-app');
    const slack = ['--service', 'slack', '--feature', 'alert-rule'];
    expect((await cli(['least', ...slack])).out).not.toContain('limited');
    expect(await least(...slack)).toMatchObject({ answer: { limit: null, ownApp: true } });
    expect(await least(...slack, '--own-app')).toMatchObject({ answer: { limit: { of: 'channels' } } });
  });

  it('leaves nothing out where Sentry’s own app fixes the set', async () => {
    for (const feature of ['suspect-commits', 'coffee']) {
      const asked = ['--service', 'github', '--feature', feature];
      const members = expect.arrayContaining([expect.objectContaining({ permission: 'Members' })]) as unknown;
      expect(await least(...asked)).toMatchObject({
        answer: { leaveOut: [], undecided: [], alsoAsked: members },
      });
      const own = feature === 'coffee' ? { undecided: members } : { leaveOut: members };
      expect(await least(...asked, '--own-app')).toMatchObject({ answer: { alsoAsked: [], ...own } });
    }
  });

  it('leaves in what nobody can configure, in an app of one’s own too', async () => {
    const { out } = await cli(['least', '--service', 'vsts', '--feature', 'commits', '--own-app']);
    expect(out).toMatch(/^Grant:\n(?: {2}.*\n)* {2}vso\.serviceendpoint_manage: write +asked for always\n/);
    expect(out).toMatch(/put them back should anything fail:\n {2}vso\.graph /);
    expect(out.match(/serviceendpoint/g)).toHaveLength(1);
    const extension = ['least', '--service', 'vsts_extension', '--feature', 'commits', '--own-app'];
    expect((await cli(extension)).out).toContain(out.slice(0, out.indexOf('By the catalogue')));
  });

  it('says nothing of a permission that Sentry’s own app is not known to ask for', async () => {
    const signOn = ['--service', 'github', '--feature', 'github-sign-on'];
    expect((await cli(['least', ...signOn])).out).not.toContain('Email addresses');
    expect((await cli(['least', ...signOn, '--own-app'])).out).toContain('Email addresses: read');
    const commits = ['--service', 'github', '--feature', 'suspect-commits'];
    expect((await cli(['least', ...commits])).out).not.toContain('Email addresses');
  });

  it('tells what Sentry’s set-up asks for all the same from what is simply left out', async () => {
    const { out } = await cli([...ARGS, '--own-app']);
    expect(out).toMatch(
      /\nSentry’s set-up asks for these all the same; leave them out, and put them back should anything fail:\n(?: {2}.*\n)* {2}Administration /,
    );
  });

  it('names what is no feature and those that there are, and ends with 1', async () => {
    const args = ['least', '--service', 'aws_lambda', '--feature', 'cof\u001bfee'];
    const { code, out } = await cli(args);
    expect(code).toBe(1);
    const listed = featuresOfService('aws_lambda');
    expect(listed).toContain('serverless');
    expect(out.replace(/\d{4}-\d\d-\d\d/, 'DATE')).toBe(`No features of aws_lambda:
  cof␛fee

aws_lambda has these features:
${listed.map((name) => `  ${name}\n`).join('')}
By the catalogue of DATE.
`);
    const some = await cli([...args, '--feature', 'serverless']);
    expect(some.code).toBe(1);
    expect(some.out).toMatch(/^Grant:\n/);
    expect(some.out).toContain('aws_lambda has these features:\n');
    expect((await cli(ARGS)).out).not.toContain('has these features');
  });

  it('says which feature is meant, and then not which there are', async () => {
    const { code, out } = await cli(['least', '--service', 'github', '--feature', 'suspect-commit']);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^No features of github:\n {2}suspect-commit\n {4}Did you mean “suspect-commits”\?\n\nBy the catalogue /,
    );
    const init = await cli(['init', '--service', 'github', '--feature', 'suspect-commit']);
    expect(init).toMatchObject({ code: 2, out: '' });
    expect(init.err).toContain('“suspect-commit”. Did you mean “suspect-commits”?');
  });

  it.each([[['suspect-commits,issue-creation']], [['suspect-commits,', ' issue-creation']]])(
    'takes %j as two features',
    async (given) => {
      const features = given.flatMap((text) => ['--feature', text]);
      const answer = await cli(['least', '--service', 'github', ...features]);
      expect(answer).toEqual(await cli(ARGS));
      const init = await cli(['init', '--stdout', '--service', 'github', ...features]);
      expect(init).toEqual(await cli(['init', '--stdout', ...ARGS.slice(1)]));
    },
  );

  it.each([
    ['GitHub', 'github'],
    ['azure devops', 'vsts'],
  ])('takes %s for %s', async (name, key) => {
    const of = (service: string): string[] => ['--service', service, '--feature', 'commits'];
    expect(await cli(['least', ...of(name)])).toEqual(await cli(['least', ...of(key)]));
    expect(await cli(['init', '--stdout', ...of(name)])).toEqual(await cli(['init', '--stdout', ...of(key)]));
  });

  it.each([
    ['githib', 'Did you mean “github”?'],
    ['coffee', 'Allowed choices are aws_lambda, bitbucket, '],
  ])('tells of %s: %s', async (service, advice) => {
    for (const command of ['least', 'init']) {
      const { code, out, err } = await cli([command, '--service', service, '--feature', 'commits']);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(`argument '${service}' is invalid. ${advice}`);
    }
  });

  it('takes every feature that it names, and prints what the schema says', async () => {
    for (const service of serviceKeys())
      for (const feature of featuresOfService(service))
        for (const more of canBeOwnApp(service) ? [[], ['--own-app']] : [[]]) {
          const { answer } = await least('--service', service, '--feature', feature, ...more);
          expect((answer as LeastServiceAnswer).unknown, `${service}: ${feature}`).toEqual([]);
        }
  });

  it('keeps to the schema where nothing is known', async () => {
    const { code, answer } = await least('--service', 'slack', '--feature', 'coffee', '--feature', 'coffee');
    expect({ code, answer }).toMatchObject({ code: 1, answer: { unknown: ['coffee'] } });
  });

  it.each([
    [['least', '--service', 'gitmud', '--feature', 'x']],
    [['least', '--service', 'github']],
    [['least', '--feature', 'suspect-commits']],
    [['least', NEW, '--service', 'github', '--feature', 'suspect-commits']],
    [['least', NEW, '--own-app']],
    [['least', '--service', 'gitlab', '--feature', 'suspect-commits', '--own-app']],
    [['least', '--service', 'jira', '--feature', 'issue-sync', '--own-app']],
  ])('refuses %j', async (args) => {
    const { code, out, err } = await cli(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: /);
  });
});
