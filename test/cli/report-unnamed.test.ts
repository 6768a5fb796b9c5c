import { describe, expect, it } from 'vitest';
import { report, rowsOf } from './report-support.ts';

const ACCEPT = 'accept: [{ rule: broad-scope, reason: x, until: 2027-01-01 }]';
const files = (grant: string, own = ''): Record<string, string> => ({
  'a.yaml': `version: 1
integrations:
  bot:
    kind: internal-integration
    ${own}
    scopes:
      - ${grant}
      - scope: event:admin
      - scope: ""
`,
});

describe('an exception of a grant whose name cannot be read', () => {
  it.each([
    `{ scop: org:admin, ${ACCEPT} }`,
    `{ rationale: Why not., ${ACCEPT} }`,
    `{ scope: [a], ${ACCEPT} }`,
  ])('covers neither another grant nor the whole integration: %s', async (grant) => {
    const rowOf = (out: string): string => out.split('\n').find((line) => line.startsWith('| 2027-01-01'))!;
    const { out } = await report('markdown', files(grant));
    expect(rowOf(out)).toContain('| `bot` | a grant without a readable name | `broad-scope` |');
    expect(rowOf((await report('markdown', files('event:read', ACCEPT))).out)).toContain(
      '| `bot` | everything | `broad-scope` |',
    );
    const json = JSON.parse((await report('json', files(grant))).out) as { exceptions: { on: unknown }[] };
    expect(json.exceptions.map(({ on }) => on)).toEqual(['']);
    const [head, ...rows] = rowsOf((await report('csv', files(grant))).out);
    const at = head!.indexOf('exceptions');
    expect(rows.map((row) => row[at])).toEqual(rows.map(() => ''));
  });
});
