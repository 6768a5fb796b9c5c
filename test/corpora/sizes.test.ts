/** Texts of a size or depth that nobody writes by hand: all of them are answered, and none takes the program down. */
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { DocumentDiagnosticRequest, HoverRequest } from 'vscode-languageserver-protocol/node';
import { MAX_BYTES, MAX_CHARACTERS } from '../../server/src/ports/files.ts';
import { CheckedRequest, TOO_LARGE, type Checked } from '../../server/src/protocol.ts';
import { createService, findingsIn } from '../../server/src/service.ts';
import { cli, CLEAN, ERROR, INTEGRATION, TODAY as TODAY_IN_WORDS } from '../cli/support.ts';
import { startSession, URI } from '../server/lsp/session.ts';
import { askEverything } from '../server/support/everything.ts';
import { TODAY } from '../fuzz/wire.ts';

const HEAD = 'version: 1\nintegrations:\n  bot:\n    kind: internal-integration\n';
const PULL = { textDocument: { diagnostic: {} } };

/** Anchors of which each holds the one before it ten times: written out it would fill any memory. */
const BOMB = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 20 }, (_, i) => {
    const alias = `*a${String(i)}`;
    return `a${String(i + 1)}: &a${String(i + 1)} [${Array.from({ length: 10 }, () => alias).join(', ')}]`;
  }),
].join('\n');

const MILLION = 1_000_000;

const TEXTS: Readonly<Record<string, string>> = {
  '1,000 levels of maps': Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
  '1,000 levels of lists': `a: ${'- '.repeat(1000)}x`,
  '1,000 lists on one line': `${'- '.repeat(1000)}x`,
  '1,000 levels in flow style': `a: ${'['.repeat(1000)}${']'.repeat(1000)}`,
  '1,000 levels in the place of scopes': `${HEAD}    scopes: ${'['.repeat(1000)}${']'.repeat(1000)}\n`,
  '50,000 brackets that nobody closes': `a: ${'['.repeat(50_000)}`,
  '20,000 braces that nobody closes': '{a: '.repeat(20_000),
  'a plain text of 1 MB': `${HEAD}    purpose: ${'x'.repeat(MILLION)}\n`,
  'a quoted text of 1 MB': `${HEAD}    purpose: "${'x '.repeat(MILLION / 2)}"\n`,
  'a quote that nobody closes before 1 MB': `${HEAD}    purpose: "${'x\n'.repeat(MILLION / 2)}`,
  'a block of text of 1 MB': `${HEAD}    purpose: |\n${'      x\n'.repeat(MILLION / 8)}`,
  'a name of 1 MB': `version: 1\nintegrations:\n  ${'x'.repeat(MILLION)}:\n    kind: service\n`,
  'a comment of 1 MB': `# ${'x'.repeat(MILLION)}\n${HEAD}`,
  '100,000 empty lines': `${HEAD}${'\n'.repeat(100_000)}`,
  'an alias bomb': `${BOMB}\n${HEAD}    scopes: *a20\n    purpose: *a20\n    x-all: *a20\n`,
  '1,000 times the same scope': `${HEAD}    scopes: [${'org:admin, '.repeat(1000)}]\n`,
  '5,000 uses that no scope serves': `${HEAD}    scopes: [org:read]\n    uses:\n${'      - GET /api/0/organizations/{organization_id_or_slug}/issues/\n'.repeat(5000)}`,
  'a use of 50,000 words': `${HEAD}    uses:\n      - sentry-cli ${'word '.repeat(50_000)}\n`,
  '2,000 rationales of one text': `${HEAD}    scopes:\n${'      - { scope: org:read, rationale: Reads the members for the weekly report. }\n'.repeat(2000)}`,
  '100,000 errors on one line': `${'{0}'.repeat(100_000)}\n`,
  '500 integrations that name one secret': Array.from(
    { length: 500 },
    (_, i) =>
      `  bot-${String(i)}:\n    kind: internal-integration\n    scopes: [org:admin]\n    credential: { storedIn: vault://kv/sentry }\n`,
  ).reduce((text, entry) => text + entry, 'version: 1\nintegrations:\n'),
};

describe('a text with', () => {
  it.each(Object.keys(TEXTS))(
    '%s',
    async (name) => {
      await askEverything(TEXTS[name]!, TODAY, [0.5, 1]);
    },
    600_000,
  );

  it('an alias bomb is judged without writing it out', () => {
    const text = TEXTS['an alias bomb']!;
    expect(findingsIn(text, TODAY).map(({ rule }) => rule)).toContain('invalid-value');
  });

  it('100,000 lines is checked like a short one', () => {
    const entry = INTEGRATION.replace(/ {4}owner: .*\n/, '');
    const count = Math.ceil(100_000 / entry.split('\n').length);
    const entries = Array.from({ length: count }, (_, i) => `  bot-${String(i)}:\n${entry}`);
    const text = `version: 1\norganization: acme\nreview:\n  every: 90 days\nintegrations:\n${entries.join('')}`;
    expect(text.split('\n').length).toBeGreaterThan(100_000);
    const service = createService({ today: () => TODAY });
    const long = TextDocument.create(URI, 'x', 1, text);
    const client = {
      commands: new Set<string>(),
      snippetEdits: false,
      snippets: false,
      documentationBase: undefined,
      documentationEnd: '',
    };
    const missing = service.diagnostics(long, client).filter(({ code }) => code === 'missing-owner');
    expect(missing).toHaveLength(count);
    expect(service.isTooLarge(long)).toBe(false);
  }, 600_000);
});

describe('a name of 60,000 letters that stands in 10,000 findings', () => {
  const scopes = Array.from({ length: 10_000 }, (_, i) => `q${String(i)}`);
  const text = `version: 1\nintegrations:\n  ? ${'n'.repeat(60_000)}\n  : { kind: internal-integration, scopes: [${scopes.join(', ')}] }\n`;

  it.each([
    ['check', 'json'],
    ['check', 'sarif'],
    ['check', 'text'],
    ['report', 'html'],
    ['report', 'json'],
  ])('is written in short by %s --format %s', async (command, format) => {
    const { out } = await cli([command, 'a.yaml', '--format', format, '--today', TODAY_IN_WORDS], {
      'a.yaml': text,
    });
    expect(out).toContain('q9999');
    expect(out.length).toBeLessThan(30_000_000);
  });
});

describe('a file that is too large', () => {
  const huge = `${CLEAN}# ${'x'.repeat(MAX_CHARACTERS)}\n`;

  it('is told once in the editor, and the server goes on answering', async () => {
    const session = await startSession(PULL);
    const ask = async (uri: string): Promise<unknown[]> => {
      const report = await session.connection.sendRequest(DocumentDiagnosticRequest.type, {
        textDocument: { uri },
      });
      return report.kind === 'full' ? report.items.map(({ code }) => code) : [];
    };
    await session.open(huge);
    await session.open(ERROR, 'file:///project/other.yaml');
    expect(await ask(URI)).toEqual([TOO_LARGE]);
    expect(await ask('file:///project/other.yaml')).toContain('broad-scope');
    expect(await session.connection.sendRequest<Checked>(CheckedRequest, { uri: URI })).toMatchObject({
      tooLarge: true,
    });
    const position = { line: 4, character: 4 };
    expect(
      await session.connection.sendRequest(HoverRequest.type, { textDocument: { uri: URI }, position }),
    ).toBeNull();
    await session.change(ERROR, 2);
    expect(await ask(URI)).toContain('broad-scope');
    expect(session.log).toEqual([]);
    await session.end();
  });

  it('is pushed once to a client that does not ask', async () => {
    const session = await startSession();
    await session.open(huge);
    expect((await session.published()).diagnostics.map(({ code }) => code)).toEqual([TOO_LARGE]);
    await session.end();
  });

  it.each(['check', 'report'])('is trouble to %s, which still does the others', async (command) => {
    const files = { 'huge.yaml': new Uint8Array(50_000_000), 'a.yaml': ERROR };
    expect(files['huge.yaml'].length).toBeGreaterThan(MAX_BYTES);
    const { code, out, err } = await cli([command, 'huge.yaml', 'a.yaml', '--today', TODAY_IN_WORDS], files);
    expect(code).toBe(2);
    expect(err).toContain('huge.yaml: This is larger than 20 MB and is not checked.');
    expect(out).toContain('org:admin');
  });
});
