/** A credential is told once wherever it stands in a file, and shown nowhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { allCredentials } from '../../server/src/catalog/credentials.ts';
import { findCredentials } from '../../server/src/catalog/find-credentials.ts';
import { parseDay } from '../../server/src/manifest/dates.ts';
import { ClientCommand } from '../../server/src/protocol.ts';
import { describe as describeFile } from '../../server/src/report/describe.ts';
import { githubReport } from '../../server/src/report/github.ts';
import { jsonReport } from '../../server/src/report/json.ts';
import { markdownReport } from '../../server/src/report/markdown.ts';
import type { CheckedFile, Report, Style } from '../../server/src/report/report.ts';
import { sarifReport } from '../../server/src/report/sarif.ts';
import { NOTHING, withFile } from '../../server/src/report/summary.ts';
import { textReport } from '../../server/src/report/text.ts';
import { createService, judge } from '../../server/src/service.ts';
import type { Client, Finding } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/yaml/edits.ts';
import { EXAMPLE, FAULTY } from './support/manifests.ts';

const TODAY = parseDay('2026-11-23') ?? 0;
const RULE = 'secret-in-manifest';
const RUNS = Number(process.env['CREDENTIALS'] ?? (process.env['CI'] ? 500 : 50));

const characters = (alphabet: string, length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength: length, maxLength: length });
const HEX = '0123456789abcdef';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64_URL = `${BASE64.slice(0, -2)}-_`;
const hex = (length: number): fc.Arbitrary<string> => characters(HEX, length);
const prefixed = (prefix: string) => hex(64).map((secret) => ({ text: prefix + secret, secret }));
const named = (name: string, length: number) =>
  fc
    .tuple(fc.constantFrom('=', '="', ": '"), hex(length))
    // Quotes of its own would end those around it; the name and the sign are what counts.
    .map(([sign, secret]) => ({ text: `${name}${sign[0] ?? ''}${secret}`, secret }));

/** A made-up value of every kind, as it stands in a text, with the part that nobody may see. */
const VALUES: Readonly<Record<string, fc.Arbitrary<{ text: string; secret: string }>>> = {
  'organization-token': fc
    .tuple(characters(BASE64, 120), characters(BASE64, 43))
    .map(([json, secret]) => ({ text: `sntrys_eyJ${json}=_${secret}`, secret })),
  'internal-integration': prefixed('sntryi_'),
  'public-integration': prefixed('sntrya_'),
  'personal-token': prefixed('sntryu_'),
  'oauth-application': prefixed('sntrya_'),
  'scim-token': prefixed('sntryi_'),
  'unprefixed-token': named('SENTRY_AUTH_TOKEN', 64),
  'agent-token': fc
    .tuple(characters(BASE64_URL, 40), characters(BASE64_URL, 60), characters(BASE64_URL, 43))
    .map(([head, secret, end]) => ({ text: `sntryag_eyJ${head}.${secret}.${end}`, secret })),
  'legacy-api-key': named('sentry_api_key', 32),
  'client-key-with-secret': fc
    .tuple(hex(32), hex(32))
    .map(([key, secret]) => ({ text: `https://${key}:${secret}@sentry.acme.example/4`, secret })),
  'integration-client-secret': named('sentry_client_secret', 64),
};

/** Sound, and holding every key of the format. */
const WHOLE = EXAMPLE.replace(
  'integrations:',
  'server: https://sentry.acme.example\nrules:\n  stale-review: hint\nx-own: kept\nintegrations:',
);

/** Every line of a manifest and what may be put there: a value, a key, a comment, a block of text, an anchor. */
function placesIn(manifest: string): ((value: string) => string)[] {
  const lines = manifest.split('\n');
  return lines.flatMap((line, index) => {
    const put = (make: (value: string) => string) => (value: string) =>
      lines.toSpliced(index, 1, make(value)).join('\n');
    const [, indent = '', dash = '', key = '', rest = ''] = /^( *)(- )?([\w-]+):(?: (.*))?$/.exec(line) ?? [];
    const comment = put((value) => `${line} # ${value}`);
    if (key === '') {
      const item = /^( *- )[^{].*$/.exec(line)?.[1];
      return item === undefined ? [comment] : [comment, put((value) => `${item}"${value}"`)];
    }
    const start = `${indent}${dash}${key}:`;
    const below = `${indent}${' '.repeat(dash.length)}  `;
    const asKey = put((value) => `${indent}${dash}"${value}": ${rest}`);
    if (rest === '') return [comment, asKey];
    return [
      comment,
      asKey,
      put((value) => `${start} ${value}`),
      put((value) => `${start} "${value}"`),
      put((value) => `${start} 'see ${value} for it'`),
      put((value) => `${start} [${value}]`),
      put((value) => `${start} { x-a: ${value} }`),
      put((value) => `${start} |\n${below}see\n${below}${value}`),
      put((value) => `${start} &${value.replace(/[^\w=:/@.+-]/g, '')} ${rest}`),
    ];
  });
}

const PLACES = [...placesIn(WHOLE), ...placesIn(FAULTY)];

const CLIENTS: readonly Client[] = [
  {
    snippets: true,
    snippetEdits: false,
    commands: new Set(),
    documentationBase: undefined,
    documentationEnd: '',
  },
  {
    snippets: true,
    snippetEdits: false,
    commands: new Set(Object.values(ClientCommand)),
    documentationBase: 'file:///docs/',
    documentationEnd: '.md',
  },
];

const same = (text: string): string => text;
const STYLE: Style = {
  error: same,
  warning: same,
  info: same,
  hint: same,
  strong: same,
  faint: same,
  columns: undefined,
};

/** All that a person gets to see of a text: diagnostics, hovers, completions, names of actions, reports. */
function shownOf(text: string, near: readonly number[]): string {
  const service = createService({ today: () => TODAY });
  const document = TextDocument.create('file:///a.yaml', 'sentry-permissions', 1, text);
  const all = { start: document.positionAt(0), end: document.positionAt(text.length) };
  const parts: unknown[] = near.flatMap((offset) => {
    const position = document.positionAt(offset);
    return CLIENTS.slice(0, 1).flatMap((client) => {
      const items = service.completions(document, position, client);
      const resolved = items.slice(0, 3).map((item) => service.resolveCompletion(item, client));
      return [service.hover(document, position, client), items, resolved];
    });
  });
  for (const client of CLIENTS) {
    parts.push(service.diagnostics(document, client));
    const actions = service.codeActions(document, all, undefined, client);
    parts.push(actions.map(({ edit: _edit, ...visible }) => visible));
  }
  const file = describeFile('a.yaml', text, judge(text, TODAY), { excerpts: true, fixes: 'edits' });
  return [...parts.map((part) => JSON.stringify(part)), ...REPORTS.map((each) => reported(file, each))].join(
    '\n',
  );
}

const REPORTS = [textReport, jsonReport, sarifReport, githubReport, markdownReport];

function reported(checked: CheckedFile, report: Report): string {
  const run = {
    version: '1',
    catalogDate: '2026-08-16',
    today: TODAY,
    includeAccepted: true,
    page: () => undefined,
  };
  const { head, file, tail } = report.start(run, STYLE);
  return head + file(checked) + tail(withFile(NOTHING, checked));
}

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
  expect(text.slice(at.start, at.end)).toContain(secret);
  const shown = shownOf(text, [at.start, at.start + 8, at.end, text.lastIndexOf('\n', at.start) + 8]);
  for (const piece of pieces(secret)) expect(shown, text).not.toContain(piece);

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
    expect(Object.keys(VALUES).sort()).toEqual(kinds.sort());
  });

  it.each(Object.keys(VALUES))(
    '%s: is found once and shown nowhere',
    (kind) => {
      const value = VALUES[kind]!;
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

  it('makes a hostile text hard to look through', () => {
    for (const almost of [
      'sentry',
      'sentry_=',
      'sntrys_eyJ',
      'sntryi_0 ',
      'sntryag_eyJa.',
      '&',
      'https://0:0@',
    ]) {
      const text = almost.repeat(50_000);
      expect(findCredentials(text).length).toBeLessThan(text.length);
    }
  });
});
