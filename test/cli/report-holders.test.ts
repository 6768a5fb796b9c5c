import { describe, expect, it } from 'vitest';
import { report } from './report-support.ts';

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
