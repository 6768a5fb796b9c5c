/** A credential is found however YAML lets it be written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCredentials } from '../../../server/src/catalog/find-credentials.ts';
import { hideCredentials } from '../../../server/src/catalog/hide-credentials.ts';
import { compose } from '../../../server/src/yaml/compose.ts';

const SECRET = '7f3a91c04be2d85f6a1907c3e48b2d5f0c69e1a3b7d4f82856c0e9a1b3d7f42c';
const TOKEN = `sntryi_${SECRET}`;

const escapes: readonly ((character: string) => string)[] = [
  (character) => character,
  (character) => `\\x${code(character, 2)}`,
  (character) => `\\u${code(character, 4)}`,
  (character) => `\\U${code(character, 8)}`,
  (character) => `\\\n      ${character}`,
  (character) => `\\\r\n ${character}`,
];

function code(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, '0');
}

/** The token in a double-quoted text, each character written in some way. */
const written = fc
  .array(fc.constantFrom(...escapes.keys()), { minLength: TOKEN.length, maxLength: TOKEN.length })
  .map((ways) => Array.from(TOKEN, (character, i) => escapes[ways[i] ?? 0]?.(character) ?? '').join(''));

describe('a credential with escapes', () => {
  it('is found and hidden from end to end', () => {
    fc.assert(
      fc.property(written, fc.constantFrom('', 'see ', 'see\\n', '\\t', 'a\\u0020'), (value, before) => {
        const text = `key: "${before}${value} there"\n`;
        const root = compose(text).root;
        const node = root?.type === 'map' ? root.pairs[0]?.value : undefined;
        expect(node?.type === 'scalar' && node.text.includes(TOKEN)).toBe(true);
        const start = text.indexOf(value, 6 + before.length);
        expect(findCredentials(text).map((found) => text.slice(found.start, found.end))).toEqual([
          // What is written before the first character of it alone belongs to the line before.
          value.replace(/^(?:\\\r?\n\s*)+/, ''),
        ]);
        const hidden = hideCredentials(text);
        expect(hidden).toHaveLength(text.length);
        expect(hidden.slice(0, start)).toBe(text.slice(0, start));
        expect(hidden.slice(start + value.length)).toBe(text.slice(start + value.length));
        const dots = hidden.slice(start, start + value.length).replace(/^.*?(?=•)/su, '');
        expect(dots).toMatch(/^[•\r\n]+$/u);
      }),
    );
  });

  it('is hidden where only its prefix is written otherwise', () => {
    expect(hideCredentials(`"sntr\\x79i_${SECRET}"`)).toBe(`"sntr\\x79i_${'•'.repeat(SECRET.length)}"`);
  });
});

const percents: readonly ((character: string) => string)[] = [
  (character) => character,
  (character) => `%${code(character, 2)}`,
  (character) => `%${code(character, 2).toUpperCase()}`,
  (character) => `%25${code(character, 2)}`,
  (character) => `\\x252525${code(character, 2)}`,
];

describe('a credential in JSON or Markdown, in a text', () => {
  const json = JSON.stringify({ a: `sntrys_eyJ${'pYXQiOjE3/2M5+DAw'.repeat(4)}==_${SECRET.slice(21)}` })
    .replaceAll('=', '\\u003d')
    .replaceAll('/', '\\/');
  const dsn = `https://${SECRET.slice(0, 32)}:${SECRET.slice(32)}@sentry.acme.example/4`;

  it.each([
    ['with escapes of its own', `key: '${json}'`],
    ['with escapes of its own and of YAML', `key: ${JSON.stringify(json)}`],
    ['inside other JSON', `key: ${JSON.stringify(JSON.stringify(json))}`],
    ['beside its name', `key: ${JSON.stringify(JSON.stringify({ sentry_token: SECRET }))}`],
    ['with slashes', `key: ${JSON.stringify(JSON.stringify({ a: dsn }).replaceAll('/', '\\/'))}`],
    ['with a backslash before the line', `key: see sntryi\\_${SECRET}`],
  ])('is found and hidden %s', (_what, text) => {
    expect(findCredentials(text)).toHaveLength(1);
    const hidden = hideCredentials(text);
    expect(hidden).toHaveLength(text.length);
    expect(hidden).not.toContain(SECRET.slice(-12));
    expect(hidden.match(/[^•]•+[^•]|•$/gu)).toHaveLength(1);
  });
});

describe('a credential in an address', () => {
  const organization = `sntrys_eyJ${'pYXQiOjE3/2M5+DAw'.repeat(4)}==_k9Xw2Qz7Lr4Vt8Ym1Nb6Hc3Jd5Fg0SaPpEuTiOyRwBx`;
  const dsn = `https://${SECRET.slice(0, 32)}:${SECRET.slice(32)}@[::1]:9000/sentry/4`;

  it.each([TOKEN, organization, dsn])('is found and hidden from end to end: %s', (value) => {
    const ways = fc.array(fc.constantFrom(...percents), { minLength: value.length, maxLength: value.length });
    fc.assert(
      fc.property(ways, fc.constantFrom('', '?auth=Bearer%20', '%22', '%2522', '%0A'), (way, before) => {
        const written = Array.from(value, (character, i) => way[i]?.(character) ?? '').join('');
        const text = `key: "${before}${written}&x=1"\n`;
        const places = findCredentials(text).map(({ start, end }) => text.slice(start, end));
        expect(places).toEqual([written]);
        const hidden = hideCredentials(text);
        expect(hidden).toHaveLength(text.length);
        expect(hidden.endsWith('•&x=1"\n')).toBe(true);
        expect(hidden).not.toContain(written.slice(-12));
      }),
    );
  });

  it.each([
    ['whose padding alone is escaped', encodeURIComponent(organization).replaceAll('%2F', '/')],
    ['that is escaped again', encodeURIComponent(encodeURIComponent(organization))],
    ['after a blank', `Bearer%20${TOKEN}`],
    ['in JSON with escapes', encodeURIComponent(`{"a":"${organization.replace('==', '\\u003d\\u003d')}"}`)],
    ['behind its name', `SENTRY_AUTH_TOKEN%3D${SECRET}`],
  ])('is hidden %s', (_what, text) => {
    expect(findCredentials(text)).toHaveLength(1);
    expect(hideCredentials(`https://ci.acme.example/?a=${text}&b=1`)).toMatch(/^[^•]+•+(?:%22%7D)?&b=1$/u);
  });

  it('goes on over a line', () => {
    const text = `key: >-\n  https://ci.acme.example/?a=${encodeURIComponent(organization).replace('%3D%3D', '\n  %3D%3D')}\n`;
    expect(findCredentials(text)).toHaveLength(1);
    expect(hideCredentials(text)).toMatch(/•\n•+\n$/u);
  });
});

describe('a credential over several lines', () => {
  const [first, second] = [TOKEN.slice(0, 30), TOKEN.slice(30)];

  it.each([
    ['double quotes', `key: "${first}\n  ${second}"\n`],
    ['single quotes', `key: '${first}\r\n  ${second}'\r\n`],
    ['nothing', `key: ${first}\n  ${second}\n`],
    ['a block', `key: |\n  ${first}\n  ${second}\nother: 1\n`],
    ['brackets', `key: { a: "${first}\n  ${second}" }\nother: 1\n`],
  ])('is found and hidden in %s', (_what, text) => {
    expect(findCredentials(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      expect.stringMatching(new RegExp(`^${first}\\s+${second}$`)),
    ]);
    const hidden = hideCredentials(text);
    expect(hidden).not.toContain(second);
    expect(hidden.split('\n')).toHaveLength(text.split('\n').length);
    expect(hidden.startsWith(text.slice(0, text.indexOf('_') + 1))).toBe(true);
  });

  it.each([
    ['the next key', `key: ${TOKEN}\naccept: 1\n`],
    ['the next item', `- ${TOKEN}\n- abc\n`],
    ['the next word', `key: |\n  ${TOKEN}\n  deadbeef\n`],
  ])('is not prolonged by %s', (_what, text) => {
    expect(findCredentials(text).map(({ start, end }) => text.slice(start, end))).toEqual([TOKEN]);
  });

  it('makes a hostile text hard to look through', () => {
    for (const almost of [
      'sntryi_\n',
      '\\x',
      '\\\n',
      'a\n',
      ' \n',
      '\\x73ntryi_',
      '\n\n \t',
      '%',
      '%25',
      '%255F',
      '\\',
      '\\\\n',
      '\\_',
    ]) {
      const text = `sntryi_${almost.repeat(50_000)}`;
      expect(hideCredentials(text)).toHaveLength(text.length);
    }
  });
});
