import { describe, expect, it } from 'vitest';
import { resolveCompletion } from '../../../server/src/features/completion.ts';
import { CompletionKind } from '../../../server/src/features/completion/proposal.ts';
import { hoverAt } from '../../../server/src/features/hover.ts';
import { withDocumentation } from '../../../server/src/features/convert.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { kinds } from '../../../server/src/manifest/format.ts';
import { PLAIN_CLIENT } from '../support/plain-client.ts';
import { complete } from './complete.ts';
import { atMark, entry, read, TODAY } from './cursor.ts';

function hover(marked: string): string | undefined {
  const { text, offset } = atMark(marked);
  return hoverAt(read(text), offset, { today: TODAY })?.markdown;
}

describe('whether a key is needed', () => {
  it.each([...Object.keys(kinds), 'public-'])(
    'is said alike beside its completion, in what documents that, and on hover: %s',
    (kind) => {
      const keys = complete(entry('    ‸\n', kind)).filter((item) => item.kind === CompletionKind.Property);
      expect(keys.length).toBeGreaterThan(5);
      for (const { label, detail = '', documentationKey } of keys) {
        const said = new RegExp(`^\\*\\*\`${label}\`\\*\\* · ${detail}\\b`);
        expect(documentationKey && resolveCompletion(documentationKey)?.markdown).toMatch(said);
        expect(hover(entry(`    ‸${label}:\n`, kind))).toMatch(said);
      }
    },
  );

  it('goes by the kind', () => {
    expect(hover(entry('    per‸missions: []\n', 'service'))).toMatch(/^\*\*`permissions`\*\* · required · /);
    expect(hover(entry('    ser‸vice: github\n', 'service'))).toMatch(/^\*\*`service`\*\* · required · /);
    expect(hover(entry('    sco‸pes: []\n'))).toMatch(/^\*\*`scopes`\*\* · asked for by missing-scopes · /);
    expect(hover(entry('    sco‸pes: []\n', 'organization-token'))).toContain('· optional ·');
    expect(hover(entry('    per‸missions: []\n'))).toContain('· optional ·');
    expect(hover('integrations:\n  a:\n    sco‸pes: []\n')).toContain('· optional ·');
    expect(hover('integrations:\n  a:\n    pur‸pose: x\n')).toContain('· asked for by missing-purpose\n');
    expect(hover(entry('    scopes: [{ scope: org:read, ratio‸nale: x }]\n'))).toContain(
      '· asked for by missing-rationale\n',
    );
  });

  it('is asked for by the rule that finds it missing', () => {
    const bare = 'version: 1\nintegrations:\n  a:\n    kind: internal-integration\n';
    const { findings } = analyse(bare, TODAY);
    const found = new Set(findings.map(({ rule }) => `asked for by ${rule}`));
    const asked = complete(`${bare}    ‸\n`).flatMap(({ detail = '' }) =>
      detail.startsWith('asked') ? [detail] : [],
    );
    expect(asked).toHaveLength(5);
    expect(asked.filter((detail) => !found.has(detail))).toEqual([]);
  });

  it('is sent along, and not what is written as the kind, which may be a secret', () => {
    const sent = JSON.stringify(complete(entry('    ‸\n', 'not-to-be-shown')));
    expect(sent).toContain('"need":"asked"');
    expect(sent).not.toContain('not-to-be-shown');
  });

  it('takes of what a client sends back of an item what it can use', () => {
    const id = 'integrations/*/service';
    const documented = (data: unknown): string =>
      JSON.stringify(withDocumentation({ label: 'service', data }, PLAIN_CLIENT).documentation ?? '');
    expect(documented({ type: 'key', id, need: 'required' })).toContain('· required ·');
    expect(documented({ type: 'key', id, need: 7 })).toContain('· optional ·');
    expect(documented({ type: 'key', id })).toContain('· optional ·');
  });
});
