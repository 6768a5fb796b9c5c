/** What the command line reports is what the language server reports: of each manifest the same findings at the same places. */
import { DocumentDiagnosticRequest, type Diagnostic } from 'vscode-languageserver-protocol/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { manifestOf } from '../../scripts/bench/manifest.mjs';
import { startSession, type Session } from '../server/lsp/session.ts';
import { FAULTY } from '../server/support/manifests.ts';
import { checkJson, CLEAN, ERROR, TODAY, WARNING, type OutputFinding } from '../cli/support.ts';

/** `FILES=2000 npm run test:unit -- test/project/same-as-server.test.ts` compares so many. */
const FILES = Number(process.env['FILES'] ?? 20);

const SEVERITIES = { error: 1, warning: 2, info: 3, hint: 4 } as const;

let session: Session;
beforeAll(async () => {
  session = await startSession({ textDocument: { diagnostic: {} } }, undefined, { today: () => TODAY });
});
afterAll(() => session.end());

/** A finding of either, in the same words. */
interface Told {
  readonly rule: string;
  readonly severity: number;
  readonly at: readonly number[];
  readonly message: Diagnostic['message'];
}

const byPlace = (a: Told, b: Told): number =>
  JSON.stringify([a.at, a.rule, a.message]) < JSON.stringify([b.at, b.rule, b.message]) ? -1 : 1;

async function byServer(text: string, uri: string): Promise<Told[]> {
  await session.open(text, uri);
  const told = await askedServer(uri);
  await session.close(uri);
  return told;
}

async function askedServer(uri: string): Promise<Told[]> {
  const report = await session.connection.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument: { uri },
  });
  const items: readonly Diagnostic[] = report.kind === 'full' ? report.items : [];
  return items
    .map(({ code, severity = 0, range: { start, end }, message }) => ({
      rule: String(code),
      severity,
      at: [start.line + 1, start.character + 1, end.line + 1, end.character + 1],
      message: typeof message === 'string' ? message : message.value,
    }))
    .sort(byPlace);
}

function byCommand(findings: readonly OutputFinding[]): Told[] {
  return findings
    .filter(({ accepted }) => !accepted)
    .map(({ rule, level, range: { start, end }, message }) => ({
      rule,
      severity: SEVERITIES[level],
      at: [start.line, start.column, end.line, end.column],
      message,
    }))
    .sort(byPlace);
}

it('of generated manifests', async () => {
  let seen = 0;
  for (let index = 0; index < FILES; index++) {
    const path = `team-${String(index)}/sentry-permissions.yaml`;
    const { text } = manifestOf(20, `app-${String(index)}`);
    const { files } = await checkJson({ [path]: text });
    const expected = byCommand(files[0]!.findings);
    expect(await byServer(text, `file:///project/${path}`)).toEqual(expected);
    seen += expected.length;
  }
  expect(seen).toBeGreaterThan(FILES * 10);
}, 3_600_000);

it('of manifests that name the place of one secret', async () => {
  const stored = (name: string, place: string): string =>
    CLEAN.replace('  bot:\n', `  ${name}:\n`).replace('vault://platform/sentry/bot', place);
  const uriOf = (path: string): string => `file:///project/${path}`;
  const texts = {
    'a.yaml': stored('shop', 'vault://acme/sentry/shop'),
    'b.yaml': stored('status', 'vault://acme/sentry/shop'),
    'c.yaml': stored('other', 'vault://acme/sentry/other'),
  };
  const { files } = await checkJson(texts);
  for (const [path, text] of Object.entries(texts)) await session.open(text, uriOf(path));
  // An open document is known to the others once it has been asked about.
  for (const path of Object.keys(texts)) await askedServer(uriOf(path));
  for (const { path, findings } of files) expect(await askedServer(uriOf(path))).toEqual(byCommand(findings));
  for (const path of Object.keys(texts)) await session.close(uriOf(path));
  expect(
    files.map(({ findings }) => findings.filter(({ rule }) => rule === 'shared-credential').length),
  ).toEqual([1, 1, 0]);
  expect(files[0]!.findings.find(({ rule }) => rule === 'shared-credential')?.related).toEqual([
    {
      path: 'b.yaml',
      range: { start: { line: 11, column: 17 }, end: { line: 11, column: 41 } },
      message: 'the secret of status',
    },
  ]);
});

it.each([
  ['sound', CLEAN],
  ['with a warning', WARNING],
  ['with an error', ERROR],
  ['with many faults', FAULTY],
  ['with CRLF', FAULTY.replaceAll('\n', '\r\n')],
  ['behind a byte order mark', `\uFEFF${ERROR}`],
  ['with characters beyond 16 bits', ERROR.replace('Creates a', '🔑🔑 Creates a')],
  ['broken', `${ERROR}: [`],
  ['empty', ''],
  [
    'of a finding that is accepted',
    ERROR.replace(
      '    scopes:',
      '    accept: [{ rule: broad-scope, reason: Nothing weaker removes a member., until: 2027-01-31 }]\n    scopes:',
    ),
  ],
])('of one that is %s', async (_what, text) => {
  const { files } = await checkJson({ 'a.yaml': text });
  // An editor hands a document over without its mark.
  expect(await byServer(text.replace('\uFEFF', ''), 'file:///project/a.sentry-permissions.yaml')).toEqual(
    byCommand(files[0]!.findings),
  );
});
