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
    for (const almost of ['sntryi_\n', '\\x', '\\\n', 'a\n', ' \n', '\\x73ntryi_', '\n\n \t']) {
      const text = `sntryi_${almost.repeat(50_000)}`;
      expect(hideCredentials(text)).toHaveLength(text.length);
    }
  });
});
