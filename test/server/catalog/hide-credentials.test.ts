import { describe, expect, it } from 'vitest';
import { hideCredentials } from '../../../server/src/catalog/hide-credentials.ts';

const hex = (length: number): string => '0123456789abcdef'.repeat(8).slice(0, length);
const dots = (length: number): string => '•'.repeat(length);

describe('hideCredentials', () => {
  it.each([
    ['an internal integration token', `sntryi_${hex(64)}`, `sntryi_${dots(64)}`],
    ['a personal token', `sntryu_${hex(64)}`, `sntryu_${dots(64)}`],
    ['an organization token', `sntrys_eyJ${'A'.repeat(40)}_${'b'.repeat(43)}`, `sntrys_${dots(87)}`],
    ['an agent token', 'sntryag_eyJhbGciOiJIUzI1NiJ9.e30.abc', `sntryag_${dots(28)}`],
    ['a token beside its name', `SENTRY_AUTH_TOKEN="${hex(64)}"`, `SENTRY_AUTH_TOKEN="${dots(64)}"`],
    ['a token behind its argument', `--auth-token ${hex(64)}`, `--auth-token ${dots(64)}`],
    ['a value of another form there', '--auth-token="hunter2-hunter2"', `--auth-token="${dots(15)}"`],
    ['one in a list of JSON', '["--auth-token","abcdefghijk1lmnop"]', `["--auth-token","${dots(17)}"]`],
    ['one in a list of YAML', '- --auth-token\n- abcdefghijk1lmnop', `- --auth-token\n- ${dots(17)}`],
    ['one with a colon in it', '--auth-token=abcdefgh:ijk1lmnop', `--auth-token=${dots(18)}`],
    ['a key behind its argument', `--api-key ${hex(32)}`, `--api-key ${dots(32)}`],
    [
      'a password in an address',
      'https://ci:hunter22@sentry.acme.example',
      `https://ci:${dots(8)}@sentry.acme.example`,
    ],
    ['an old API key', `sentry api_key: ${hex(32)}`, `sentry api_key: ${dots(32)}`],
    ['a client secret', `sentry client_secret=${hex(64)}`, `sentry client_secret=${dots(64)}`],
    [
      'a DSN with a secret',
      `https://${hex(32)}:${hex(32)}@sentry.acme.example/1`,
      `https://${dots(32 + 1 + 32 + '@sentry.acme.example/1'.length)}`,
    ],
  ])('hides %s and keeps the length', (_what, value, hidden) => {
    const text = `before ${value} after`;
    expect(hideCredentials(text)).toBe(`before ${hidden} after`);
    expect(hideCredentials(text)).toHaveLength(text.length);
  });

  it.each(['sntryag_eyJhbGciOiJIUzI1NiJ9.e30', `sntrys_${hex(30)}`])('hides %s, cut off', (begun) => {
    const [prefix = ''] = /^sntry[a-z]+_/.exec(begun) ?? [];
    expect(hideCredentials(`before "${begun}`)).toBe(
      `before "${prefix}${dots(begun.length - prefix.length)}`,
    );
  });

  it('hides every one of several', () => {
    const token = `sntryi_${hex(64)}`;
    expect(hideCredentials(`${token}\n${token}`)).toBe(`sntryi_${dots(64)}\nsntryi_${dots(64)}`);
  });

  it.each([
    ['prose', 'The secret of the deploy pipeline is kept in vault://platform/sentry/offboarding-bot.'],
    ['a digest of something else', `sha256 ${hex(64)}`],
    ['a public client key', `https://${hex(32)}@o1.ingest.sentry.acme.example/42`],
    ['words behind an argument', 'the --auth-token authenticates it, and --api-key "$SENTRY_API_KEY_1" too'],
    [
      'the name of a password in an address',
      'https://ci:$PASSWORD@sentry.acme.example and ssh://git@acme.example:22/a@b',
    ],
    ['the name of a variable', '--auth-token SENTRY_AUTH_TOKEN_2'],
    ['a path', 'give it as --auth-token vault/sentry/deploy-bot2'],
    ['a short text', 'sntryi_'],
    ['nothing', ''],
  ])('leaves %s alone', (_what, text) => {
    expect(hideCredentials(text)).toBe(text);
  });

  it('does not get lost in a long text of almost credentials', () => {
    for (const almost of [
      'sntryag_eyJa-',
      'sntryag_eyJa.',
      'sntrys_eyJa/',
      'sntryi_0 ',
      'sntryi_',
      "sentry_'=' ",
      'https://0:0@',
      '--a@://a:',
      '--auth-token=',
      '--auth-token - ',
    ]) {
      for (const text of [almost.repeat(50_000), `${almost.repeat(50_000)}!`])
        expect(hideCredentials(text)).toHaveLength(text.length);
    }
  });
});
