import type { DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, it } from 'vitest';
import { pageOf, report, rowsOf, type Node } from './report-support.ts';
import { CLEAN } from './support.ts';

/** The manifest of another organization or server, or of none. */
const manifestOf = (keys: string): string => CLEAN.replace(/^organization: .*\n/m, keys);

/** The words of each child of an element. */
function pageTexts(parent: DefaultTreeAdapterTypes.Element): string[] {
  const textIn = (node: Node): string =>
    'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textIn).join('') : '';
  return parent.childNodes.map((node) => textIn(node).trim()).filter((text) => text !== '');
}

describe('which organization an integration belongs to', () => {
  const ACME = 'organization: acme\nserver: https://sentry.acme.example\n';
  const TWO = { 'a.yaml': manifestOf(ACME), 'b.yaml': manifestOf('organization: globex\n') };

  it('is said once where all manifests name the same', async () => {
    const files = { 'a.yaml': manifestOf(ACME), 'b.yaml': manifestOf(ACME) };
    const { out } = await report('markdown', files);
    expect(out).toContain('\n\nOrganization `acme`, server `https://sentry.acme.example`.\n\n## Summary');
    expect(out.match(/sentry\.acme\.example/g)).toHaveLength(1);
    const { text } = pageOf((await report('html', files)).out);
    expect(text.replace(/\s+/g, ' ')).toContain('Organization acme, server https://sentry.acme.example.');
    expect(text.match(/sentry\.acme\.example/g)).toHaveLength(1);
  });

  it('is said of each integration where they differ', async () => {
    const { out } = await report('markdown', TWO);
    expect(
      out
        .split('\n### ')
        .slice(1)
        .map((part) => part.match(/^- (organization|server): .*$/gm)),
    ).toEqual([
      ['- organization: `acme`', '- server: `https://sentry.acme.example`'],
      ['- organization: `globex`'],
    ]);
    expect(out).not.toContain('Organization `');
    const { elements } = pageOf((await report('html', TWO)).out);
    const said = elements
      .filter(({ tagName }) => tagName === 'dl')
      .map((list) => pageTexts(list).filter((_, i, all) => /^(organization|server)$/.test(all[i - 1] ?? '')));
    expect(said).toEqual([['acme', 'https://sentry.acme.example'], ['globex']]);
  });

  it('is said to be missing where others name one, and not where none does', async () => {
    const { out } = await report('markdown', { ...TWO, 'c.yaml': manifestOf('') });
    expect(out).toContain('- organization: not named\n- manifest: `c.yaml`');
    expect((await report('markdown', { 'c.yaml': manifestOf('') })).out).not.toMatch(/organization/i);
    expect((await report('html', { 'c.yaml': manifestOf('') })).out).not.toMatch(/organization/i);
  });

  it('stands in columns of the table', async () => {
    const [head, ...rows] = rowsOf((await report('csv', TWO)).out);
    const at = head!.indexOf('organization');
    expect(head![at + 1]).toBe('server');
    expect(rows.map((row) => row.slice(at, at + 2))).toEqual([
      ['acme', 'https://sentry.acme.example'],
      ['globex', ''],
    ]);
  });
});
