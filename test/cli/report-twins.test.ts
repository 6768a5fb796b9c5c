import { describe, expect, it } from 'vitest';
import { report, rowsOf } from './report-support.ts';

/** In a broken file two integrations may have one name. */
const FILES = {
  'a.yaml': `version: 1
integrations:
  bot:
    kind: personal-token
    owner: team-first
    scopes: [org:read]
  bot:
    kind: personal-token
    owner: team-second
    scopes: [team:read]
    accept: [{ rule: missing-purpose, reason: x, until: 2026-11-01 }]
`,
  'b.yaml':
    'version: 1\nintegrations:\n  other: { kind: personal-token, scopes: [event:read], owner: team-b }\n',
};

describe('two integrations of one name in one manifest', () => {
  it('have each their own exceptions', async () => {
    const { out } = await report('markdown', FILES);
    expect(out.match(/^- exceptions: .*/gm)).toEqual([
      '- exceptions: none',
      '- exceptions: 1, ended',
      '- exceptions: none',
    ]);
    const [head, ...rows] = rowsOf((await report('csv', FILES)).out);
    const cells = rows
      .slice(0, 3)
      .map((row) => [row[head!.indexOf('name')], row[head!.indexOf('exceptions')]]);
    expect(cells).toEqual([
      ['org:read', ''],
      ['team:read', 'missing-purpose'],
      ['event:read', ''],
    ]);
  });

  it('are each led to from where they are named', async () => {
    const { out } = await report('html', FILES);
    const rowWith = (section: string, text: string): string =>
      out
        .slice(out.indexOf(`<section id="${section}">`))
        .split('<tr>')
        .find((row) => row.includes(text))!;
    for (const [section, text, index] of [
      ['overdue', 'the exception has ended', 1],
      ['owners', 'team-first', 0],
      ['owners', 'team-second', 1],
      ['owners', 'team-b', 2],
      ['scopes-and-permissions', 'org:read', 0],
      ['scopes-and-permissions', 'team:read', 1],
      ['exceptions', 'missing-purpose', 1],
    ] as const)
      expect(rowWith(section, text), `${section} ${text}`).toContain(`href="#integration-${String(index)}"`);
  });

  it('are told apart in JSON by their place', async () => {
    const { integrations, exceptions, overdue } = JSON.parse((await report('json', FILES)).out) as Record<
      string,
      { index: number; owner?: string | null; what?: string }[]
    >;
    expect(integrations!.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(exceptions!.map(({ index }) => index)).toEqual([1]);
    for (const { index, owner } of overdue!) expect(integrations![index]!.owner).toBe(owner);
    expect(overdue!.find(({ what }) => what === 'exception')).toMatchObject({ index: 1 });
  });
});
