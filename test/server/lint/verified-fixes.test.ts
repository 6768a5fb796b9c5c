import { describe, expect, it } from 'vitest';
import { verifiedFixes } from '../../../server/src/lint/verified-fixes.ts';
import type { Fix } from '../../../server/src/rules/rule.ts';

/** Writes `newText` over the first `text` of the source, or behind it. */
function fix(source: string, text: string, newText: string, more: Partial<Fix> = {}): Fix {
  const start = source.indexOf(text);
  return { title: 'x', safe: false, edits: [{ start, end: start + text.length, newText }], ...more };
}
const behind = (source: string, text: string, added: string): Fix => fix(source, text, text + added);

const isOffered = (source: string, offered: Fix): boolean =>
  verifiedFixes({ source, distrusted: [] }, [offered]).length === 1;

describe('what carries an anchor', () => {
  const list = 'a:\n  reviews: &all\n    - { date: 1, by: x } # why\n  owner: &who kim\n  id: 1\n';

  it.each<[string, string, Fix]>([
    ['an item more in a list', list, behind(list, '# why', '\n    - { date: 2, by: y }')],
    ['a key more in an item', list, behind(list, 'by: x', ', of: z')],
    ['another text', list, fix(list, 'kim', 'lee')],
    ['the name of the anchor', list, fix(list, '&who', '&them')],
    ['the anchor itself', list, fix(list, '&who ', '')],
  ])('is that of others too: %s', (_, source, changing) => {
    expect(isOffered(source, changing)).toBe(false);
    expect(isOffered(source, { ...changing, everywhere: true })).toBe(true);
    expect(isOffered(source, { ...changing, safe: true })).toBe(true);
  });

  it.each<[string, string, Fix]>([
    ['a key behind a list', list, behind(list, '# why', '\n  kind: service')],
    ['a key behind a text', list, behind(list, 'kim', '\n  kind: service')],
    ['a text of its own', list, fix(list, 'id: 1', 'id: 2')],
    ['a comment', list, behind(list, '# why', ' not')],
  ])('does not matter to %s', (_, source, changing) => {
    expect(isOffered(source, changing)).toBe(true);
  });

  it('counts where a text cannot be read without quotes', () => {
    const source = 'a:\n  purpose: Reads: all\n  owner: &who kim\n';
    expect(isOffered(source, fix(source, 'kim', 'lee'))).toBe(false);
  });

  it('is left alone where looking at it would take too long', () => {
    const source = `a:\n  notes: ${'x'.repeat(300_000)}\n  owner: &who kim\n`;
    expect(isOffered(source, fix(source, 'kim', 'lee'))).toBe(false);
  });
});

it('offers nothing after which the text parses worse', () => {
  const source = 'a:\n  owner: kim\n';
  expect(isOffered(source, fix(source, 'kim', '"kim'))).toBe(false);
});

it('looks at an entry of JSON, whose value stands right behind the colon, as a part of a map', () => {
  const source = '"a":{"kind":"service","reviews":[]}';
  expect(isOffered(source, fix(source, '[]', '[{ date: 1 }]'))).toBe(true);
  expect(isOffered(source, fix(source, '[]', '[{ date: 1 ]'))).toBe(false);
});

it('does not take for an entry of JSON what is broken otherwise', () => {
  const source = 'x-a: 1: } no version\nintegrations:';
  expect(isOffered(source, behind(source, 'integrations:', '\nintegrations:\n'))).toBe(false);
});

it('reads a long text so often and no more, though fixes of its parts come between', () => {
  const source = `a:\n  notes: |\n    ${'x'.repeat(150_000)}\n  owner: kim\n`;
  const part = 'a:\n  owner: kim\n';
  const worse = (text: string): Fix => fix(text, 'kim', '"kim');
  const seen = [source, part, source, part].map((text) => isOffered(text, worse(text)));
  // What is not read again is taken on trust.
  expect(seen).toEqual([false, false, true, false]);
});
