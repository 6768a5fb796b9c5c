import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { firstManifest } from '../../../server/src/features/first-manifest.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { findingsIn } from '../../../server/src/service.ts';

const TODAY = parseDay('2026-11-23') ?? 0;

describe('firstManifest', () => {
  it.each(['acme', ''])('asks only for what its owner alone knows, for organization %j', (organization) => {
    const found = findingsIn(firstManifest(organization).text, TODAY);
    const rules = found.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['missing-purpose', 'missing-owner', 'missing-review']));
    expect(rules.filter((rule) => !rule.startsWith('missing-') || rule === 'missing-key')).toEqual([]);
  });

  it('writes the organization, or no key for none', () => {
    expect(firstManifest(' acme ').text).toMatch(/^organization: acme$/m);
    expect(firstManifest('').text).not.toContain('organization:');
  });

  it.each(['a: b', '# c', 'yes\nversion: 2', '- x', '"'])(
    'keeps %j one value, whatever it is',
    (organization) => {
      const { text } = firstManifest(organization);
      const rules = findingsIn(text, TODAY).map(({ rule }) => rule);
      expect(rules).toContain('invalid-value');
      expect(rules).not.toContain('invalid-yaml');
      expect(rules).not.toContain('duplicate-key');
    },
  );

  it('goes on at the name of the first entry', () => {
    const { text, goOnAt } = firstManifest('acme');
    const document = TextDocument.create('file:///a.yaml', 'sentry-permissions', 1, text);
    expect(document.getText(goOnAt)).toBe('new-integration');
  });
});
