import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { featuresOfService, LIST_NAMES } from '../../server/src/service.ts';
import { cli } from './support.ts';

const isValid = new Ajv({ formats: { date: true } }).compile(
  JSON.parse(
    readFileSync(new URL('../../schemas/list-output.schema.json', import.meta.url), 'utf8'),
  ) as object,
);

const lines = async (...args: string[]): Promise<string[]> => {
  const { code, out, err } = await cli(['list', ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out.trimEnd().split('\n');
};
const names = async (...args: string[]): Promise<string[]> =>
  (await lines(...args)).map((line) => line.replace(/ {2,}.*/, ''));

describe('list', () => {
  it.each([
    ['scopes', 'org:read', /^[A-Z].+\.$/],
    ['rules', 'broad-scope', /^warning: .+\.$|^error: .+\.$/],
    ['services', 'github', /^GitHub, source code$/],
    ['features', 'suspect-commits', /^Names the commit .+\. With .*github.*\.$/],
    ['kinds', 'internal-integration', /^A custom integration of one organization/],
    ['webhooks', 'issue', /^All events of this resource\. It takes event:read\.$/],
    ['webhooks', 'issue.ignored', /^One event of issue\. Also written issue\.archived\.$/],
    ['webhooks', 'installation', /Sent without being asked for\.$/],
    ['uses', 'sentry-cli releases new', /^Calls 1 operation\.$/],
    ['uses', 'sentry-cli debug-files upload', /Also written sentry-cli upload-dif/],
    [
      'uses',
      'GET /api/0/organizations/{organization_id_or_slug}/projects/',
      /^List organization projects\. It takes org:read\.$/,
    ],
  ])('says in %s of %s what it is', async (list, name, what) => {
    const found = (await lines(list)).filter((line) => line.startsWith(`${name}  `));
    expect(found).toHaveLength(1);
    expect(found[0]!.slice(name.length).trim()).toMatch(what);
  });

  it.each([['rules'], ['services'], ['features']])('has %s by name, each once', async (list) => {
    const found = await names(list);
    expect(found.length).toBeGreaterThan(20);
    expect(found).toEqual([...new Set(found)].sort());
  });

  it('has kinds and scopes as people think of them, the weaker scope first', async () => {
    expect((await names('kinds'))[0]).toBe('internal-integration');
    const scopes = await names('scopes');
    expect(scopes.indexOf('team:read')).toBeLessThan(scopes.indexOf('team:admin'));
  });

  it('takes the key of a service for that service alone', async () => {
    const copilot = await names('features', 'github_copilot');
    const github = await names('features', 'GitHub');
    expect(copilot).toContain('autofix-hand-off');
    expect(github).not.toContain('autofix-hand-off');
    expect(github).toEqual(expect.arrayContaining(featuresOfService('github')));
    expect(await names('features', 'github', 'commits')).toContain('suspect-commits');
    // What is the key of none is a word like any other.
    expect(await names('features', 'git')).toContain('autofix-hand-off');
  });

  it('lists what has all the words, in the name or beside it, whatever their case', async () => {
    const releases = await names('uses', 'RELEASES', 'sentry-cli');
    expect(releases).toContain('sentry-cli releases new');
    expect(releases.every((name) => name.startsWith('sentry-cli '))).toBe(true);
    // Another spelling of it says so.
    expect(releases).toContain('sentry-cli deploys new');
    expect(await names('features', 'discord')).toContain('notifications');
    expect(await names('features', 'discord')).not.toContain('suspect-commits');
  });

  it.each([
    [['github', 'action'], ['getsentry/action-release']],
    [
      ['bundler plugin', 'commits'],
      ['webpack', 'vite', 'rollup', 'esbuild'].map((name) => `@sentry/${name}-plugin setCommits`),
    ],
  ])('finds tools by what people call them: %j', async (words, expected) => {
    expect((await names('uses', ...words)).toSorted()).toEqual(expected.toSorted());
  });

  it('prints JSON', async () => {
    const { code, out } = await cli(['list', 'kinds', 'slack', '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      version: 1,
      list: 'kinds',
      catalog: { date: '2026-08-16' },
      names: [
        { name: 'service', what: 'What Sentry may do in another service, such as GitHub, Slack or Jira.' },
      ],
    });
  });

  it.each(LIST_NAMES.map((list) => [list]))('prints the JSON of %s as its schema says', async (list) => {
    const { out } = await cli(['list', list, '--format', 'json']);
    const answer: unknown = JSON.parse(out);
    expect(isValid(answer), JSON.stringify(isValid.errors)).toBe(true);
    expect(isValid({ ...(answer as object), list: 'secrets' })).toBe(false);
    expect(isValid({ ...(answer as object), names: [list] })).toBe(false);
  });

  it('says where there is no such name, and ends with 1', async () => {
    expect(await cli(['list', 'scopes', 'nothing\u001b[2J'])).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(
        /^sentry-permissions: “nothing[^\u001b]*” is in none of the scopes\.\n$/,
      ) as string,
    });
    const { code, out } = await cli(['list', 'scopes', 'nothing', '--format', 'json']);
    expect({ code, names: (JSON.parse(out) as { names: unknown }).names }).toEqual({ code: 1, names: [] });
  });

  it('repeats no credential', async () => {
    const secret = `sntryu_${'0a1b2c3d'.repeat(8)}`;
    const { code, err } = await cli(['list', 'scopes', secret]);
    expect(code).toBe(1);
    expect(err).not.toContain(secret.slice(0, 20));
  });

  it.each([[['list']], [['list', 'secrets']], [['list', 'scopes', '--format', 'yaml']]])(
    'refuses %j',
    async (args) => {
      const { code, out, err } = await cli(args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/^error: /);
    },
  );
});
