/** Strings for people stand where a translator finds them. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { at } from '../../scripts/lib/paths.mjs';

const json = (file: string): unknown => JSON.parse(readFileSync(at(file), 'utf8'));

describe('package.json', () => {
  const texts = [...textsOf(json('package.json'))];
  const keys = texts.flatMap(({ text }) => /^%(.*)%$/.exec(text)?.[1] ?? []);

  it('has each key that it names in package.nls.json, and none too many', () => {
    expect([...new Set(keys)].sort()).toEqual(Object.keys(json('package.nls.json') as object).sort());
  });

  it('holds no string for people itself', () => {
    const shown = /^(?:title|shortTitle|category|label|displayName|.*[dD]escriptions?|aliases)$/;
    const own = texts.filter(({ property, text }) => shown.test(property) && !/^%.*%$/.test(text));
    expect(own).toEqual([{ property: 'aliases', text: 'sentry-permissions' }]);
  });
});

describe('the client', () => {
  const bundle = json('l10n/bundle.l10n.json') as Record<string, string>;
  const files = readdirSync(at('client/src')).map((name) => ({
    name,
    source: readFileSync(at(`client/src/${name}`), 'utf8'),
  }));

  it('hands each of its strings over as one literal, which the bundle has', () => {
    const calls = files.flatMap(({ source }) =>
      [...source.matchAll(/l10n\.t\(\s*(?:'((?:[^'\\]|\\.)*)'\s*[,)])?/g)].map(
        ([call, text]) => text ?? call,
      ),
    );
    expect(calls.length).toBeGreaterThan(30);
    expect(calls.filter((text) => bundle[text] === undefined)).toEqual([]);
    expect(Object.keys(bundle).filter((text) => !calls.includes(text))).toEqual([]);
  });

  it('says nothing past the bundle', () => {
    const said = files.flatMap(({ name, source }) =>
      [
        ...source.matchAll(
          /(?:show\w+Message\(|\b(?:title|prompt|needed|label|placeHolder|detail|text):)\s*(['"`].*)/g,
        ),
      ].map(([, text]) => `${name}: ${text ?? ''}`),
    );
    // Examples, the name of a file, and names that are the same in every language.
    const examples = [
      `'acme',`,
      `'https://sentry.acme.example',`,
      `'you@acme.example',`,
      `'POST /api/0/`,
      '`.github/',
      `'origin/main',`,
    ];
    const plain = [
      ...examples,
      `'HEAD',`,
      ...['HTML', 'Markdown', 'CSV', 'JSON'].map((name) => `: '${name}',`),
    ];
    expect(said.filter((line) => !plain.some((text) => line.includes(text)))).toEqual([]);
  });
});

/** Every text of a JSON value with the nearest property that holds it. */
function* textsOf(value: unknown, property = ''): Generator<{ property: string; text: string }> {
  if (typeof value === 'string') yield { property, text: value };
  else if (Array.isArray(value)) for (const item of value) yield* textsOf(item, property);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* textsOf(item, key);
}
