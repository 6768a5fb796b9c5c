import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import type { Checked } from '../../../server/src/protocol.ts';
import { createService } from '../../../server/src/service.ts';
import { EXAMPLE } from '../support/manifests.ts';

function checked(text: string): Checked {
  const service = createService({ today: () => parseDay('2026-11-23') ?? 0 });
  return service.checked(TextDocument.create('file:///a.yaml', 'sentry-permissions', 1, text));
}

describe('checked', () => {
  it('counts findings, accepted ones apart', () => {
    expect(checked(EXAMPLE)).toMatchObject({
      open: 0,
      accepted: 2,
      integrations: 3,
      foreignVersion: false,
      tooLarge: false,
      syntaxErrors: false,
      rulesOff: [],
      ownKeys: [],
    });
  });

  it('says that another version keeps everything else from being checked', () => {
    const rules = 'rules: { broad-scope: off, unsupported-version: off }\n';
    for (const own of ['', rules])
      expect(checked(`version: 2\n${own}integrations: {}\n`)).toMatchObject({
        foreignVersion: true,
        open: 1,
        rulesOff: [],
      });
  });

  it.each([
    ['in the file', 'version: 1\norganization: "acme\nintegrations:\n  bot:\n    kind: service\n'],
    ['in an entry', 'version: 1\nintegrations:\n  bot:\n    kind: [service\n  other:\n    kind: service\n'],
  ])('sees a syntax error %s', (_where, text) => {
    expect(checked(text).syntaxErrors).toBe(true);
  });

  it('names what the file turns off and what is its own', () => {
    const text =
      'version: 1\nx-team: shop\nrules: { broad-scope: off, missing-owner: error }\nintegrations:\n  bot:\n    x-cost: 3\n    kind: service\n';
    expect(checked(text)).toMatchObject({ rulesOff: ['broad-scope'], ownKeys: ['x-team', 'bot: x-cost'] });
  });

  it('shows no credential that a rule or a key is named for', () => {
    const token = `sntryu_${'7f3a91c04be2d85f'.repeat(4)}`;
    const hidden = `sntryu_${'•'.repeat(64)}`;
    const text = `version: 1\nx-${token}: 1\nrules: { "${token}": off }\nintegrations:\n  ${token}:\n    x-${token}: 1\n    kind: service\n`;
    expect(checked(text)).toMatchObject({
      rulesOff: [hidden],
      ownKeys: [`x-${hidden}`, `${hidden}: x-${hidden}`],
    });
  });

  it('takes any text', () => {
    for (const text of ['', '\t', '[', '- a', 'version', 'integrations: 3'])
      expect(checked(text).accepted).toBe(0);
  });
});
