import { describe, expect, it } from 'vitest';
import { credentialFacts } from '../../../server/src/catalog/credentials.ts';
import { hoverAt } from '../../../server/src/features/hover.ts';
import { escapeMarkdown } from '../../../server/src/features/markdown.ts';
import { CREDENTIAL_KINDS } from '../../../server/src/manifest/format.ts';
import { atMark, entry, read, TODAY } from './cursor.ts';

function hover(marked: string): { on: string; markdown: string } | undefined {
  const { text, offset } = atMark(marked);
  const found = hoverAt(read(text), offset, { today: TODAY });
  return found && { on: text.slice(found.range.start, found.range.end), markdown: found.markdown };
}

const markdown = (marked: string): string => hover(marked)?.markdown ?? '';

describe('hover on what describes a credential', () => {
  it.each([
    [
      'credential',
      '    cred‸ential:\n      rotated: 2026-11-01\n',
      '**Works on when its maker leaves:** yes',
    ],
    ['storedIn', '    credential:\n      stored‸In: vault://x\n', '**A value begins with:** `sntryi_`'],
    ['rotated', '    credential:\n      ro‸tated: 2026-11-01\n', '**At once:** at most 20'],
    ['expires', '    credential:\n      exp‸ires: 2027-11-01\n', '**Expires:** never by itself'],
  ])('tells at %s what its kind knows of it', (key, lines, expected) => {
    const found = hover(entry(lines));
    expect(found?.on).toBe(key);
    expect(found?.markdown).toContain('Of the kind `internal-integration`:');
    expect(found?.markdown).toContain(expected);
    expect(found?.markdown).toMatch(/_By the catalogue of \d{4}-\d\d-\d\d\._/);
  });

  const ONE = 'no: there is only one at a time';
  const TWO = 'yes: the new one works beside the old one';
  const RENEWED = 'yes, if it is renewed before it expires: after';

  // As the facts on Sentry have it: what a value begins with, what it is tied to, whether it outlives its maker, how to replace it.
  it.each([
    ['organization-token', '`sntrys_`', 'organization', 'yes', 'create a second token, switch, revoke', TWO],
    [
      'internal-integration',
      '`sntryi_`',
      'integration (a proxy user of the organization)',
      'yes',
      'create another token (up to 20), switch, revoke the old',
      TWO,
    ],
    ['public-integration', '`sntrya_`', 'installation', 'yes', 'refresh token', `${RENEWED} 8 hours`],
    ['personal-token', '`sntryu_`', 'person, all their organizations', 'no', 'create new, revoke old', TWO],
    ['oauth-application', '`sntrya_`', 'person who approved', 'no', 'refresh token', `${RENEWED} 30 days`],
    ['scim-token', '`sntryi_`', 'organization sign-on provider', 'yes', 'disable and enable SCIM again', ONE],
    ['legacy-api-key', undefined, 'organization', 'yes', 'replace by an integration token', TWO],
  ])('knows of %s what decides how long it can be left alone', (kind, prefix, tied, survives, how, gap) => {
    const text = markdown(entry('    cred‸ential:\n      rotated: 2026-11-01\n', kind));
    expect(text).toContain(
      prefix === undefined
        ? '- **A value is:** 32 hexadecimal characters, sent as HTTP Basic user name; it has no prefix\n'
        : `- **A value begins with:** ${prefix}\n`,
    );
    expect(text).toContain(`- **Tied to:** ${tied}\n`);
    expect(text).toContain(`- **Works on when its maker leaves:** ${survives}\n`);
    expect(text).toContain(`- **Rotation:** ${how}`);
    expect(text).toContain(`- **Without downtime:** ${gap}`);
    expect(text).not.toContain('…');
    for (const note of credentialFacts(kind)?.notes ?? []) expect(text).toContain(escapeMarkdown(note));
  });

  it('knows that of every kind there is', () => {
    for (const kind of CREDENTIAL_KINDS)
      expect(markdown(entry('    cred‸ential: {}\n', kind)), kind).toContain('**Without downtime:**');
  });

  it('says what a kind always holds, and how its values begin', () => {
    expect(markdown(entry('    sco‸pes: []\n', 'scim-token'))).toContain('always holds `member:admin`');
    expect(markdown('integrations:\n  a: { kind: personal‸-token }\n')).toContain('`sntryu_`');
    expect(markdown(entry('    cred‸ential: {}\n', 'unknown-kind'))).not.toContain('Of the kind');
  });
});
