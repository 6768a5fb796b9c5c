/** The short way and the library read the same, or the short way gives up. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { composePlain } from '../../../server/src/yaml/compose-plain.ts';
import { composeByLibrary } from '../../../server/src/yaml/compose.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from '../support/manifests.ts';

function check(text: string): boolean {
  const root = composePlain(text);
  if (root)
    expect({ text, root, errors: [], furtherDocuments: [] }).toEqual({ text, ...composeByLibrary(text) });
  return root !== undefined;
}

const PLAIN = `integrations:
  release-bot:
    kind: internal-integration # chosen
    purpose: Creates releases, and (rarely) removes them; see ABC-12

    # what it may do
    scopes:
    - scope: org:read
      rationale: Looks up the projects (all of them).
    - org:ci
    uses:
      - GET /api/0/organizations/{organization_id_or_slug}/tags/
      -   sentry-cli releases new
    reviews:
      - date: 2026-10-11
        by: sam@acme.example
      - date: 2026-10-12
        notes: "in quotes # with all"
        of: 'p1-0000000'
    id: 42
    owner:
version: 1
`;

it.each([
  ['a plain text', PLAIN],
  ['one with CRLF', PLAIN.replaceAll('\n', '\r\n')],
  ['one without a last break', PLAIN.trimEnd()],
  ['an entry by itself', '  a:\n    kind: service\n'],
  ['an empty value', 'version: 1\nintegrations:\n'],
  ['a map and a list in brackets', 'a: { b: x, c: 2026-01-01, d: \'q, r\', e: 7 }\nf: [ g ,h:i, "j"]  # k\n'],
  ['brackets in brackets, and empty ones', 'a:\n  - { b: [{ c: d }], e: {}, f: [] }\n  - [ ]\ng: {h: i}\n'],
  ['words of other scripts', 'a: Größe 測試 🎈\n'],
])('reads %s by itself', (_, text) => {
  expect(check(text)).toBe(true);
});

it.each([
  'a: b: c',
  'a:\n  b: 1\n c: 2\n',
  'a: b\n  c\n',
  'a: b\n  c: d\n',
  'a: "b\n  c"\n',
  'a: [b, c]\n',
  'a: [b,\n  c]\n',
  'a: {b: c, }\n',
  'a: {b: , c: d}\n',
  'a: {b: c,, d: e}\n',
  'a: {b}\n',
  'a: {b:c}\n',
  'a: {b: c} d\n',
  'a: {b: c}#d\n',
  'a: {b: c}: d\n',
  'a: {b: c # d}\n',
  'a: {b: c\n',
  'a: {b: c]\n',
  'a: [b: c]\n',
  'a: [b:]\n',
  "a: ['b\n  ', c]\n",
  "a: ['b''c']\n",
  'a: ["b": c]\n',
  'a: [b "c", d\'e]\n',
  'a: [-, - b, ?, *c, &d]\n',
  'a: [~, null, true, 1.5, -1]\n',
  'a: [b] \n  c: d\n',
  '{a: b}\n',
  '[a]: b\n',
  'a: &x b\n',
  'a: |\n  b\n',
  'a: ~\n',
  'a: 1.5\n',
  'a: .inf\n',
  'a: 2026-9-1\n',
  'a: 01.09.2026\n',
  'a: 1.2.3\n',
  'a: 1-2\n',
  'a: 1-2-\n',
  'a: true\n',
  'a:  # none\nb: 1\n',
  'a: \nb: 1\n',
  'a: b\n---\na: c\n',
  'a: b\n...\n',
  '%YAML 1.2\n---\na: b\n',
  '- a\n- b\n',
  'a:\n- b\n c: d\n',
  'a:\n  - b\n    c\n',
  'a:\n  -\n  - b\n',
  'null: a\n',
  '12: a\n',
  '<<: a\n',
  'a\n',
  '',
  'a: b\tc\n',
  'a:\tb\n',
  '\uFEFFa: b\n',
  'a: b\rc: d\n',
  'a: @b\n',
  'a: - b\n',
  'a: "b" c\n',
  "a: 'it''s'\n",
  'a: "\\n"\n',
])('leaves %j to the library, or reads the same', (text) => {
  check(text);
});

/** Lines as people write and break them, one below the other at any depth. */
const lines = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 4 }),
      fc.constantFrom(
        'a:',
        'b: text',
        'c: 2026-01-01',
        'd: 7',
        'e: "q"',
        "f: 'q'",
        '- item',
        '- a: 1',
        '- a:',
        '-',
        '- - x',
        '- "q"',
        '# comment',
        '',
        'g: x # y',
        'g: x #',
        'h: [1]',
        'gg: { a: x, b: 2026-01-01 }',
        '- { a: "q", b: [c, d:e] } # f',
        'hh: {a: b,c: d}',
        'jj: [a, b',
        'kk: ]',
        'll: [a b , [c]  ]',
        'i:  ',
        'j: # c',
        'k: ~',
        'l: a:b',
        'm: a :b',
        'n: a: b',
        'o: null',
        'p: -x',
        'q: x: ',
        'word',
        '"r": s',
        't :u',
        '- v: w # x',
        'y: 0x1F',
        'z: 1e3',
        'aa: 08',
        'bb: 9999999999',
        'cc: +1',
        'dd: .5',
        '...',
        '---',
        '? a',
        'ee: 1 2',
        'ff: ab  #c',
      ),
      fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', ' \n', '\n\n', ''),
    ),
    { maxLength: 12 },
  )
  .map((all) => all.map(([depth, line, end]) => ' '.repeat(depth) + line + end).join(''));

it('reads generated, damaged and odd texts like the library, or gives up', () => {
  check(EXAMPLE);
  check(FAULTY);
  fc.assert(
    fc.property(manifests, (text) => void check(text)),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(lines, (text) => void check(text)),
    { numRuns: 20_000 },
  );
  fc.assert(
    fc.property(
      fc.oneof(manifests, fc.constant(PLAIN)),
      damages,
      (text, changes) => void check(damaged(text, changes)),
    ),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(
          'a',
          'b',
          ':',
          '-',
          ' ',
          ' ',
          '#',
          '\n',
          '\n',
          '"',
          "'",
          '0',
          '.',
          '~',
          '/',
          'é',
          '{',
          '}',
          '[',
          ']',
          ',',
        ),
      }),
      (text) => void check(text),
    ),
    { numRuns: 10_000 },
  );
  const within = fc.string({
    unit: fc.constantFrom(
      'a',
      'b: ',
      ': ',
      ', ',
      ',',
      '{',
      '}',
      '[',
      ']',
      ' ',
      '"',
      "'",
      '1',
      '#',
      'c: d',
      '-',
      '\n ',
    ),
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.constantFrom('{', '['), within, (open, rest) => {
      check(`a: ${open}${rest}${open === '{' ? '}' : ']'}\n`);
    }),
    { numRuns: 20_000 },
  );
}, 120_000);
