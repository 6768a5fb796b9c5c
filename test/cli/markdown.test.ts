import { describe, expect, it } from 'vitest';
import { EXAMPLE } from '../server/support/manifests.ts';
import { CLEAN, cli, INTEGRATION, WARNING } from './support.ts';

describe('check --format markdown', () => {
  it('is a table of what is open', async () => {
    const { out } = await cli(['check', 'a.yaml', 'b.yaml', '--format', 'markdown'], {
      'a.yaml': WARNING,
      'b.yaml': CLEAN,
    });
    expect(out.replace(/catalogue of [\d-]+/, 'catalogue of DATE')).toBe(`### Sentry permissions

**1 warning in 2 files**

| level | where | rule | what |
| --- | --- | --- | --- |
| warning | a.yaml:6 | missing-owner | bot has no owner, so nobody is asked when its token leaks or its review is due. Add a team or an address. |

<sub>sentry-permissions 1.2.3, catalogue of DATE, judged as on 2026-11-23</sub>
`);
  });

  it('has no table where nothing is open', async () => {
    const { out } = await cli(['check', 'a.yaml', '--format', 'markdown'], { 'a.yaml': EXAMPLE });
    expect(out).toContain('**No findings in 1 file (2 accepted)**\n\n<sub>');
    const all = await cli(['check', 'a.yaml', '--format', 'markdown', '--include-accepted'], {
      'a.yaml': EXAMPLE,
    });
    expect(all.out).toContain('| info, accepted | a.yaml:');
  });

  it('stays below the size of a comment however long its rows are', async () => {
    const bots = Array.from({ length: 120 }, (_, n) => `  bot${String(n)}: { kind: service }\n`);
    const text = `version: 1\nreview: { every: 90 days }\nintegrations:\n${bots.join('')}`;
    const path = `${'@'.repeat(150)}.yaml`;
    const { out } = await cli(['check', path, '--format', 'markdown'], { [path]: text });
    expect(out.length).toBeGreaterThan(50_000);
    expect(out.length).toBeLessThan(65_536);
    expect(out).toMatch(/\n\d+ more are not shown here\./);
  });

  it('ends where a comment would, with the gravest shown and the rest counted', async () => {
    const bots = Array.from(
      { length: 150 },
      (_, n) => `  bot${String(n)}:\n${INTEGRATION.replace(/ {4}owner: .*\n/, '')}`,
    );
    bots[149] = bots[149]!.replace('project:releases', 'org:admin');
    const text = `version: 1\nreview: { every: 90 days }\nrules: { shared-credential: off }\nintegrations:\n${bots.join('')}`;
    const { out } = await cli(['check', 'a.yaml', '--format', 'markdown'], { 'a.yaml': text });
    expect(out.length).toBeLessThan(65_536);
    expect(out.match(/^\| (?:error|warning) /gm)).toHaveLength(100);
    expect(out).toMatch(/\| --- \|\n\| error \| a\.yaml:/);
    expect(out).toContain('\n201 more are not shown here.');
  });
});
