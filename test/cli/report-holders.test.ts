import { describe, expect, it } from 'vitest';
import { report, rowsOf } from './report-support.ts';

/** An entry for GitHub that holds this permission. */
const github = (name: string, permission: string, access: string): string => `  ${name}:
    kind: service
    service: github
    permissions: [{ permission: ${permission}, access: ${access} }]
`;
const manifest = (...entries: string[]): Record<string, string> => ({
  'a.yaml': `version: 1\nintegrations:\n${entries.join('')}`,
});

/** The rows on scopes and permissions. */
async function holdersIn(files: Record<string, string>): Promise<string[]> {
  const { out } = await report('markdown', files);
  const [, part = ''] = /## Scopes and permissions\n\n.*\n.*\n((?:\|.*\n)*)/.exec(out) ?? [];
  return part.trimEnd().split('\n');
}

describe('who holds a permission', () => {
  it('is told once, however it is written, and it is broad where anybody holds it that far', async () => {
    const files = manifest(
      github('reads', 'Webhooks', 'read'),
      github('writes', 'webhooks', 'write'),
      github('spaced', '" WEBHOOKS "', 'read'),
      github('other', 'No such', 'read'),
      github('another', 'no such', 'read'),
    );
    expect(await holdersIn(files)).toEqual([
      '| `No such` | `github` | unknown | `other` |',
      '| `Webhooks` | `github` | **yes** | `reads`, `writes`, `spaced` |',
      '| `no such` | `github` | unknown | `another` |',
    ]);
  });
});

describe('a scope that the kind cannot hold', () => {
  const files = manifest(
    '  ci: { kind: organization-token, scopes: [org:ci, org:read] }\n',
    '  bot: { kind: personal-token, scopes: [org:read] }\n',
  );

  it('is marked in the entry, and held by nobody else', async () => {
    expect(await holdersIn(files)).toContain('| `org:read` | Sentry | no | `bot` |');
    expect((await report('markdown', files)).out).toContain('| `org:read` **(this kind cannot hold it)** |');
    const { out } = await report('html', files);
    expect(out.match(/<span class="bad">this kind cannot hold it<\/span>/g)).toHaveLength(1);
  });

  it.each(['organization-token', 'scim-token'])(
    'is not to be revoked where it has ended: %s',
    async (kind) => {
      const scopes = ['project:admin', 'project:writ'].map(
        (scope) => `{ scope: ${scope}, until: 2026-10-01 }`,
      );
      const entry = (kind: string): string => `  ci: { kind: ${kind}, scopes: [${scopes.join(', ')}] }\n`;
      const ended = async (kind: string): Promise<unknown[]> =>
        (
          JSON.parse((await report('json', manifest(entry(kind)))).out) as {
            overdue: { what: string; subject: string }[];
          }
        ).overdue.flatMap(({ what, subject }) => (what === 'grant' ? [subject] : []));
      expect(await ended(kind)).toEqual(['project:writ']);
      expect(await ended('personal-token')).toEqual(['project:admin', 'project:writ']);
    },
  );

  it('is counted neither among those that are held nor among the broad ones', async () => {
    const { summary } = JSON.parse(
      (await report('json', manifest('  ci: { kind: organization-token, scopes: [org:admin] }\n'))).out,
    ) as { summary: Record<string, number> };
    expect(summary).toMatchObject({ grants: 1, broad: 0, withoutRationale: 1 });
  });

  it('is marked in JSON and in the table', async () => {
    const { integrations } = JSON.parse((await report('json', files)).out) as {
      integrations: { grants: { name: string; grantable: boolean }[] }[];
    };
    expect(integrations.map(({ grants }) => grants.map(({ name, grantable }) => [name, grantable]))).toEqual([
      [
        ['org:ci', true],
        ['org:read', false],
      ],
      [['org:read', true]],
    ]);
    const [head, ...rows] = rowsOf((await report('csv', files)).out);
    const at = head!.indexOf('can be held');
    expect(rows.map((row) => row[at])).toEqual(['true', 'false', 'true']);
  });
});
