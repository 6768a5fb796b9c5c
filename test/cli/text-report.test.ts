import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../server/src/report/excerpt.ts';
import { linesOf } from '../../server/src/report/lines.ts';
import { CLEAN, cli, ERROR, WARNING } from './support.ts';

const textOf = async (text: string, path = 'a.yaml'): Promise<string> =>
  (await cli(['check', path], { [path]: text })).out;

/** The manifest with `line`, whose scope is broad, in place of the granted scope and its rationale. */
const withScope = (line: string): string => ERROR.replace(/ {6}- scope: org:admin\n.*\n/, `${line}\n`);

/** Where the mark stands below the excerpt, as the text above it. */
function marked(out: string): string {
  const lines = out.split('\n');
  const at = lines.findIndex((line) => /^ +\| +\^+$/.test(line));
  const from = lines[at]!.indexOf('^');
  return lines[at - 1]!.slice(from, lines[at]!.lastIndexOf('^') + 1);
}

describe('check --format text', () => {
  it('groups by file and shows place, level, rule, line, message and fixes', async () => {
    expect(
      await cli(['check', 'a.yaml', 'b.yaml', 'c.yaml'], {
        'a.yaml': WARNING,
        'b.yaml': CLEAN,
        'c.yaml': WARNING,
      }),
    ).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "",
        "out": "a.yaml
        6:3  warning  missing-owner
            6 |   bot:
              |   ^^^
            bot has no owner, so nobody is asked when its token leaks or its review is due. Add a team or an address.
            fix in the editor: Add an owner

      c.yaml
        6:3  warning  missing-owner
            6 |   bot:
              |   ^^^
            bot has no owner, so nobody is asked when its token leaks or its review is due. Add a team or an address.
            fix in the editor: Add an owner

      2 warnings in 3 files
      ",
      }
    `);
  });

  it('names the best fixes, and how many more there are', async () => {
    const out = await textOf(ERROR);
    expect(out.match(/^ {6}fix in the editor: /gm)).toHaveLength(2);
    expect(out).toMatch(/^ {6}\d+ more fix(es)? in the editor$/m);
  });

  it('tells what --fix applies from what only an editor does', async () => {
    const fixable = CLEAN.replace(
      '- scope: project:releases',
      '- org: read\n      - scope: project:releases',
    );
    const fixOf = (out: string): string[] => out.match(/^ {6}fix.*$/gm) ?? [];
    expect(fixOf(await textOf(fixable))).toEqual(['      fix: Write org:read']);
    const accepted = WARNING.replace(
      / {4}credential:/,
      '    accept: [{ rule: duplicate-scope, reason: See SEC-142 on why, until: 2027-01-31 }]\n    credential:',
    ).replace(/( {6}- scope: .*\n.*\n)/, '$1$1');
    const shown = (await cli(['check', 'a.yaml', '--include-accepted'], { 'a.yaml': accepted })).out;
    expect(fixOf(shown)).toEqual([
      '      fix in the editor: Add an owner',
      '      fix in the editor: Remove this project:releases',
    ]);
  });

  it('says that there is nothing', async () => {
    const { code, out } = await cli(['check', 'a', 'b', 'c'], { a: CLEAN, b: CLEAN, c: CLEAN });
    expect({ code, out }).toEqual({ code: 0, out: 'No findings in 3 files\n' });
  });

  it('has colours only where asked', async () => {
    const files = { 'a.yaml': ERROR };
    expect((await cli(['check', 'a.yaml'], files)).out).not.toContain('\u001b');
    const { out } = await cli(['check', 'a.yaml'], files, { colors: true });
    expect(out).toContain('\u001b[31merror\u001b[39m');
  });

  it('wraps on a terminal, and only there', async () => {
    const { out } = await cli(['check', 'a.yaml'], { 'a.yaml': ERROR }, { columns: 60 });
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    expect((await textOf(ERROR)).split('\n').some((line) => line.length > 150)).toBe(true);
  });
});

describe('the mark', () => {
  it.each([
    ['a plain line', '      - scope: org:admin'],
    ['tabs', '      - { rationale: "a\tb\tc\tdraws maps",\tscope: org:admin }'],
    [
      'control characters',
      '      - { rationale: "a\u0007b\u009b31m draws maps of towns", scope: org:admin }',
    ],
    [
      'what lies far to the right',
      `      - { rationale: "${'maps of towns '.repeat(30)}", scope: org:admin }`,
    ],
    ['combining marks', '      - { rationale: "cafe\u0301 nai\u0308f", scope: org:admin }'.normalize('NFC')],
  ])('stands below the place after %s', async (_what, line) => {
    expect(marked(await textOf(withScope(line)))).toBe('org:admin');
  });

  it('counts wide characters as two columns and marks as none', async () => {
    const [wide, plain] = await Promise.all(
      ['日本語🎈e\u0301', 'aabbccdde'].map((text) =>
        textOf(withScope(`      - { rationale: "${text} draws maps of towns", scope: org:admin }`)),
      ),
    );
    const column = (out: string): number => /^.*\^/m.exec(out)![0].indexOf('^');
    expect(column(wide!)).toBe(column(plain!));
  });

  it('shows a piece of a long line', async () => {
    const out = await textOf(
      withScope(
        `      - { rationale: "${'x'.repeat(100_000)}", scope: org:admin, x-a: ${'y'.repeat(100_000)} }`,
      ),
    );
    const excerpt = out.split('\n').find((line) => line.includes('| …'))!;
    expect(excerpt.length).toBeLessThan(130);
    expect(excerpt).toMatch(/scope: org:admin.*…$/);
  });

  it('reaches to the end of the first line of what goes on below it', async () => {
    const out = await textOf(`${CLEAN}extra:\n  more: 1\n`);
    expect(out).toContain('| extra:\n');
    expect(marked(out)).toBe('extra');
  });
});

const hex = '0123456789abcdef'.repeat(4);

describe('a hostile manifest', () => {
  it.each([
    ['escape sequences', '\u001b[2J\u001b]0;owned\u0007'],
    ['eight-bit escape sequences', '\u009b2J'],
    ['reordering characters', '\u202eevil\u2066'],
    ['invisible characters', 'a\u200bb\u2060\u{e0041}'],
    ['line separators', 'a\u2028b\u2029c\u0085d'],
    ['half a surrogate pair', 'a\ud800b'],
    ['a form feed and a vertical tab', 'a\u000cb\u000bc'],
  ])('has no power over the terminal by %s', async (_what, evil) => {
    const inName = WARNING.replace('  bot:', `  "bot${evil}":`);
    const inScope = withScope(`      - ${evil}org:admin${evil}`);
    const inKey = `${CLEAN}"${evil}": 1\n`;
    for (const text of [inName, inScope, inKey]) {
      const { out, err } = await cli(['check', `a${evil}.yaml`, `b${evil}.yaml`], {
        [`a${evil}.yaml`]: text,
      });
      expect(out.length).toBeGreaterThan(50);
      expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(err.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(err.match(/\n/g)).toHaveLength(1);
    }
  });

  it.each([
    ['in a name', (secret: string) => WARNING.replace('  bot:', `  ${secret}:`)],
    ['in a scope', (secret: string) => withScope(`      - ${secret}`)],
    ['beside a scope', (secret: string) => withScope(`      - { scope: org:admin, rationale: ${secret} }`)],
    ['in a key', (secret: string) => `${CLEAN}${secret}: 1\n`],
    ['in a comment', (secret: string) => withScope(`      - scope: org:admin # ${secret}`)],
    [
      'cut by the edge of what is shown',
      (secret: string) => withScope(`      - scope: org:admin # ${'a '.repeat(25)}${secret}`),
    ],
    ['in broken YAML', (secret: string) => `${CLEAN}  - ${secret}: [${secret}\n`],
  ])('does not get a credential printed that stands %s', async (_what, place) => {
    const text = place(`sntryi_${hex}`);
    for (const format of ['text', 'json']) {
      const { out } = await cli(['check', 'a.yaml', '--format', format], { 'a.yaml': text });
      expect(out.length).toBeGreaterThan(50);
      expect(out).not.toContain(hex.slice(0, 12));
    }
  });

  it.each([
    ['before the place', (value: string) => `      - { x-a: ${value}, scope: org:admin }`],
    ['behind the place', (value: string) => `      - { scope: org:admin, x-a: ${value} }`],
  ])('does not get one printed of any length that stands %s', async (_what, line) => {
    const part = (length: number): string => 'q8Zr3vTn5Kx0Lw2Yb7Dg9Hc1Mf4Jp6Rs'.repeat(length / 32);
    for (const value of [
      `sntryag_eyJ${part(96)}.${part(1984)}.${part(64)}`,
      `sntryag_eyJ${part(96)}.${part(3968)}.${part(64)}`,
      `sntrys_eyJ${part(32_000)}_${part(32)}Ta7kQ9mW2xZ`,
    ]) {
      const out = await textOf(withScope(line(value)));
      expect(out).toMatch(/broad-scope\n.*org:admin/);
      expect(out).not.toMatch(/q8Zr3v|Mf4Jp6Rs|Ta7kQ9m/);
    }
  });

  it('keeps its columns where a credential is hidden', async () => {
    const manifest = withScope(`      - { rationale: Draws maps with sntryi_${hex}, scope: org:admin }`);
    const out = await textOf(`${manifest}rules: { secret-in-manifest: off }\n`);
    expect(marked(out)).toBe('org:admin');
    expect(out).toContain('••••, scope: org:admin }');
  });

  it('does not get one printed whose name stands on the line before', () => {
    const text = `sentry_token:\n  ${hex}\n`;
    const { source } = excerptOf(text, linesOf(text), { start: text.indexOf(hex), end: text.length });
    expect(source).toBe(`  ${'•'.repeat(64)}`);
  });
});
