import { Ajv } from 'ajv';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { FAULTY } from '../server/support/manifests.ts';
import type { Found } from '../../server/src/cli/find-files.ts';
import { FILES, pageOf, read, report, rowsOf } from './report-support.ts';
import { CLEAN, cli, cliThatWrites, WARNING } from './support.ts';

const schema = JSON.parse(read('../../schemas/report-output.schema.json')) as object;
const validate = new Ajv({ allErrors: true, strictSchema: true, allowUnionTypes: true }).compile(schema);

describe('report', () => {
  it.each([
    ['markdown', 'md'],
    ['html', 'html'],
    ['csv', 'csv'],
    ['json', 'json'],
  ])('--format %s', async (format, extension) => {
    const { code, out, err } = await report(format);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    await expect(out).toMatchFileSnapshot(`golden/audit.${extension}`);
  });

  it('counts one operation in words that agree', async () => {
    const one = CLEAN.replace('scope: project:releases', 'scope: project:distribution');
    const { out } = await report('html', { 'a.yaml': one });
    expect(out).toContain('<p class="figures">1 operation, none declared</p>');
  });

  it('is the same in whatever order the files are given', async () => {
    const backwards = Object.fromEntries(Object.entries(FILES).reverse());
    for (const format of ['markdown', 'html', 'csv', 'json'])
      expect((await report(format, backwards)).out).toBe((await report(format)).out);
  });

  it('is valid JSON by the published schema, faults included', async () => {
    for (const files of [FILES, { a: FAULTY }, { a: '' }, { a: WARNING, b: new Uint8Array([0]) }]) {
      const { out } = await report('json', files);
      expect(validate(JSON.parse(out)), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it('has as many cells in every row of its table', async () => {
    const [head, ...rows] = rowsOf((await report('csv')).out);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head!.length]));
    expect(rows).toHaveLength(12);
  });

  it('is one page that loads and runs nothing, and leads nowhere but to its own places', async () => {
    const { faults, elements } = pageOf((await report('html')).out);
    expect(faults).toEqual([]);
    const names = new Set(elements.map(({ tagName }) => tagName));
    expect(names).toContain('svg');
    for (const name of ['script', 'link', 'img', 'iframe', 'object', 'form', 'base'])
      expect(names).not.toContain(name);
    const attributes = elements.flatMap(({ attrs }) => attrs);
    const acting = attributes.filter(({ name }) => /^on|src|href|style|action/.test(name));
    expect(new Set(acting.map(({ name }) => name))).toEqual(new Set(['href']));
    const places = attributes.filter(({ name }) => name === 'id').map(({ value }) => `#${value}`);
    expect(new Set(places).size).toBe(places.length);
    expect(places).toEqual(expect.arrayContaining(acting.map(({ value }) => value)));
    expect((await report('html')).out).not.toMatch(/url\(|@import|https?:/);
  });

  it('is HTML by the rules of an independent validator, accessibility included, whatever it reports on', async () => {
    const presets = ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'];
    const validator = new HtmlValidate(new StaticConfigLoader({ extends: presets }));
    const evil = '<b id=x class="y">&amp;\u0000</b><!-- -->';
    for (const files of [
      FILES,
      { a: '' },
      { a: FAULTY },
      { 'a b': CLEAN, c: new Uint8Array([0]) },
      { a: CLEAN.replace('  bot:', `  ${JSON.stringify(evil)}:`) },
    ]) {
      const { results } = await validator.validateString((await report('html', files)).out);
      expect(results.flatMap(({ messages }) => messages)).toEqual([]);
    }
  });

  it('draws each bar as long as its share', async () => {
    const { elements } = pageOf((await report('html')).out);
    const bars = elements.filter(({ attrs }) =>
      attrs.some(({ name, value }) => name === 'class' && value === 'bars'),
    );
    const sums = bars.map((bar) =>
      bar.childNodes
        .flatMap((node) =>
          'attrs' in node ? [Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]))] : [],
        )
        .filter((rect) => rect['class'] !== 'declared')
        .reduce((sum, rect) => sum + parseFloat(rect['width']!), 0),
    );
    expect(sums[0]).toBeCloseTo(100, 1);
    expect([...sums].sort((a, b) => b - a)).toEqual(sums);
  });

  it('says what it could not read, in its output too', async () => {
    for (const format of ['markdown', 'html', 'json']) {
      const outcome = await report(format, { 'a.yaml': CLEAN, 'b.yaml': new Uint8Array([0x61, 0xff]) });
      expect(outcome.code).toBe(2);
      expect(outcome.err).toBe('sentry-permissions: b.yaml: This is not UTF-8 text. Save it as UTF-8.\n');
      expect(outcome.out).toContain('This is not UTF-8 text');
    }
    const inPart = await report('markdown', { 'a.yaml': `${CLEAN}: [` });
    expect(inPart.out).toContain('**Read in part:** `a.yaml`');
    expect(inPart.code).toBe(2);
    expect(inPart.err).toMatch(/^sentry-permissions: a\.yaml: It is not valid YAML: line \d+: /);
  });

  it.each([
    [
      'a key that grants is misspelt',
      CLEAN.replace('scopes:', 'scops:'),
      /bot: What it is granted cannot be read to the end\. A check of the file says where\./,
    ],
    [
      'an integration stands at the top level',
      `${CLEAN}extra:\n  kind: internal-integration\n  scopes: [org:admin]\n`,
      /"extra" seems to be an integration, but stands at the top level of the file/,
    ],
  ])('says in every format that what is granted is not all there where %s', async (_, text, message) => {
    for (const format of ['markdown', 'html', 'csv']) {
      const { code, out, err } = await report(format, { 'a.yaml': text });
      expect(code).toBe(2);
      expect(err).toMatch(message);
      expect(out.replaceAll('&quot;', '"').replaceAll('""', '"')).toMatch(message);
    }
    const { code, out } = await report('json', { 'a.yaml': text });
    expect([code, JSON.parse(out)]).toMatchObject([2, { files: [{ incomplete: true }] }]);
  });

  it.each([
    [
      'another version',
      CLEAN.replace('version: 1', 'version: 2'),
      'Its version of the format is not known here',
    ],
    ['a text', 'org:admin\n', 'It is no manifest: it is not a map of keys.'],
    [
      'no map of integrations',
      'version: 1\nintegrations: [bot]\n',
      'What stands under "integrations" is no map',
    ],
    [
      'a merge conflict',
      `<<<<<<< HEAD\n${CLEAN}=======\n>>>>>>> other\n`,
      'A merge conflict is left in line 1.',
    ],
    ['a second document', `${CLEAN}---\n${CLEAN}`, 'It holds more than one YAML document. Keep one.'],
  ])('names what nobody can read as a manifest: %s', async (what, text, message) => {
    for (const format of ['markdown', 'html', 'csv', 'json']) {
      const { code, out, err } = await report(format, { 'a.yaml': CLEAN, 'b.yaml': text });
      expect(code).toBe(2);
      expect(err).toContain(`sentry-permissions: b.yaml: ${message}`);
      expect(err.match(/\n/g)).toHaveLength(1);
      expect(out).toContain('b.yaml');
      if (format === 'json') {
        const { unread, files } = JSON.parse(out) as Record<string, { path: string; incomplete?: boolean }[]>;
        // What stands before the second one is read, and so is what a conflict leaves.
        if (what === 'a second document' || what === 'a merge conflict')
          expect(files).toMatchObject([{}, { path: 'b.yaml', incomplete: true }]);
        else expect([unread, files]).toMatchObject([[{ path: 'b.yaml' }], [{ path: 'a.yaml' }]]);
      }
      if (format !== 'csv') continue;
      const [head, ...rows] = rowsOf(out);
      expect(head!.at(-1)).toBe('not read');
      expect(rows.map((row) => [row[0], row.at(-1)!.slice(0, message.length)])).toContainEqual([
        'b.yaml',
        message,
      ]);
    }
  });

  it('goes to a file where one is given', async () => {
    const { code, out, written } = await cliThatWrites(['report', 'a.yaml', '--output', 'audit.md'], {
      'a.yaml': CLEAN,
    });
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(written['audit.md']).toMatch(/^# Sentry permissions: audit of /);
  });

  it('is not written over a manifest', async () => {
    const { code, err, written } = await cliThatWrites(['report', 'a.yaml', '--output', './a.yaml'], {
      'a.yaml': CLEAN,
    });
    expect(code).toBe(2);
    expect(err).toContain('This is one of the files that are read.');
    expect(written).toEqual({});
  });

  it('is about the current folder where none is given, and says where it holds no manifest', async () => {
    const problems = [{ path: '.', message: 'No manifest is in this folder.' }];
    const find = (paths: readonly string[]): Promise<Found> => {
      expect(paths).toEqual(['.']);
      return Promise.resolve({ paths: [], problems });
    };
    const { code, out, err } = await cli(['report'], {}, { find });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'sentry-permissions: .: No manifest is in this folder.\n',
    });
    expect(out).toContain('**Not read:** `.`: No manifest is in this folder.');
  });

  it('is about the day that is given', async () => {
    const { out } = await report('markdown', { 'a.yaml': CLEAN }, '--today', '2028-01-01');
    expect(out).toContain('# Sentry permissions: audit of 2028-01-01');
    expect(out).toContain('| 2027-02-08 | 327 | `bot` | review |');
  });

  it.each([[['a.yaml', '--format', 'pdf']], [['a.yaml', '--today', 'today']], [['missing.yaml']]])(
    'does not take %j',
    async (args) => {
      expect((await cli(['report', ...args], { 'a.yaml': CLEAN })).code).toBe(2);
    },
  );
});

const SECRET = '0123456789abcdef'.repeat(4);
const EVIL = [
  '\u001b[2J\u009b31m\u202e\u2066a\u200b\u{e0041}\u2028b\ud800',
  '`**x** ``` </style></title><script>alert(1)</script> <!-- @everyone #1 [a](https://evil.example) ![b](c) |x| &#64; \\| " onload="x" \' ]]>',
  'line one\n\n## A heading\n| a | b |\n::error::owned\r\n=1+1',
  '=HYPERLINK("https://evil.example","x")',
  '+1',
  '-1',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  ' =1',
  '＝1',
  '"=1',
  '|a',
  'مرحبا 日本語 🎈',
  '##[error]owned ##vso[task.complete]done ##teamcity[x]',
  `sntryi_${SECRET}`,
];

describe('a hostile manifest', () => {
  const hostile = (evil: string): Record<string, string> => {
    const text = JSON.stringify(evil);
    const entry = `  ${text}:
    kind: service
    id: ${text}
    service: ${text}
    purpose: ${text}
    owner: ${text}
    credential: { storedIn: ${text}, rotated: ${text}, rotateEvery: ${text}, expires: ${text} }
    scopes: [{ scope: ${text}, rationale: ${text}, since: ${text}, until: ${text} }]
    permissions: [{ permission: ${text}, access: ${text}, rationale: ${text}, accept: [{ rule: ${text}, reason: ${text}, until: ${text}, by: ${text} }] }]
    webhooks: [${text}]
    limitedTo: [${text}]
    uses: [${text}]
    review: { every: ${text} }
    reviews: [{ date: ${text}, by: ${text}, notes: ${text} }]
`;
    return { 'a.yaml': `version: 1\norganization: ${text}\nserver: ${text}\nintegrations:\n${entry}` };
  };

  /** Beside one of another organization, so that each integration says its own. */
  const beside = (evil: string): Record<string, string> => ({ ...hostile(evil), 'b.yaml': CLEAN });

  it.each(EVIL)('has no power over a terminal by %j', async (evil) => {
    for (const [format, files] of ['markdown', 'html', 'csv', 'json'].flatMap((name) =>
      [hostile, beside].map((files) => [name, files(evil)] as const),
    )) {
      const { out } = await report(format, files);
      expect(out.length).toBeGreaterThan(400);
      expect(out.replace(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(out).not.toContain(SECRET.slice(0, 12));
      expect(out).not.toMatch(/^[ \t]*::|##\w*\[/m);
    }
  });

  it.each(EVIL)('is nothing but text in HTML: %j', async (evil) => {
    const shape = (html: string): string[] =>
      pageOf(html)
        .elements.filter(({ tagName }) => tagName !== 'wbr')
        .map(({ tagName, attrs }) => `${tagName} ${attrs.map(({ name }) => name).join(' ')}`);
    for (const files of [hostile, beside]) {
      const page = await report('html', files(evil));
      expect(pageOf(page.out).faults).toEqual([]);
      const harmless = (await report('html', files('harmless'))).out;
      // The same page around other words; findings may differ in number.
      const [is, was] = [page.out, harmless].map((html) =>
        shape(html.slice(0, html.lastIndexOf('Open findings'))),
      );
      expect(is).toEqual(was);
    }
  });

  it.each(EVIL)('starts no formula in a spreadsheet: %j', async (evil) => {
    const [head, ...rows] = rowsOf((await report('csv', hostile(evil))).out);
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toHaveLength(head!.length);
      for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠\t\r]/);
    }
  });

  it.each(EVIL)('is nothing but words in Markdown: %j', async (evil) => {
    for (const files of [hostile, beside]) expectNothingButWords((await report('markdown', files(evil))).out);
  });

  function expectNothingButWords(out: string): void {
    const prose = out
      .replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '')
      .replace(/<code>.*?<\/code>/g, '')
      .replace(/&#8203;/g, ' ')
      .replace(/\\[^\w\s]/g, '');
    expect(prose).not.toMatch(/[<>[\]~^]|@\w|#\d|:\/\/|\*\*x/);
    expect(out.match(/^#+ .*$/gm)!.filter((line) => !/^### [`<]/.test(line))).toEqual([
      '# Sentry permissions: audit of 2026-11-23',
      '## Summary',
      '## Overdue',
      '## Integrations',
      '## Owners',
      '## Scopes and permissions',
      '## Exceptions',
      '## Open findings',
    ]);
    // Every row of a table has the cells of its head.
    const cells = (line: string): number => line.replace(/\\\\/g, '').replace(/\\\|/g, '').split('|').length;
    let width = 0;
    for (const line of out.split('\n')) {
      if (!line.startsWith('|')) width = 0;
      else if (width === 0) width = cells(line);
      else expect(cells(line), line).toBe(width);
    }
  }
});
