import { describe, expect, it } from 'vitest';
import { linksOf } from '../../../server/src/features/links.ts';
import { entry, read } from './cursor.ts';

function links(text: string): string[] {
  return linksOf(read(text)).map(({ start, end, target, tooltip }) =>
    [
      text.slice(start, end),
      ...(text.slice(start, end) === target ? [] : [target]),
      ...(tooltip ? [tooltip] : []),
    ].join(' → '),
  );
}

describe('links', () => {
  it.each([
    ['a value', 'server: https://sentry.acme.example/\n', ['https://sentry.acme.example/']],
    [
      'a comment',
      '# See https://wiki.acme.example/x?a=1&b=2#c.\nversion: 1\n',
      ['https://wiki.acme.example/x?a=1&b=2#c'],
    ],
    ['a comment behind a value', 'version: 1 # (https://a.example/b_(c)).\n', ['https://a.example/b_(c)']],
    [
      'a credential',
      entry('    credential: { storedIn: https://vault.example/a, rotated: x }\n'),
      ['https://vault.example/a'],
    ],
    [
      'a text in quotes',
      entry('    purpose: "By https://a.example/b, and \'https://a.example/c\'"\n'),
      ['https://a.example/b', 'https://a.example/c'],
    ],
    [
      'a list in brackets',
      'x-a: [https://a.example/1,https://a.example/2]\n',
      ['https://a.example/1', 'https://a.example/2'],
    ],
    [
      'a text of several lines',
      entry('    purpose: |\n      # https://a.example/b\n      https://a.example/c\n'),
      ['https://a.example/b', 'https://a.example/c'],
    ],
    [
      'a text that runs over lines',
      entry('    purpose: See\r\n      https://a.example/b 🎈\r\n'),
      ['https://a.example/b'],
    ],
    ['a broken file', 'x-a: "https://a.example/b\nx-b: {', ['https://a.example/b']],
    ['a half-typed line', 'version: 1\nhttps://a.example/b', ['https://a.example/b']],
  ])('%s', (_, text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it('takes nothing but plain addresses of the web', () => {
    for (const text of [
      'http://a.example/',
      'javascript:alert(1)',
      'command:workbench.action.quit',
      'file:///etc/passwd',
      'vscode://x/y',
      'xhttps://a.example/',
      'git+https://a.example/',
      'https://',
      'https:///x',
      'https://key@o1.ingest.sentry.io/2',
      'https://user:secret@a.example/',
      `https://a.example/${'x'.repeat(3000)}`,
    ])
      expect(links(`x-a: ${text}\n`), text).toEqual([]);
  });

  it('writes an address as a browser takes it', () => {
    expect(links('x-a: HTTPS://ä.example/b\n')).toEqual(['HTTPS://ä.example/b → https://xn--4ca.example/b']);
  });

  it('is silent on keys', () => {
    expect(links('x-a: { "https://a.example/b": 1 }\nintegrations:\n  "https://a.example/c": {}\n')).toEqual(
      [],
    );
  });

  it('leads from an operation to its page', () => {
    expect(
      links(
        entry(
          '    uses:\n      - "DELETE /api/0/organizations/{organization_id_or_slug}/members/{member_id}/"\n      - get /projects/acme/shop\n      - sentry-cli releases new\n      - GET /api/0/no/such/\n',
        ),
      ),
    ).toEqual([
      expect.stringMatching(
        /^"DELETE .*" → https:\/\/docs\.sentry\.io\/api\/organizations\/[\w-]+\/ → “.+” in Sentry’s documentation$/,
      ),
      expect.stringMatching(
        /^get \/projects\/acme\/shop → https:\/\/docs\.sentry\.io\/api\/projects\/retrieve-a-project\//,
      ),
    ]);
  });
});
