import { describe, expect, it } from 'vitest';
import { CLEAN, cli, ERROR, INTEGRATION, WARNING } from './support.ts';

describe('check --format github', () => {
  it('prints a command for each finding, the gravest first, and a summary', async () => {
    const { out, code } = await cli(['check', './a.yaml', 'infra/b.yaml', '--format', 'github'], {
      './a.yaml': WARNING,
      'infra/b.yaml': ERROR,
    });
    expect(code).toBe(1);
    const [first, second, ...rest] = out.split('\n');
    expect(first).toMatch(
      /^::error file=infra\/b\.yaml,line=14,endLine=14,col=16,endColumn=25,title=broad-scope::bot holds org:admin, which reaches \d+ operations/,
    );
    expect(second).toBe(
      '::warning file=a.yaml,line=6,endLine=6,col=3,endColumn=6,title=missing-owner::bot has no owner, so nobody is asked when its token leaks or its review is due. Add a team or an address.',
    );
    expect(rest).toEqual(['1 error, 1 warning in 2 files', '']);
  });

  it('gives no column where a place has several lines', async () => {
    const text = CLEAN.replace(
      'purpose: Creates a release for every deploy.',
      'purpose:\n      - one\n      - two',
    );
    const { out } = await cli(['check', 'a.yaml', '--format', 'github'], { 'a.yaml': text });
    const commands = out.split('\n').filter((line) => /line=(\d+),endLine=(?!\1,)/.test(line));
    expect(commands).not.toEqual([]);
    for (const command of commands) expect(command).not.toContain('col=');
  });

  it('shows an info as a notice, and no hint', async () => {
    const levels = (level: string): string =>
      WARNING.replace('integrations:', `rules: { missing-owner: ${level} }\nintegrations:`);
    const info = await cli(['check', 'a.yaml', '--format', 'github'], { 'a.yaml': levels('info') });
    expect(info.out).toMatch(/^::notice file=a\.yaml,/);
    const hint = await cli(['check', 'a.yaml', '--format', 'github'], { 'a.yaml': levels('hint') });
    expect(hint.out).toBe('1 hint in 1 file\n');
  });

  it('says how many GitHub will not show', async () => {
    const bots = Array.from({ length: 12 }, (_, n) => `  bot${String(n)}:\n${INTEGRATION}`).join('');
    const text = `version: 1\nreview: { every: 90 days }\nrules: { shared-credential: off }\nintegrations:\n${bots.replaceAll('project:releases', 'org:admin')}`;
    const { out } = await cli(['check', 'a.yaml', '--format', 'github'], { 'a.yaml': text });
    expect(out.match(/^::error /gm)).toHaveLength(12);
    expect(out).toContain(
      '\n12 errors, 12 info in 1 file\nGitHub shows 10 annotations of each level and step: 2 errors, 2 notices more in this log only.\n',
    );
  });

  it('prints nothing but the summary where nothing is open', async () => {
    const { out } = await cli(['check', 'a.yaml', '--format', 'github'], { 'a.yaml': CLEAN });
    expect(out).toBe('No findings in 1 file\n');
  });
});
