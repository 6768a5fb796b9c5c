import { describe, expect, it } from 'vitest';
import { pageOf, report } from './report-support.ts';
import { CLEAN } from './support.ts';

/** An entry that has all that can be wrong with one. */
const LATE = `version: 1
integrations:
  late:
    kind: internal-integration
    purpose: Creates releases.
    owner: team-release
    accept:
      - { rule: overdue-rotation, reason: "SEC-1, waits for the new vault.", until: 2026-11-01 }
    credential: { storedIn: vault, rotated: 2026-01-01, rotateEvery: 180 days, expires: 2026-11-10 }
    scopes:
      - scope: org:read
        rationale: Looks up the names of the teams.
        accept: [{ rule: weak-rationale, reason: "SEC-2, as agreed.", until: 2027-01-01 }]
    reviews: [{ date: 2026-11-10, by: dana@acme.example }]
`;

/** What the entry says of each thing, in either format. */
async function factsOf(
  text: string,
): Promise<{ markdown: Record<string, string>; html: Record<string, string> }> {
  const markdown = (await report('markdown', { 'a.yaml': text })).out;
  const html = (await report('html', { 'a.yaml': text })).out;
  const facts = [...html.matchAll(/<dt>(.*?)<\/dt>\s*<dd>(.*?)<\/dd>/gs)];
  const words = (markup: string): string => pageOf(markup).text.replace(/\s+/g, ' ').trim();
  return {
    markdown: Object.fromEntries(
      [...markdown.matchAll(/^- ([a-z ]+): (.*)$/gm)].map(([, key = '', value = '']) => [key, value]),
    ),
    html: Object.fromEntries(facts.map(([, key = '', value = '']) => [key, words(value)])),
  };
}

describe('an entry', () => {
  it('tells in words what is wrong with its credential, and how much else', async () => {
    const { markdown, html } = await factsOf(LATE);
    expect(markdown).toMatchObject({
      rotated: '`2026-01-01`, every `180 days`, **was due on 2026-06-30**',
      expires: '`2026-11-10` **(expired)**',
      'open findings': '**2 errors, 2 warnings**',
      exceptions: '2, 1 of them ended',
    });
    expect(html).toMatchObject({
      rotated: '2026-01-01, every 180 days, was due on 2026-06-30',
      expires: '2026-11-10 expired',
      'open findings': '2 errors, 2 warnings',
      exceptions: '2, 1 of them ended',
    });
  });

  it('was not rotated on a day that has not come, and has no exception whose end nobody can read', async () => {
    const text = LATE.replace('rotated: 2026-01-01', 'rotated: 2030-01-01');
    expect((await factsOf(text)).markdown['rotated']).toBe(
      '`2030-01-01`, every `180 days`, **not yet, so overdue**',
    );
    const files = { 'sentry-permissions.yaml': LATE.replace(/until: 20[0-9-]+/, 'until: [soon]') };
    expect((await report('markdown', files)).out).toContain('| – **(ended)** |');
  });

  it.each([
    ['90 days', 'every 90 days'],
    ['quarterly', 'quarterly'],
  ])('is reviewed and rotated as %s says', async (span, words) => {
    const text = LATE.replace('180 days', span).replace(
      'version: 1',
      `version: 1\nreview: { every: ${span} }`,
    );
    const { markdown, html } = await factsOf(text);
    expect(html['review']).toMatch(new RegExp(`, ${words}$`));
    expect(html['rotated']).toMatch(new RegExp(`^2026-01-01, ${words}, was`));
    for (const key of ['review', 'rotated'])
      expect(markdown[key]!.replaceAll('`', '')).toBe(
        key === 'review' ? html[key] : html[key]!.replace(/, (was .*)/, ', **$1**'),
      );
  });

  it('says since when each scope is granted, where that is written of any', async () => {
    const dated = LATE.replace(
      '    reviews:',
      '      - { scope: team:read, since: 2025-02-03 }\n    reviews:',
    );
    const { out } = await report('markdown', { 'a.yaml': dated });
    expect(out).toContain('| scope or permission | broad | since | until | rationale |');
    expect(out).toContain('| `org:read` | no | – | – | Looks up');
    expect(out).toContain('| `team:read` | no | 2025-02-03 | – | **none** |');
    const page = (await report('html', { 'a.yaml': dated })).out;
    expect(page).toContain('<th scope="col">since</th>');
    expect(page).toContain('<td data-label="since"><bdi>2025-02-03</bdi></td>');
    for (const format of ['markdown', 'html'])
      expect((await report(format, { 'a.yaml': LATE })).out).not.toMatch(/\| since|>since/);
  });

  it('says that its review is overdue and was of something else, and counts that', async () => {
    const changed = CLEAN.replace(/reviews:\n.*\n/, 'reviews: [{ date: 2026-01-01, of: p1-00000000 }]\n');
    const { markdown, html } = await factsOf(changed);
    const words = 'overdue, and of something else than is granted now, due on 2026-04-01, every 90 days';
    expect(markdown['review']!.replaceAll('`', '')).toBe(words);
    expect(html['review']).toBe(words);
    expect((await report('markdown', { 'a.yaml': changed })).out).toContain(
      '| integrations changed since their last review | 1 |',
    );
    expect(pageOf((await report('html', { 'a.yaml': changed })).out).text).toMatch(
      /1\s+integration changed since its last review/,
    );
  });

  it('says that nothing is open', async () => {
    const { markdown, html } = await factsOf(CLEAN);
    for (const facts of [markdown, html])
      expect(facts).toMatchObject({ 'open findings': 'none', exceptions: 'none' });
    expect(markdown['rotated'] ?? '').not.toContain('due');
  });

  it('is where each of its findings leads to', async () => {
    const { out } = await report('html', { 'a.yaml': LATE, 'b.yaml': `${LATE}rules: { no-such: error }\n` });
    const part = out.slice(out.indexOf('<section id="open-findings">'));
    const rows = part.split('<tr>').slice(2);
    expect(rows.length).toBeGreaterThan(6);
    for (const row of rows) {
      const [, file] = /<bdi>([ab])\.yaml:\d+<\/bdi>/.exec(row)!;
      const leads = file === 'a' ? 'href="#integration-0"' : 'href="#integration-1"';
      expect(row).toContain(row.includes('no-such') ? '<td data-label="integration">–</td>' : leads);
    }
  });

  it('tells a text of several lines as one sentence', async () => {
    const text = LATE.replace(/purpose: .*/, 'purpose: |\n      Creates releases.\n\n      Every night.\n')
      .replace(/rationale: .*/, 'rationale: "Looks\\r\\n up\\vnames"')
      .replace('SEC-2, as', 'Agreed,\\nas')
      .replace('by: dana@acme.example', 'by: dana@acme.example, notes: "a\\n b"');
    for (const format of ['markdown', 'html', 'csv']) {
      const { out } = await report(format, { 'a.yaml': text });
      expect(out).not.toMatch(/[␊␍]/);
      expect(out).toContain('Creates releases. Every night.');
      expect(out).toContain('Looks up␋names');
      if (format !== 'csv') expect(out).toMatch(/\ba b\b[^]*Agreed, as agreed\./);
    }
    expect((await report('json', { 'a.yaml': text })).out).toContain('Creates releases.\\n\\nEvery night.');
  });
});
