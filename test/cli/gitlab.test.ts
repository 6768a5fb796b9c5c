import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLEAN, cli, ERROR, INTEGRATION, WARNING } from './support.ts';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

async function issues(files: Readonly<Record<string, string>>, ...options: string[]): Promise<Issue[]> {
  const { out, err } = await cli(['check', ...Object.keys(files), '--format', 'gitlab', ...options], files);
  expect(err).toBe('');
  return JSON.parse(out) as Issue[];
}

describe('check --format gitlab', () => {
  it('lists findings as issues of Code Quality, at paths from the root', async () => {
    const found = await issues({ './a.yaml': WARNING, 'infra\\b.yaml': ERROR });
    expect(found).toEqual([
      {
        description:
          'bot has no owner, so nobody is asked when its token leaks or its review is due. Add a team or an address.',
        check_name: 'missing-owner',
        fingerprint: expect.stringMatching(/^\w+$/) as string,
        severity: 'major',
        location: { path: 'a.yaml', lines: { begin: 6, end: 6 } },
      },
      expect.objectContaining({
        check_name: 'broad-scope',
        severity: 'critical',
        location: { path: 'infra/b.yaml', lines: { begin: 14, end: 14 } },
      }),
    ]);
  });

  it('writes a full path from the folder that the check runs in, and one elsewhere from there', async () => {
    const paths = [join(process.cwd(), 'infra', 'a.yaml'), '../b.yaml'];
    const found = await issues(Object.fromEntries(paths.map((path) => [path, WARNING])));
    expect(found.map(({ location }) => location.path)).toEqual(['infra/a.yaml', '../b.yaml']);
  });

  it.each([
    ['info', 'minor'],
    ['hint', 'info'],
  ])('ranks %s as %s', async (level, severity) => {
    const text = WARNING.replace('integrations:', `rules: { missing-owner: ${level} }\nintegrations:`);
    expect((await issues({ 'a.yaml': text })).map((issue) => issue.severity)).toEqual([severity]);
  });

  it('is an empty list where nothing is open', async () => {
    const { out, code } = await cli(['check', 'a.yaml', '--format', 'gitlab'], { 'a.yaml': CLEAN });
    expect({ out, code }).toEqual({ out: '[]\n', code: 0 });
  });

  it('knows an issue again on another line, and tells the same one in another file or place apart', async () => {
    const bots = (names: string[]): string =>
      `version: 1\nreview: { every: 90 days }\nrules: { shared-credential: off }\nintegrations:\n${names.map((name) => `  ${name}:\n${INTEGRATION}`).join('')}`.replaceAll(
        'project:releases',
        'org:admin',
      );
    const keys = async (files: Readonly<Record<string, string>>): Promise<string[]> =>
      (await issues(files)).map(({ fingerprint }) => fingerprint);
    const one = await keys({ 'a.yaml': bots(['one', 'two']), 'b.yaml': bots(['one', 'two']) });
    expect(new Set(one).size).toBe(one.length);
    const later = await keys({
      'a.yaml': `# later\n${bots(['one', 'two'])}`,
      'b.yaml': bots(['one', 'two']),
    });
    expect(later).toEqual(one);
    const twice = await keys({
      'a.yaml': bots(['one']).replace(/( +)- scope: org:admin\n(?:\1 .*\n)*/, (item) => item + item),
    });
    expect(new Set(twice).size).toBe(twice.length);
  });

  it('leaves out what is accepted, unless it is asked for: then it counts for little', async () => {
    const accepted = ERROR.replace(
      /( +)- scope: org:admin\n/,
      '$&$1  accept: [{ rule: broad-scope, reason: "Removes integrations that nobody owns, until Sentry has a finer scope.", until: 2027-01-01 }]\n',
    );
    expect(await issues({ 'a.yaml': accepted })).toEqual([]);
    expect(await issues({ 'a.yaml': accepted }, '--include-accepted')).toEqual([
      expect.objectContaining({
        check_name: 'broad-scope',
        severity: 'info',
        description: expect.stringMatching(/^Accepted: bot holds org:admin/) as string,
      }),
    ]);
  });
});
