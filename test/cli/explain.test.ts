import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../server/src/service.ts';
import { cli } from './support.ts';

describe('explain', () => {
  it.each([
    ['org:admin', [/^org:admin · sensitivity 5 of 5/, /Implies the weaker/]],
    [
      'GET /organizations/{org}/projects/',
      [/^GET \/api\/0\/organizations\/\{organization_id_or_slug\}\/projects\//, /accepts /],
    ],
    ['sentry-cli releases new', [/^sentry-cli releases new · a command/, /<https:\/\/docs\.sentry\.io/]],
    ['excess-scope', [/^excess-scope · warning by default/, /Guards against: lateral movement/]],
    [
      'internal-integration',
      [
        /^internal-integration · Internal integration token\n/,
        /\n- Scopes: chosen on /,
        /\n- A value begins with: sntryi_\n/,
        /\n- Made by: /,
      ],
    ],
    ['service', [/^service\n\nWhat Sentry may do in another service/]],
    [
      'slack',
      [
        /^slack · Slack · oauth v2\n/,
        /\n\nFeatures:\n\n- .*\n/,
        /\n- chat-unfurl: Links to Sentry show what they lead to\.\n/,
        /\n- links:read \(user token, read\): .+\.\n/,
      ],
    ],
    [
      'suspect-commits',
      [
        /^suspect-commits · a feature of Sentry/,
        /\n- github: .*Contents \(read\)/,
        /\n- vsts: vso\.code \(read\)\n/,
      ],
    ],
    ['issue-basic', [/^issue-creation · a feature/, /Also called issue-basic\./]],
    ['github suspect-commits', [/^suspect-commits · a feature of Sentry with GitHub\n/, /Needs /]],
    ['opsgenie', [/\nHow sure: low\. Rules are silent on it\.\n/]],
    ['commits', [/\n- github_enterprise \(how sure: medium\): /, /\n- github: /]],
    ['opsgenie alert-rule', [/\n\nThe catalogue does not know what it needs\.\n/]],
    ['discord chat-unfurl', [/\n\nThe catalogue does not know what it needs\.\n/]],
    ['slack chat:write', [/^chat:write · Slack\n/]],
    ['issue', [/^issue · all events of a resource/, /without event:read/]],
    ['issue.created', [/^issue\.created · one event of issue/]],
  ] as [string, RegExp[]][])('says what is known of %s, without Markdown', async (name, expected) => {
    for (const words of [[name], name.split(' ')]) {
      const { code, out, err } = await cli(['explain', ...words]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      for (const part of expected) expect(out).toMatch(part);
      expect(out).not.toMatch(/\*\*|`|\]\(|\\/);
    }
  });

  it('takes the options of a command for a part of its name', async () => {
    const { code, out } = await cli(['explain', ...'sentry-cli releases set-commits --auto'.split(' ')]);
    expect(code).toBe(0);
    expect(out).toMatch(/^sentry-cli releases set-commits --auto · a command/);
    expect((await cli(['explain', 'org:admin', '--help'])).out).toContain('Usage: ');
    for (const args of [['--auto'], ['--auto', 'org:admin']])
      expect(await cli(['explain', ...args])).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining("unknown option '--auto'") as string,
      });
  });

  it.each([
    ['chat:write', [/^chat:write · Slack\n/]],
    ['users:READ', [/^users:read · Slack\n/]],
    ['READ', [/^READ · Jira Cloud\n/]],
    ['Contents', [/^Contents · GitHub\n/, /\nContents · GitHub Enterprise Server\n/]],
    ['pull requests', [/^Pull requests · GitHub\n/]],
    ['lambda:GetFunction', [/^lambda:GetFunction · AWS Lambda\n/]],
    ['vso.code', [/^vso\.code · Azure DevOps\n/]],
    ['permission members', [/^Members · GitHub\n/]],
  ])('explains %s, a permission, without its service', async (name, told) => {
    const { code, out } = await cli(['explain', name]);
    expect(code).toBe(0);
    for (const expected of told) expect(out).toMatch(expected);
  });

  it.each([
    ['webhook issue', 'issue'],
    ['scope org:read', 'org:read'],
    ['rule excess-scope', 'excess-scope'],
    ['kind internal-integration', 'internal-integration'],
    ['service github', 'github'],
    ['feature github suspect-commits', 'github suspect-commits'],
    ['use sentry-cli releases new', 'sentry-cli releases new'],
  ])('takes the sort before the name: %s', async (written, name) => {
    const answer = await cli(['explain', ...written.split(' ')]);
    expect(answer).toEqual(await cli(['explain', name]));
    expect(answer.code).toBe(0);
  });

  it('tells of the sort that is asked for where a name is of two', async () => {
    expect((await cli(['explain', 'webhooks'])).out).toMatch(/^webhooks · a feature /);
    expect((await cli(['explain', 'permission', 'webhooks'])).out).toMatch(/^Webhooks · GitHub\n/);
  });

  it('knows a command by its beginning', async () => {
    const { err } = await cli([
      'explain',
      'sentry-cli',
      'releases',
      'new',
      '--project',
      'shop',
      '2026.11.23-1',
    ]);
    expect(err).toContain('“sentry-cli releases new” with arguments');
  });

  it('says what may be meant, and ends with 1 as list and least do', async () => {
    expect((await cli(['explain', '--help'])).out).toMatch(/\n {2}1 {2}the catalogue knows no such name\n/);
    expect(await cli(['explain', 'org:admn'])).toEqual({
      code: 1,
      out: '',
      err: 'sentry-permissions: “org:admn” is nothing that the catalogue knows. Did you mean “org:admin”?\n',
    });
  });

  it.each([
    ['internal-integrations', 'Did you mean “internal-integration”?'],
    ['GitHub', 'Did you mean “github”?'],
    ['GitHub Contents', 'Did you mean “github Contents”?'],
    ['GitHub Enterprise Server contents', 'Did you mean “github_enterprise Contents”?'],
    ['github suspect', 'Did you mean “github suspect-commits”?'],
    ['slack chat:write.publik', 'Did you mean “slack chat:write.public”?'],
    ['github coffee', '“sentry-permissions explain github” prints its features and permissions.'],
    ['users:reed', 'Did you mean “users:read”?'],
    ['webhook isue', 'Did you mean “issue”?'],
    ['rule org:read', 'Did you mean “org:read”?'],
    ['Azure DevOps', 'Did you mean “vsts”?'],
    ['suspect-comits', 'Did you mean “suspect-commits”?'],
    ['issue.create', 'Did you mean “issue.created”?'],
    ['exces-scope', 'Did you mean “excess-scope”?'],
    ['sentry-clii releases new', 'Did you mean “sentry-cli releases new”?'],
    ['sentry-cli deploys', '“sentry-cli deploys” is a group of commands: go on with new or list.'],
    ['something else', 'Run "sentry-permissions list --help" to see which names can be looked up.'],
  ])('knows what %s may mean', async (name, advice) => {
    const { code, err } = await cli(['explain', name]);
    expect(code).toBe(1);
    expect(err).toBe(`sentry-permissions: “${name}” is nothing that the catalogue knows. ${advice}\n`);
  });

  it('tells what the page of a rule tells, as text', async () => {
    const { code, out } = await cli(
      ['explain', 'excess-scope'],
      {},
      { packaged: (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8') },
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^excess-scope · warning by default\n/);
    // Its head says no more than the rule itself.
    expect(out.match(/A scope that none of the declared uses needs\./g)).toHaveLength(1);
    expect(out).toMatch(/\n\nWhat it finds:\n\nA scope that .* or a scope is not known, .*\n\nWhy:\n\n/);
    expect(out).toContain('\n\nAvoid:\n\n    scopes:\n      - scope: event:write\n');
    expect(out).toMatch(/\n\nFix:\n\nOffered: .*\n\nWhen to accept it:\n\n.*\n$/);
    expect(out).not.toMatch(/```|\*\*|^#|\]\(|<!--/m);
  });

  it.each(rules.map(({ id }) => [id]))('leaves no mark of Markdown of the page of %s', async (id) => {
    const { out } = await cli(
      ['explain', id],
      {},
      { packaged: (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8') },
    );
    const prose = out.replace(/^ {4}.*$/gm, '');
    expect(prose).toMatch(/\n\nWhy:\n\n\S/);
    expect(prose).not.toMatch(/`|\*\*|^#|\]\(|<!--/m);
    expect(out).not.toMatch(/\n\n\n/);
  });
});
