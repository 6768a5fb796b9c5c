import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import {
  MOST_IN_FULL,
  outlineOf,
  toDocumentSymbol,
  toSymbolInformation,
} from '../../../server/src/features/symbols.ts';
import type { OutlineSymbol } from '../../../server/src/features/symbols.ts';
import { symbolsNamed } from '../../../server/src/features/workspace-symbols.ts';
import { EXAMPLE } from '../support/manifests.ts';
import { read } from './cursor.ts';

/** The outline as indented lines: name, detail, what is selected. */
function drawn(
  text: string,
  symbols: readonly OutlineSymbol[] = outlineOf(read(text)),
  indent = '',
): string[] {
  return symbols.flatMap(({ name, detail, selection, children }) => [
    `${indent}${name}${detail === undefined ? '' : ` (${detail})`} «${text.slice(selection.start, selection.end)}»`,
    ...drawn(text, children, `${indent}  `),
  ]);
}

const FULL = `version: 1
integrations:
  bot:
    kind: internal-integration
    credential: { storedIn: "vault://bot" }
    scopes:
      - scope: org:read
        until: 2027-01-31
      - team:read
      - org: admin
    webhooks: [issue, error.created]
    uses:
      - GET /api/0/organizations/
    reviews:
      - { date: 2026-10-01, by: dana@acme.example }
  github:
    kind: service
    permissions:
      - permission: Contents
        access: read
`;

describe('the outline', () => {
  it('has the integrations with their kind, and below them what they hold', () => {
    expect(drawn(FULL)).toEqual([
      'bot (internal-integration) «bot»',
      '  credential (vault://bot) «credential»',
      '  scopes «scopes»',
      '    org:read (until 2027-01-31) «org:read»',
      '    team:read «team:read»',
      '    org:admin «org: admin»',
      '  webhooks «webhooks»',
      '    issue «issue»',
      '    error.created «error.created»',
      '  uses «uses»',
      '    GET /api/0/organizations/ «GET /api/0/organizations/»',
      '  reviews «reviews»',
      '    2026-10-01 (dana@acme.example) «2026-10-01»',
      'github (service) «github»',
      '  permissions «permissions»',
      '    Contents (read) «Contents»',
    ]);
  });

  it('selects the copy of a key that is read, where the first one is empty', () => {
    const text = 'integrations:\n  bot:\n    scopes:\n    scopes: [org:read]\n';
    expect(drawn(text)).toEqual(['bot «bot»', '  scopes «scopes»', '    org:read «org:read»']);
  });

  it('spans an entry from its name to its last line', () => {
    const [bot] = outlineOf(read(FULL));
    const { start, end } = bot!.range;
    expect(FULL.slice(start, end)).toMatch(/^bot:\n[^]*dana@acme\.example }$/);
  });

  it.each([
    ['CRLF', FULL.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${FULL}`],
    ['astral characters', FULL.replace('version', '# 🎈🎈\nversion')],
    ['an anchor, for which the file is read whole', FULL.replace('kind: service', 'kind: &k service')],
  ])('is the same with %s', (_, text) => {
    expect(drawn(text)).toEqual(drawn(FULL));
  });

  it('reads flow style', () => {
    const text = 'integrations: { bot: { kind: service, scopes: [org:read, { scope: team:read }] } }\n';
    expect(drawn(text)).toEqual([
      'bot (service) «bot»',
      '  scopes «scopes»',
      '    org:read «org:read»',
      '    team:read «team:read»',
    ]);
  });

  it('keeps what is well formed of a half-typed file', () => {
    const text =
      'integrations:\n  a:\n    scopes:\n      -\n      - scope:\n      - org:read\n  b\n  c:\n    purpose: "open\n';
    expect(drawn(text)).toEqual([
      'a «a»',
      '  scopes «scopes»',
      '    (blank) «scope:»',
      '    org:read «org:read»',
      'b «b»',
      'c «c»',
    ]);
  });

  it('draws what an alias stands for only where it is written', () => {
    const text = 'integrations:\n  a: &x\n    scopes: [org:read]\n  b: *x\n';
    expect(drawn(text)).toEqual(['a «a»', '  scopes «scopes»', '    org:read «org:read»', 'b «b»']);
  });

  it('never shows a credential, a control character or an empty name', () => {
    const token = `sntryu_${'0123456789abcdef'.repeat(4)}`;
    const names = drawn(
      `integrations:\n  "":\n    credential: { storedIn: ${token} }\n  "a\\u0007\\nb": {}\n`,
    );
    expect(names[0]).toBe('(blank) «""»');
    expect(names.join()).not.toContain('0123456789');
    expect(names[1]).toContain('sntryu_•');
    expect(names.join()).not.toMatch(/\u0007/);
  });
});

describe('the outline in the protocol', () => {
  const document = TextDocument.create('file:///m', '', 1, FULL);

  it('is a tree of positions', () => {
    const [bot] = outlineOf(read(FULL)).map((symbol) => toDocumentSymbol(document, symbol));
    expect(bot).toMatchObject({
      name: 'bot',
      detail: 'internal-integration',
      range: { start: { line: 2, character: 2 }, end: { line: 14 } },
      selectionRange: { start: { line: 2, character: 2 }, end: { line: 2, character: 5 } },
    });
    expect(bot?.children?.[0]).toEqual({
      name: 'credential',
      detail: 'vault://bot',
      kind: 23,
      range: { start: { line: 4, character: 4 }, end: { line: 4, character: 43 } },
      selectionRange: { start: { line: 4, character: 4 }, end: { line: 4, character: 14 } },
    });
  });

  it('is a list with containers where a client draws no tree', () => {
    const list = outlineOf(read(FULL)).flatMap((symbol) => toSymbolInformation(document, symbol));
    expect(list.map(({ name, containerName = '' }) => `${containerName}/${name}`)).toEqual([
      '/bot',
      'bot/credential',
      'bot › scopes/org:read',
      'bot › scopes/team:read',
      'bot › scopes/org:admin',
      'bot › webhooks/issue',
      'bot › webhooks/error.created',
      'bot › uses/GET /api/0/organizations/',
      'bot › reviews/2026-10-01',
      '/github',
      'github › permissions/Contents',
    ]);
  });
});

describe('workspace symbols', () => {
  const files = [
    ['file:///a', { manifest: read(EXAMPLE) }],
    ['file:///b', { manifest: read('integrations:\n  Upload-Bot: {}\n') }],
  ] as const;

  it('are all integrations where nothing is asked for', () => {
    expect(symbolsNamed('', files).map(({ name }) => name)).toEqual([
      ...read(EXAMPLE).integrations.map(({ integration }) => integration.name.text),
      'Upload-Bot',
    ]);
  });

  it('hold the letters that were typed, in their order and in any case', () => {
    expect(symbolsNamed('UPLbot', files)).toEqual([
      {
        name: 'Upload-Bot',
        kind: 2,
        location: {
          uri: 'file:///b',
          range: { start: { line: 1, character: 2 }, end: { line: 1, character: 12 } },
        },
      },
    ]);
    expect(symbolsNamed('tobdaolpu', files)).toEqual([]);
  });

  it('name their organization', () => {
    const [first] = symbolsNamed('release', files);
    expect(first).toMatchObject({ name: 'release-uploader', containerName: 'acme' });
  });
});

it('names the integrations alone where there are very many', () => {
  const entries = (count: number): string =>
    Array.from(
      { length: count },
      (_, i) =>
        `  app-${String(i)}:\n    kind: service\n    features: [x]\n    reviews: [{ date: 2026-10-01, by: me }]\n`,
    ).join('');
  const outline = (count: number): OutlineSymbol[] =>
    outlineOf(read(`version: 1\nintegrations:\n${entries(count)}`));
  expect(outline(MOST_IN_FULL)[0]?.children.map(({ name }) => name)).toEqual(['reviews']);
  const large = outline(MOST_IN_FULL + 1);
  expect(large).toHaveLength(MOST_IN_FULL + 1);
  expect(large.flatMap(({ children }) => children)).toEqual([]);
  expect(large[0]).toMatchObject({ name: 'app-0', detail: 'service' });
});
