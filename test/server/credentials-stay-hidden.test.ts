/** A credential is told once wherever it stands in a file, and shown nowhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { allCredentials } from '../../server/src/catalog/credentials.ts';
import { findCredentials } from '../../server/src/catalog/find-credentials.ts';
import { parseDay } from '../../server/src/manifest/dates.ts';
import { createService } from '../../server/src/service.ts';
import type { Finding } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/yaml/edits.ts';
import { shownOf } from './support/all-that-is-shown.ts';
import { BASE64_URL, characters, hex, MADE_UP, PLACES } from './support/made-up-credentials.ts';
import { EXAMPLE } from './support/manifests.ts';

const TODAY = parseDay('2026-11-23') ?? 0;
const RULE = 'secret-in-manifest';
const RUNS = Number(process.env['CREDENTIALS'] ?? (process.env['CI'] ? 100 : 20));

function findingsOf(text: string): readonly Finding[] {
  const document = TextDocument.create('file:///a.yaml', 'sentry-permissions', 1, text);
  return createService({ today: () => TODAY }).findings(document);
}

/** The pieces of a secret that would already give it away. */
const pieces = (secret: string): string[] => [secret.slice(0, 12), secret.slice(-12)];

function expectHidden(text: string, secret: string): void {
  const findings = findingsOf(text);
  const own = findings.filter(({ rule }) => rule === RULE);
  expect(own, text).toHaveLength(1);
  const [{ at, fixes }] = own as [Finding];
  const written = text.slice(at.start, at.end);
  // Behind escapes it is written otherwise, and may be shown neither way.
  if (text.includes(secret)) expect(written).toContain(secret);
  const shown = shownOf(text, [at.start, at.start + 8, at.end, text.lastIndexOf('\n', at.start) + 8]);
  for (const piece of [...pieces(secret), written.slice(-12)]) {
    expect(shown, text).not.toContain(piece);
    expect(shown, text).not.toContain(piece.replaceAll('\\', '\\\\'));
  }

  for (const { edits } of fixes()) {
    const fixed = applyEdits(text, edits);
    expect(fixed).not.toContain(secret);
    expect(findCredentials(fixed)).toEqual([]);
  }
  const firstLine = text.lastIndexOf('\n', at.start) + 1;
  const lastLine = text.indexOf('\n', at.end);
  for (const { rule, fixes: cures } of findings) {
    for (const { edits } of cures()) {
      for (const { start, end, newText } of edits) {
        const touches = end >= firstLine && (lastLine < 0 || start <= lastLine);
        if (!touches) expect(newText, rule).not.toContain(secret.slice(0, 12));
      }
    }
  }
}

describe('a credential in a manifest', () => {
  it('is made up here for every kind that the facts do not call public', () => {
    const kinds = allCredentials().flatMap(({ kind, publicByDesign }) => (publicByDesign ? [] : [kind]));
    expect(Object.keys(MADE_UP).sort()).toEqual(kinds.sort());
  });

  it.each(Object.keys(MADE_UP))(
    '%s: is found once and shown nowhere',
    (kind) => {
      // Zeros alone stand for a value in documentation, and are none.
      const value = MADE_UP[kind]!.filter(({ secret }) => new Set(secret).size > 6);
      fc.assert(
        fc.property(value, fc.constantFrom(...PLACES), ({ text, secret }, place) => {
          expectHidden(place(text), secret);
        }),
        { numRuns: RUNS },
      );
    },
    600_000,
  );

  it('is found once in every place there is', () => {
    const text = 'sntryi_7f3a91c04be2d85f6a1907c3e48b2d5f0c69e1a3b7d4f82856c0e9a1b3d7f42c';
    for (const place of PLACES) {
      const own = findingsOf(place(text)).filter(({ rule }) => rule === RULE);
      expect(own, place(text)).toHaveLength(1);
    }
  }, 600_000);

  it('is hidden behind a key that names it', () => {
    const secret = '7f3a91c04be2d85f6a1907c3e48b2d5f0c69e1a3b7d4f82856c0e9a1b3d7f42c';
    for (const holder of ['rules', 'review'])
      expectHidden(`version: 1\n${holder}:\n  sentry_token: ${secret}\nintegrations: {}\n`, secret);
    expectHidden(`${EXAMPLE}      - { date: 2026-10-20, by: dana, sentry-token: "${secret}" }\n`, secret);
    expectHidden(`version: 1\nintegrations:\n  sentry:\n    ${secret}\n`, secret);
  });
});

describe('no credential', () => {
  const random = fc.oneof(
    fc.integer({ min: 1, max: 200 }).chain(hex),
    fc.base64String({ maxLength: 400 }),
    fc.integer({ min: 1, max: 200 }).chain((length) => characters(BASE64_URL, length)),
    fc.uuid(),
    fc.string({ maxLength: 200 }),
  );

  it('is found in random texts', () => {
    fc.assert(
      fc.property(
        random,
        fc.constantFrom('', 'sha256:', 'token ', 'https://', 'sentry ', 'x: '),
        (text, before) => {
          expect(findCredentials(before + text)).toEqual([]);
          expect(findCredentials(encodeURIComponent(before + text))).toEqual([]);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it.each([
    'sntrys_YOUR_ORGANIZATION_AUTH_TOKEN_FROM_THE_SETTINGS_PAGE_OF_1_ORGANIZATION',
    `sntryu_${'x'.repeat(64)}`,
    '${SENTRY_AUTH_TOKEN}',
    'SENTRY_AUTH_TOKEN=<token>',
    `sentry_sha256: ${'0f'.repeat(32)}`,
    `sentry-cli checksum = ${'0f'.repeat(32)}`,
    `https://${'0f'.repeat(16)}@o1.ingest.sentry.acme.example/4`,
  ])('is %s', (text) => {
    expect(findCredentials(text)).toEqual([]);
  });

  it.each(['sentry', 'sentry_=', 'sntrys_eyJ', 'sntryi_0 ', 'sntrys_eyJ%3D', '%25', '&', 'https://0:0@'])(
    'is found in %j, many times over, and the search comes to an end',
    (almost) => {
      expect(findCredentials(almost.repeat(50_000))).toEqual([]);
    },
  );

  it('keeps the search for those that stand close to each other from its end', () => {
    const found = findCredentials('sntryag_eyJa.b.c'.repeat(50_000));
    expect(found).toHaveLength(50_000);
    expect(new Set(found.map(({ kind, start, end }) => `${kind} ${end - start}`))).toEqual(
      new Set(['agent-token 16']),
    );
  });
});
