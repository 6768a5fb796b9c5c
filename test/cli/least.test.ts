import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allTools } from '../../server/src/catalog/tools.ts';
import {
  featuresOfService,
  leastServiceAnswer,
  serviceKeys,
  type LeastServiceAnswer,
} from '../../server/src/service.ts';
import { cli } from './support.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/least-output.schema.json', import.meta.url), 'utf8'),
) as object;
const isValid = new Ajv().compile(schema);

const NEW = 'sentry-cli releases new';
const COMMITS = 'sentry-cli releases set-commits --auto';
const BULK = 'POST /organizations/acme/code-mappings/bulk/';

async function least(...args: string[]): Promise<{ code: number; answer: unknown }> {
  const { code, out } = await cli(['least', ...args, '--format', 'json']);
  const answer: unknown = JSON.parse(out);
  expect(isValid(answer), JSON.stringify(isValid.errors)).toBe(true);
  return { code, answer };
}

describe('the schema', () => {
  const scopes = { version: 1, best: null, alternatives: [], organizationTokenServes: false };
  const service = { version: 1, service: 'github', chosenBy: null, permissions: [], leaveOut: [] };

  it.each([
    ['neither form', { version: 1 }],
    ['scopes without their certificate', scopes],
    ['permissions without how sure they are', { ...service, unserved: [], unknown: [] }],
    ['the parts of both', { ...scopes, ...service }],
    [
      'nobody who could choose',
      { ...service, chosenBy: 'dana', unserved: [], unknown: [], confidence: 'high' },
    ],
  ])('refuses %s', (_what, answer) => {
    expect(isValid(answer)).toBe(false);
  });
});

describe('least --format json', () => {
  it('gives the best set, the others, the certificate and whether an organization token serves', async () => {
    expect(await least(NEW, COMMITS, '--kind', 'internal-integration')).toEqual({
      code: 0,
      answer: {
        version: 1,
        best: ['org:read', 'project:releases'],
        alternatives: expect.any(Array) as unknown,
        certificate: {
          kept: [
            { scope: 'org:read', uses: [COMMITS] },
            { scope: 'project:releases', uses: [NEW, COMMITS] },
          ],
          unknown: [],
        },
        organizationTokenServes: true,
      },
    });
  });

  it('names what is not known, and ends with 1', async () => {
    expect(await least(NEW, 'make coffee')).toMatchObject({
      code: 1,
      answer: {
        best: ['project:releases'],
        certificate: { unknown: ['make coffee'] },
        organizationTokenServes: false,
      },
    });
  });

  it('says null where no scopes of the kind serve all', async () => {
    expect(await least(BULK, '--kind', 'internal-integration')).toEqual({
      code: 1,
      answer: {
        version: 1,
        best: null,
        alternatives: [],
        certificate: { kept: [], unknown: [] },
        organizationTokenServes: true,
      },
    });
  });

  it('takes a kind that leaves no choice as it is', async () => {
    expect(await least(BULK, '--kind', 'organization-token')).toMatchObject({
      code: 0,
      answer: { best: ['org:ci'] },
    });
    expect(await least('sentry-cli issues list', '--kind', 'organization-token')).toMatchObject({
      code: 1,
      answer: { best: null },
    });
  });

  it('needs no scope for what needs none', async () => {
    expect(await least('sentry-cli send-event')).toMatchObject({ code: 0, answer: { best: [] } });
  });
});

describe('least as text', () => {
  it('has the scopes alone on the first line, then why', async () => {
    const { code, out, err } = await cli(['least', NEW, COMMITS, '--kind', 'internal-integration']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.replace(/\d{4}-\d\d-\d\d/g, 'DATE')).toBe(`org:read project:releases

No weaker scopes serve these operations, by the catalogue of DATE.

Kept:
  org:read          sentry-cli releases set-commits --auto
  project:releases  sentry-cli releases new, sentry-cli releases set-commits --auto

Other sets that suffice, the least costly first:
  org:integrations project:releases
  org:read project:write
  org:integrations project:write

An organization token (org:ci) alone would serve all of it too.
`);
  });

  it('says where nothing can be told, where only a part can, and where the kind leaves no choice', async () => {
    expect((await cli(['least', 'make coffee'])).out).toMatch(
      /^The catalogue of \d{4}-\d\d-\d\d does not know enough to name any scope\.\n/,
    );
    expect((await cli(['least', NEW, 'make coffee'])).out).toContain(
      'No weaker scopes serve the operations that the catalogue knows, by',
    );
    const token = await cli(['least', NEW, '--kind', 'organization-token']);
    expect(token.out).toContain('A credential of the kind organization-token always holds it');
    expect(token.out).not.toContain('weaker');
  });

  it('shows no control character of what was typed', async () => {
    const { out } = await cli(['least', '\u001b[2Jcoffee']);
    expect(out).toContain('Left out, since the catalogue does not know what they take:\n  ␛[2Jcoffee\n');
  });

  it('says what may be meant by what is not known', async () => {
    const { out } = await cli(['least', 'sentry-cli release new', 'make coffee', 'drink it']);
    expect(out.slice(out.indexOf('Left out')))
      .toBe(`Left out, since the catalogue does not know what they take:
  sentry-cli release new
    Did you mean “sentry-cli releases new”?
  make coffee
  drink it
    Write an operation (“GET /organizations/{organization_id_or_slug}/projects/”) or a command (“sentry-cli releases new”).
`);
  });

  it('has nothing to advise where a use is known, and not what it takes', async () => {
    const use = allTools().find(({ needs }) => needs === 'unknown')!.name;
    expect((await cli(['least', use])).out).toMatch(new RegExp(`take:\\n {2}${use}\\n$`));
  });

  it.each([
    [['sentry-cli', 'releases', 'new'], 'sentry-cli releases new'],
    [['GET', '/organizations/{org}/projects/', NEW], 'GET /organizations/{org}/projects/'],
    [[NEW, 'sentry-cli', 'release', 'new'], 'sentry-cli releases new'],
    [['sentry-cli', 'releases', 'new', '1.0'], 'sentry-cli releases new'],
    [['sentry-cli', 'releases'], 'sentry-cli releases'],
  ])('asks for quotes where a shell took a use apart: %j', async (uses, whole) => {
    const { code, out } = await cli(['least', ...uses]);
    expect(code).toBe(1);
    expect(out).toMatch(/take:\n( {2}\S+\n)+\nA use/);
    expect(out.split('\n').at(-2)).toBe(`A use with blanks goes into quotes: "${whole}"`);
  });

  it('asks for quotes around options too', async () => {
    const { code, err } = await cli(['least', 'sentry-cli', 'releases', 'set-commits', '--auto']);
    expect(code).toBe(2);
    expect(err).toContain("unknown option '--auto'");
    expect(err).toContain('A use with options goes into quotes');
    expect((await cli(['least', NEW, '--kind', 'none'])).err).not.toContain('quotes');
  });

  it('prints no credential back', async () => {
    const token = `sntryu_${'5f1c9a04'.repeat(8)}`;
    for (const format of ['text', 'json']) {
      const { out } = await cli(['least', `curl -H 'Authorization: Bearer ${token}' x`, '--format', format]);
      expect(out).toContain('Authorization: Bearer sntryu_•');
      expect(out).not.toContain(token);
    }
  });

  it('refuses a kind that holds no scopes, and no uses at all', async () => {
    expect(await cli(['least', NEW, '--kind', 'service'])).toMatchObject({ code: 2, out: '' });
    expect(await cli(['least'])).toMatchObject({ code: 2, out: '' });
  });
});

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
    expect(out).toMatch(/\nLeave out:\n(?: {2}.*\n)* {2}links:read \(bot token\) +chat-unfurl\n/);
    const answer = JSON.parse((await cli([...unfurl, '--format', 'json'])).out) as LeastServiceAnswer;
    const all = [...answer.permissions, ...answer.leaveOut];
    const places = all.filter(({ permission }) => permission === 'links:read').map(({ where }) => where);
    expect(places.toSorted()).toEqual(['bot token', 'user token']);
    // No two of any service are alike.
    for (const key of serviceKeys())
      for (const ownApp of [true, false]) {
        const { permissions, leaveOut } = leastServiceAnswer(key, [], ownApp)!;
        const told = [...permissions, ...leaveOut].map(
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
    const more = ['least', '--service', 'discord', '--feature', 'chat-unfurl', '--own-app'];
    const discord = await cli(more);
    expect(discord.out).not.toContain('Leave out');
    expect(discord.out).toContain(
      '\nThe catalogue does not know whether these can be left out:\n  CREATE_PUBLIC_THREADS   threads\n',
    );
    const { answer } = await least(...more.slice(1));
    expect(answer).toMatchObject({
      leaveOut: [],
      undecided: [{ permission: 'CREATE_PUBLIC_THREADS' }, { permission: 'CREATE_PRIVATE_THREADS' }],
    });
    const asked = ['github', '--feature', 'suspect-commits', '--feature', 'coffee', '--own-app'];
    expect((await cli(['least', '--service', ...asked])).out).not.toContain('Leave out');
  });

  it('does not say where a permission is where each name is there once', async () => {
    expect((await cli(ARGS)).out).toContain('  Contents: read ');
  });

  it('says that Sentry’s own app fixes the set', async () => {
    const { code, out } = await cli(ARGS);
    expect(code).toBe(0);
    expect(out).toContain('Grant:\n');
    expect(out).toContain('Sentry’s own app fixes the set');
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

  it('takes every feature that it names, and prints what the schema says', async () => {
    for (const service of serviceKeys())
      for (const feature of featuresOfService(service))
        for (const more of [[], ['--own-app']]) {
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
  ])('refuses %j', async (args) => {
    const { code, out, err } = await cli(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: /);
  });
});
