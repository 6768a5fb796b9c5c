/** What each format of a check says of a path that could not be checked. */
import { describe, expect, it } from 'vitest';
import { checkJson, cli, ERROR, type FileContent } from './support.ts';

const DENIED = { fault: 'denied', code: 'EACCES' } as const;
const MESSAGE = 'Permission to read it is denied. Give this user read access.';
const HOSTILE = 'b,::[x](http://a)\n::error::.yaml';

const reportOf = async (format: string, files: Record<string, FileContent>): Promise<string> => {
  const { code, out } = await cli(['check', ...Object.keys(files), '--format', format], files);
  expect(code).toBe(2);
  return out;
};

describe('a file that cannot be read', () => {
  it('is an error before all others in GitHub’s log', async () => {
    const out = await reportOf('github', { 'a.yaml': ERROR, 'team/b.yaml': DENIED });
    expect(out.split('\n')[0]).toBe(`::error file=team/b.yaml,title=could not be checked::${MESSAGE}`);
    expect(out).toContain('::error file=a.yaml,');
  });

  it('is a notification in SARIF', async () => {
    const out = await reportOf('sarif', { 'a.yaml': ERROR, 'team/b.yaml': DENIED });
    const { runs } = JSON.parse(out) as { runs: { invocations: unknown }[] };
    expect(runs[0]?.invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: MESSAGE },
            locations: [
              { physicalLocation: { artifactLocation: { uri: 'team/b.yaml', uriBaseId: '%SRCROOT%' } } },
            ],
          },
        ],
      },
    ]);
  });

  it('is named in Markdown, also where it is all there is', async () => {
    const line = '\nWhat could not be checked:\n\n- team/b.yaml: ';
    expect(await reportOf('markdown', { 'a.yaml': ERROR, 'team/b.yaml': DENIED })).toContain(line);
    const alone = await reportOf('markdown', { 'team/b.yaml': DENIED });
    expect(alone).toContain(line);
    expect(alone).toContain('**Nothing was checked**');
  });

  it('is listed in JSON, where there is one', async () => {
    const { unread, summary } = await checkJson({ 'a.yaml': ERROR, 'team/b.yaml': DENIED });
    expect(unread).toEqual([{ path: 'team/b.yaml', message: MESSAGE }]);
    expect(summary).not.toHaveProperty('unread');
    expect(await checkJson({ 'a.yaml': ERROR })).not.toHaveProperty('unread');
  });

  it('says nothing else by its name', async () => {
    const github = await reportOf('github', { [HOSTILE]: DENIED });
    expect(github.trimEnd().split('\n')).toEqual([
      `::error file=b%2C%3A%3A[x](http%3A/a)␊%3A%3Aerror%3A%3A.yaml,title=could not be checked::${MESSAGE}`,
    ]);
    const markdown = await reportOf('markdown', { [HOSTILE]: DENIED });
    expect(markdown).not.toContain('[x](');
    expect(markdown.split('\n').filter((line) => line.startsWith('::'))).toEqual([]);
  });

  it('leaves room for the rest, however many there are', async () => {
    const names = Array.from({ length: 2_000 }, (_, i) => `team-${String(i)}/b.yaml`);
    const files = { 'a.yaml': ERROR, ...Object.fromEntries(names.map((name) => [name, DENIED])) };
    const markdown = await reportOf('markdown', files);
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toMatch(/\n- and \d+ more\n/);
    expect(markdown).toContain('broad-scope');
  });
});
