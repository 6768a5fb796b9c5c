import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { CLEAN, cli, cliThatWrites, type FileContent, type Outcome } from './support.ts';

const read = (name: string): string =>
  readFileSync(new URL(`golden/${name}.sentry-permissions.yaml`, import.meta.url), 'utf8');
const [BASE, HEAD] = [read('base'), read('head')];

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/diff-output.schema.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv({ allErrors: true, strictSchema: true }).compile(schema);

const diff = (base: FileContent, head: FileContent, ...options: string[]): Promise<Outcome> =>
  cli(['diff', 'base.yaml', 'head.yaml', ...options], { 'base.yaml': base, 'head.yaml': head });

describe('diff', () => {
  it.each([
    ['text', 'txt'],
    ['markdown', 'md'],
    ['json', 'json'],
  ])('--format %s', async (format, extension) => {
    const { out, err } = await diff(BASE, HEAD, '--format', format);
    expect(err).toBe('');
    await expect(out).toMatchFileSnapshot(`golden/diff.${extension}`);
  });

  it('is valid JSON by the published schema, faults included', async () => {
    for (const [base, head] of [
      [BASE, HEAD],
      [HEAD, BASE],
      [BASE, BASE],
      ['', HEAD],
      [BASE, 'a: [\n'],
      [BASE, HEAD.replace('- org:integrations', '- [a]')],
    ] as const) {
      const { out } = await diff(base, head, '--format', 'json');
      expect(validate(JSON.parse(out)), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it('says that nothing changed', async () => {
    expect(await diff(BASE, `# a comment\n${BASE}`)).toEqual({
      code: 0,
      err: '',
      out: 'No manifest differs in what it grants or how it is checked.\nPasses.\n',
    });
  });

  const explained = CLEAN.replace(
    '      - scope: project:releases\n',
    '      - scope: team:read\n        rationale: Names the team that answers for a release.\n      - scope: project:releases\n',
  );
  const bare = CLEAN.replace('    scopes:\n', '    scopes:\n      - team:read\n');
  const lowered = CLEAN.replace('integrations:', 'rules: { broad-scope: hint }\nintegrations:');
  it.each([
    [0, 'an explained scope', explained, undefined],
    [1, 'an explained scope', explained, 'widened'],
    [1, 'a bare scope', bare, undefined],
    [0, 'a bare scope', bare, 'weakened-check'],
    [0, 'a bare scope', bare, 'never'],
    [0, 'a lowered rule', lowered, undefined],
    [1, 'a lowered rule', lowered, 'weakened-check'],
    [1, 'a lowered rule', lowered, 'widened-without-rationale,weakened-check'],
    [2, 'broken YAML', `${CLEAN}: [`, 'never'],
    [2, 'a second document', `${CLEAN}---\n`, 'never'],
    [2, 'a hidden scope', CLEAN.replace('scope: project:releases', 'scope: [org:admin]'), 'never'],
    [2, 'no UTF-8', new Uint8Array([0x61, 0xff]), 'never'],
    [2, 'a binary file', new Uint8Array([0x61, 0]), 'never'],
    [2, 'a folder', { fault: 'folder', code: 'EISDIR' } as const, 'never'],
  ])('ends with %i for %s, --fail-on %s', async (code, _what, head, failOn) => {
    for (const format of ['text', 'markdown', 'json']) {
      const outcome = await diff(CLEAN, head, '--format', format, ...(failOn ? ['--fail-on', failOn] : []));
      expect(outcome.code).toBe(code);
      expect(outcome.err === '').toBe(code !== 2);
    }
  });

  it('says what it could not read in its output too, and by which it fails', async () => {
    const broken = await diff(CLEAN, `${CLEAN}: [`);
    expect(broken.out).toMatch(/^ {2}x In the head: It is not valid YAML: line 18: /m);
    expect(broken.out).toMatch(/^Not judged/m);
    expect((await diff(CLEAN, bare)).out).toMatch(/^Fails by widened-without-rationale\. /m);
  });

  it('lets a change through that mends what could not be read, and takes all of it for new', async () => {
    for (const base of [`${CLEAN}: [`, `${CLEAN}---\n`, new Uint8Array([0x61, 0xff])]) {
      const mended = await diff(base, CLEAN);
      expect(mended.code).toBe(0);
      expect(mended.err).toMatch(
        /^sentry-permissions: base\.yaml \(base\): (?:It|This) .*So everything counts as new\.$/m,
      );
      expect(mended.out).toMatch(/^ {2}x In the base: .* So everything counts as new\.$/m);
      expect(mended.out).toMatch(/^ {4}\+ scope project:releases \(line 14\)$/m);
      expect(mended.out).toMatch(/^Passes\.$/m);
      expect((await diff(base, bare)).code).toBe(1);
    }
  });

  it.each([
    [['base.yaml']],
    [['missing.yaml', 'head.yaml']],
    [[]],
    [['base.yaml', 'head.yaml', '--git', 'a..b']],
    [['base.yaml', 'head.yaml', '--fail-on', 'everything']],
    [['base.yaml', 'head.yaml', '--format', 'html']],
    [['base.yaml', 'head.yaml', '--today', '2026-02-30']],
    [['base.yaml', 'missing.yaml']],
    [['folder', 'head.yaml', '--fail-on', 'never']],
    [['base.yaml', 'folder']],
  ])('does not take %j', async (args) => {
    const { code, err } = await cli(['diff', ...args], {
      'base.yaml': CLEAN,
      'head.yaml': CLEAN,
      folder: { fault: 'folder', code: 'EISDIR' },
    });
    expect(code).toBe(2);
    expect(err).not.toBe('');
  });

  it('goes to a file where one is given', async () => {
    const files = { 'base.yaml': CLEAN, 'head.yaml': bare };
    const { code, out, written } = await cliThatWrites(
      ['diff', ...Object.keys(files), '--output', 'diff.txt'],
      files,
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(written['diff.txt']).toMatch(/^Fails by widened-without-rationale\. /m);
  });

  const service = (more: string): string =>
    `version: 1\nintegrations:\n  gh:\n    kind: service\n    service: github\n    ${more}\n`;

  it('says what is left of a permission that lost all that an account may do', async () => {
    const access = (level: string): string =>
      service(`permissions: [{ permission: Contents, access: ${level} }]`);
    const { code, out } = await diff(access('account'), access('write'));
    expect(code).toBe(0);
    expect(out).toContain('    - permission Contents without admin and account\n');
  });

  it('says that a pattern is not reached as a whole any more', async () => {
    const { code, out } = await diff(service('limitedTo: [acme/*]'), service('limitedTo: [acme/shop]'));
    expect(code).toBe(0);
    expect(out).toContain('    - does not reach all of acme/* any more\n');
  });

  it.each([
    ['    owner: team-release@acme.example\n', '', '! no owner any more, was team-release@acme.example'],
    [
      '    purpose: Creates',
      '    x-purpose: Creates',
      '! no purpose any more, was Creates a release for every deploy.',
    ],
    ['      rotated: 2026-11-02\n', '', '! no day of the last rotation any more, was 2026-11-02'],
    ['/sentry/bot', '/sentry/b', '~ stored in vault://platform/sentry/b, was in vault://platform/sentry/bot'],
    ['2026-11-02', '2026-11-12', '~ rotated 2026-11-12, was 2026-11-02'],
    [
      '        rationale: Creates the release and sets its commits.\n',
      '',
      '! does not say any more why it has project:releases, said: Creates the release and sets its commits.',
    ],
    [/    reviews:\n.*\n/, '', '! no review any more, was 2026-11-10 by dana@acme.example'],
    [
      '2026-11-10',
      '2026-10-10',
      '! last reviewed 2026-10-10 by dana@acme.example, was 2026-11-10 by dana@acme.example',
    ],
  ])('tells of evidence that is gone or another: %s', async (text, instead, expected) => {
    const { out, code } = await diff(CLEAN, CLEAN.replace(text, instead), '--fail-on', 'weakened-check');
    expect(out.match(/^ {4}[!=~+-].*$/gm)).toEqual([`    ${expected}`]);
    expect(code).toBe(expected.startsWith('!') ? 1 : 0);
  });

  it('says of a review which state it is of, and that one is gone', async () => {
    const reviews = (
      newest: string,
      first = '      - { date: 2026-10-01, by: lee@acme.example }\n',
    ): string =>
      CLEAN.replace('    reviews:\n', `    reviews:\n${first}`).replace(
        'by: dana@acme.example }',
        `by: dana@acme.example${newest} }`,
      );
    const line = async (base: string, head: string): Promise<string | undefined> =>
      /^ {4}.*$/m.exec((await diff(base, head)).out)?.[0].trim();
    const [a, b] = [', of: p1-0000000a', ', of: p1-0000000b'];
    const dana = '2026-11-10 by dana@acme.example';
    expect(await line(reviews(a), reviews(''))).toBe(
      `! the newest review does not say what it is of; ${dana} was of p1-0000000a`,
    );
    expect(await line(reviews(''), reviews(a))).toBe(`= review ${dana} says what it is of: p1-0000000a`);
    expect(await line(reviews(a), reviews(b))).toBe(
      `! review ${dana} is of p1-0000000b now, was of p1-0000000a`,
    );
    expect(await line(reviews(a), reviews(a, ''))).toBe('~ review 2026-10-01 by lee@acme.example is gone');
  });

  it('says with which service to compare', async () => {
    const { out } = await diff(service('limitedTo: [acme/shop]'), service('limitedTo: [acme/api]'));
    expect(out).toContain('    ~ review: none came with this; change GitHub to match, compare, ');
  });

  it('judges by the day that is given', async () => {
    const ended = CLEAN.replace(
      'scope: project:releases',
      'scope: project:releases\n        until: 2026-12-31',
    );
    expect((await diff(ended, CLEAN)).out).toContain('! project:releases without end, was until 2026-12-31');
    expect((await diff(ended, CLEAN, '--today', '2027-01-01')).out).toContain('+ scope project:releases');
  });
});

describe('a hostile manifest', () => {
  const EVIL = [
    '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e\u2066a\u200b\u{e0041}\u2028b\ud800',
    '`**x** ``` <script>alert(1)</script> <!-- @everyone #1 [a](https://evil.example) ![b](c) |x| &#64;',
    '##[error]owned ##vso[task.complete]done',
    'line one\n\n## A heading\n- widened\n::error::owned\n',
  ];
  const hostile = (evil: string): [string, string] => {
    const text = JSON.stringify(evil);
    const head = CLEAN.replace('  bot:', `  ${text}:`)
      .replace('organization: acme', `organization: ${text}`)
      .replace('team-release@acme.example', text)
      .replace('    scopes:\n', `    scopes:\n      - { scope: ${text}, rationale: ${text} }\n`)
      .replace(
        '    reviews:\n',
        `    accept: [{ rule: ${text}, reason: ${text} }]\n    reviews:\n      - { date: 2026-11-11, by: ${text} }\n`,
      );
    return [CLEAN, head];
  };

  it.each(EVIL)('has no power over a terminal by %j', async (evil) => {
    for (const format of ['text', 'markdown', 'json']) {
      const { out, err } = await diff(...hostile(evil), '--format', format);
      expect(out.length).toBeGreaterThan(200);
      expect((out + err).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(out + err).not.toMatch(/^[ \t]*::|##\w*\[/m);
    }
  });

  it.each(EVIL)('is nothing but code in Markdown: %j', async (evil) => {
    const { out } = await diff(...hostile(evil), '--format', 'markdown');
    const prose = out.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
    expect(prose).not.toBe(out);
    expect(prose).not.toMatch(/script|everyone|evil|#1|\*\*x|A heading|owned|team/);
    expect(out.match(/^## .*$/gm)).toEqual(['## Sentry permissions']);
  });

  it('does not get a credential printed', async () => {
    const token = `sntryi_${'0123456789abcdef'.repeat(4)}`;
    for (const format of ['text', 'markdown', 'json']) {
      const { out, err } = await diff(...hostile(token), '--format', format);
      expect(out + err).not.toContain('0123456789');
    }
  });

  it('does not make a comment longer than a host takes', async () => {
    const scopes = Array.from({ length: 5000 }, (_, i) => `      - made:up-${String(i)}\n`).join('');
    const many = Array.from({ length: 50 }, (_, i) =>
      CLEAN.split('integrations:\n')[1]!
        .replace('bot', `bot-${String(i)}`)
        .replace('    scopes:\n', `    scopes:\n${scopes.slice(0, 4000)}`),
    );
    const { out } = await diff('', `version: 1\nintegrations:\n${many.join('')}`, '--format', 'markdown');
    expect(out.length).toBeLessThan(65_536);
    expect(out).toMatch(/\d+ more, \d+ of them widened/);
  });
});

describe('a comment in which not everything has room', () => {
  const bots = (count: number, scopes: string): string =>
    Array.from(
      { length: count },
      (_, i) => `  bot-${String(i)}:\n    kind: internal-integration\n    scopes: [${scopes}]\n`,
    ).join('');
  const last = (scopes: string): string =>
    `  last:\n    kind: internal-integration\n    scopes: [${scopes}]\n`;
  const manifest = (...integrations: readonly string[]): string =>
    `version: 1\nintegrations:\n${integrations.join('')}`;
  const service = (limits: number): string =>
    `  github:\n    kind: service\n    service: github\n    permissions: []\n    limitedTo: [${Array.from(
      { length: limits },
      (_, i) => `acme/repository-${String(i)}`,
    ).join(', ')}]\n`;

  it('says what widens, however much narrows before it', async () => {
    const { out } = await diff(
      manifest(bots(900, 'project:read, team:read'), last('event:read')),
      manifest(bots(900, 'project:read'), last('org:admin')),
      '--format',
      'markdown',
    );
    expect(out.length).toBeLessThan(65_536);
    expect(out).toContain('#### `last` changed\n\n- **widened:** scope `org:admin`');
    expect(out).toMatch(/Left out: \d+ integrations, none of them widened\. `--format json` has all\.\n$/);
    expect(out).not.toMatch(/^#### [^\n]*\n\n(?=#|What)/m);
    const left = Number(/Left out: (\d+)/.exec(out)?.[1]);
    expect(left + (out.match(/^#### /gm)?.length ?? 0)).toBe(901);
  });

  it('cuts a list that would fill it alone', async () => {
    const { out } = await diff(
      manifest(service(2500), last('event:read')),
      manifest(service(1), last('org:admin')),
      '--format',
      'markdown',
    );
    expect(out).toContain('- **widened:** scope `org:admin`');
    expect(out).toMatch(/^- narrowed: does not reach `acme\/repository-1` any more$/m);
    // The line on the review is left out, too.
    const left = Number(/^- (\d+) more$/m.exec(out)?.[1]);
    expect(left + (out.match(/repository-/g)?.length ?? 0)).toBe(2499 + 1);
    expect(out).toMatch(/\n\nWhat is gravest is shown here\. `--format json` has all\.\n$/);
  });

  it('says of each integration what widens before all of one', async () => {
    const { out } = await diff(
      manifest(service(1), last('event:read')),
      manifest(service(2500), last('org:admin')),
      '--format',
      'markdown',
    );
    expect(out).toContain('- **widened:** scope `org:admin`');
    expect(out).toMatch(/^- \d+ more, \d+ of them widened$/m);
  });

  it('puts what nobody explained before what somebody did', async () => {
    const explained = '{ scope: event:write, rationale: Resolves the issues that a deploy has fixed. }';
    const { out } = await diff(
      manifest(bots(700, ''), last('')),
      manifest(bots(700, explained), last('event:read')),
      '--format',
      'markdown',
    );
    expect(out).toContain('#### `last` changed\n\n- **widened:** scope `event:read`');
    expect(out).toMatch(/Left out: (\d+) integrations, \1 of them widened\./);
  });
});
