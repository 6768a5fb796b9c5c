import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findCredentials, mayHoldCredential } from '../../../server/src/catalog/find-credentials.ts';
import { hideCredentials } from '../../../server/src/catalog/hide-credentials.ts';
import { hex } from '../support/made-up-credentials.ts';

/** Runs of digits of many lengths, between characters that are nearly digits. */
const texts = fc
  .array(
    fc.tuple(
      fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'.split('')), maxLength: 40 }),
      fc.constantFrom(' ', 'g', 'G', '/', ':', '@', '`', '\u0010', '\u0141', 'é'),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.flat().join(''));

it('sees every row of 32 hexadecimal digits, wherever it stands, and no shorter one', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(mayHoldCredential(text)).toBe(/[0-9A-Fa-f]{32}/.test(text));
    }),
    { numRuns: 3000 },
  );
});

it.each([
  ['integration-client-secret', 'SENTRY_CLIENT_SECRET='],
  ['unprefixed-token', 'sentry client token: '],
  ['unprefixed-token', '"sentry-auth-token-id-2": '],
  ['unprefixed-token', 'x-sentry-installation-token: '],
  ['unprefixed-token', 'Sentry app auth token: '],
  ['unprefixed-token', 'sentry_valid: '],
  ['unprefixed-token', 'sentry auth token (prod): '],
  ['integration-client-secret', 'Sentry client secret (prod): '],
  ['unprefixed-token', 'SENTRY_INSTALLATION_BEARER='],
  ['unprefixed-token', 'acmeSentryAuthToken: '],
  ['unprefixed-token', 'ACMESentryToken='],
  ['unprefixed-token', 'acmeSENTRY_TOKEN='],
  ['integration-client-secret', 'reactSentryClientSecret: "'],
  ['unprefixed-token', 'Set SENTRY_AUTH_TOKEN=`'],
  ['unprefixed-token', '`SENTRY_AUTH_TOKEN`: `'],
  ['unprefixed-token', 'SENTRY_AUTH_TOKEN: ${X:-'],
  ['unprefixed-token', '--auth-token `'],
  ['unprefixed-token', 'java -DSENTRY_AUTH_TOKEN='],
  ['unprefixed-token', '**SENTRY_AUTH_TOKEN**: '],
  ['unprefixed-token', '**Sentry token:** `'],
  ['unprefixed-token', 'SENTRY_AUTH_TOKEN ?= '],
  ['unprefixed-token', 'sentryToken := "'],
  ['unprefixed-token', 'os.environ["SENTRY_AUTH_TOKEN"] == "'],
  ['unprefixed-token', 'sentry authorization: Bearer '],
  ['unprefixed-token', 'sentry_cli_token: '],
  ['unprefixed-token', 'sentry.io: '],
  ['integration-client-secret', '**Sentry client secret**: '],
  ['unprefixed-token', 'sentry_installation_pwd: '],
  ['unprefixed-token', 'SENTRY_INSTALLATION_ACCESS: '],
])('finds a value of %s behind “%s”', (kind, lead) => {
  fc.assert(
    fc.property(hex(64), (secret) => {
      expect(findCredentials(lead + secret)).toMatchObject([{ kind, start: lead.length }]);
    }),
  );
});

it.each(['old', 'Token', '=3D', '2026-08-01', 'sntryu_', '_', '\\'])(
  'finds and hides a value with a prefix right behind “%s”',
  (before) => {
    fc.assert(
      fc.property(hex(64), fc.constantFrom('sntryu_', 'sntryi_', 'sntrya_'), (secret, prefix) => {
        const [start, end] = [before.length, before.length + 71];
        const text = `${before}${prefix}${secret}`;
        expect(findCredentials(text)).toMatchObject([{ start, end }]);
        expect(hideCredentials(text)).toBe(`${before}${prefix}${'•'.repeat(64)}`);
      }),
    );
  },
);

it.each(['SENTRY_AUTH_TOKEN=', 'sntryu_', 'sentry_client_secret: '])(
  'finds and hides a value behind “%s” that a word is joined to',
  (lead) => {
    fc.assert(
      fc.property(hex(64), fc.constantFrom('_old', 'OLD', '-old', 'Now'), (secret, word) => {
        expect(findCredentials(lead + secret + word)).toHaveLength(1);
        expect(hideCredentials(lead + secret + word)).not.toContain(secret.slice(0, 12));
      }),
    );
  },
);

it.each([
  'essentry_token: ',
  'SENTRY_CLI_LINUX_X86_64=',
  'sentryCliLinux: ',
  'Sentry.xcframework.zip: ',
  '"SentryReplay.js": "',
  '**sentry token sha256**: ',
  'SENTRY_RELEASE: ${SHA:-',
  'acmeSentrySha256: ',
  'sentry_version=`',
])('takes no value for a secret behind “%s”', (lead) => {
  fc.assert(
    fc.property(hex(64), (value) => {
      expect(findCredentials(lead + value)).toEqual([]);
    }),
  );
});

it('leaves it to the reading of an address whether what an escape cuts off is a value', () => {
  const begun = 'sntrys_eyJpYXQiOjE3MDAwMDAwMDAsInVybCI6Imh0dHBzOi8vc2VudHJ5LmlvIn0%3D_';
  expect(findCredentials(`a=${begun}${'x'.repeat(43)}`)).toEqual([]);
  expect(findCredentials(`a=${begun}k9Xw2Qz7Lr4Vt8Ym1Nb6Hc3Jd5Fg0SaPpEuTiOyRwBx`)).toMatchObject([
    { start: 2, end: 2 + begun.length + 43 },
  ]);
});

it.each([
  ['legacy-api-key', 'sentry api key (prod): '],
  ['client-key-with-secret', 'sentry_secret (prod): '],
  ['client-key-with-secret', '**sentry_secret:** '],
])('finds a short value of %s behind “%s”', (kind, lead) => {
  fc.assert(
    fc.property(hex(32), (secret) => {
      expect(findCredentials(lead + secret)).toMatchObject([{ kind, start: lead.length }]);
    }),
  );
});

it.each(['sentry api key (md5): ', 'sentry_secret (id): '])(
  'takes no value for a secret of which “%s” says what else it is',
  (lead) => {
    fc.assert(
      fc.property(hex(32), (value) => {
        expect(findCredentials(lead + value)).toEqual([]);
      }),
    );
  },
);

// No texts of the corpus: as the name of an anchor they would have neither the brackets nor the stroke.
it.each([
  'sentry-relay (linux-amd64): d840ea631b18eae5e806a7eb58a0b0c2ff5b367f5418d24ab85482a6b8e06c43',
  'sentry: |\n  5f0c69e1a3b7d4f82856c0e9a1b3d7f42c7f3a91c04be2d85f6a1907c3e48b2d  sentry.tar.gz',
])('leaves open what a value is whose name says no more than what it is for: %s', (text) => {
  expect(findCredentials(text)).toEqual([]);
});

it.each([
  ['integration-client-secret', 'sentry_client_id: ', ', client_secret: ', ''],
  ['integration-client-secret', '{"sentry_client_id": "', '", "client_secret": "', '"}'],
  ['integration-client-secret', 'sentry_client_id=', '&client_secret=', ''],
  ['integration-client-secret', 'sentry_client_id: ', '\n    client_secret: ', '\n'],
  ['integration-client-secret', '"sentry_client_id: ', '\\nclient_secret: ', '"'],
  ['unprefixed-token', 'Sentry app id: ', ', token: ', ''],
  ['unprefixed-token', 'sentry-installation-uuid = "', '"; auth_token = "', '"'],
])('finds a value of %s that an ID of Sentry stands before, “%s…%s…%s”', (kind, lead, between, rest) => {
  fc.assert(
    fc.property(hex(64), hex(64), (id, secret) => {
      const text = lead + id + between + secret + rest;
      const start = lead.length + id.length + between.length;
      expect(findCredentials(text)).toMatchObject([{ kind, start, end: start + 64 }]);
      expect(hideCredentials(text)).not.toContain(secret);
    }),
  );
});

it.each([', commit: ', ', secret_hash: ', ', token_id: ', '\nsha256: ', ' and '])(
  'takes no value behind an ID for a secret that “%s” stands before',
  (between) => {
    fc.assert(
      fc.property(hex(64), hex(64), (id, other) => {
        expect(findCredentials(`sentry_client_id: ${id}${between}${other}`)).toEqual([]);
      }),
    );
  },
);

it('reads a large text of values that are written with escapes or over lines as fast as any other', () => {
  const value = '7f3a91c04be2d85f6a1907c3e48b2d5f0c69e1a3b7d4f82856c0e9a1b3d7f42c';
  // With each looked for among all others this took a minute.
  for (const way of [`\\x73ntryu_${value} `, `%73ntryu_${value} `, `sntryu_\n${value}\n`])
    expect(findCredentials(way.repeat(12_000))).toHaveLength(12_000);
});
