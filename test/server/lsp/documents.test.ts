/** The audit report and the comparison, as our client asks for them. */
import { CancellationTokenSource, ErrorCodes, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AuditReportRequest, CompareRequest } from '../../../server/src/document-protocol.ts';
import type {
  AuditReportAnswer,
  AuditReportParams,
  CompareParams,
} from '../../../server/src/document-protocol.ts';
import type { Page } from '../../../server/src/protocol.ts';
import { CLEAN, cli, WARNING } from '../../cli/support.ts';
import { startSession } from './session.ts';
import type { Session } from './session.ts';

let session: Session;
beforeEach(async () => {
  session = await startSession();
});
afterEach(() => session.end());

const FILES = { 'b.yaml': WARNING, 'a.yaml': CLEAN };

it.each(['html', 'markdown', 'csv', 'json'] as const)(
  'writes the report of the command line as %s',
  async (format) => {
    const params: AuditReportParams = {
      format,
      files: Object.entries(FILES).map(([path, text]) => ({ path, text })),
      // In whatever order they were found out.
      unread: ['d.yaml', 'c.yaml'].map((path) => ({
        path,
        message: 'Permission to read it is denied. Give this user read access.',
      })),
    };
    const { text } = await session.connection.sendRequest<AuditReportAnswer>(AuditReportRequest, params);
    const denied = { fault: 'denied', code: 'EACCES' } as const;
    const files = { ...FILES, 'c.yaml': denied, 'd.yaml': denied };
    const { out } = await cli(['report', ...Object.keys(files), '--format', format], files, {
      version: session.initialized.serverInfo!.version!,
    });
    expect(text).toBe(out);
  },
);

it('shows the comparison of the command line', async () => {
  const files = { 'base.yaml': CLEAN, 'head.yaml': CLEAN.replace('- scope', '- team:read\n      - scope') };
  const [base, head] = Object.entries(files).map(([path, text]) => ({ path, text })) as [State, State];
  const params: CompareParams = {
    base: 'v1',
    head: 'now',
    files: [
      { base, head },
      { base, head: null },
    ],
  };
  const page = await session.connection.sendRequest<Page>(CompareRequest, params);
  expect(page.name).toBe('Changes since v1');
  expect(page.markdown).toContain('base.yaml`, removed');
  const { out } = await cli(['diff', ...Object.keys(files), '--format', 'markdown'], files);
  expect(page.markdown).toContain(out.slice(out.indexOf('### ')).trim());
  expect(page.markdown).toContain('**Fails by widened-without-rationale.**');
});

it('knows a reason that stands in a manifest which stays as it is', async () => {
  const head = CLEAN.replace('- scope: project:releases', '- scope: org:admin').replace('  bot:', '  copy:');
  const compare = (others: readonly string[]): Promise<Page> =>
    session.connection.sendRequest(CompareRequest, {
      base: 'v1',
      head: 'now',
      files: [{ base: null, head: { path: 'a.yaml', text: head } }],
      others,
    } satisfies CompareParams);
  expect((await compare([])).markdown).toContain('**Passes.**');
  expect((await compare([CLEAN])).markdown).toContain('**Fails by widened-without-rationale.**');
});

it('names a manifest that could not be read, and judges nothing then', async () => {
  const params: CompareParams = {
    base: 'v1',
    head: 'now',
    files: [
      { base: { path: 'a.yaml', text: CLEAN }, head: { path: 'a.yaml', text: CLEAN } },
      { base: { path: 'b.yaml', text: CLEAN }, head: { path: 'b.yaml', fault: 'It is too large.' } },
    ],
  };
  const { markdown } = await session.connection.sendRequest<Page>(CompareRequest, params);
  expect(markdown).toContain('### `b.yaml`\n\n- **not read:** In the head: It is too large.');
  expect(markdown).toContain('**Not judged:');
  expect(markdown).not.toMatch(/Passes|removed/);
});

it('shows no credential that stands in why something could not be read', async () => {
  const hex = '7f3a91c04be2d85f6a1907c3e48b2d5f0c69e1a3b7d4f82856c0e9a1b3d7f42c';
  const fault = `There is no sntryi_${hex}.`;
  const [path, text] = ['a.yaml', CLEAN];
  const compared = await session.connection.sendRequest<Page>(CompareRequest, {
    base: 'v1',
    head: 'now',
    files: [{ base: { path, text }, head: { path, fault } }],
  } satisfies CompareParams);
  const report = await session.connection.sendRequest<AuditReportAnswer>(AuditReportRequest, {
    format: 'json',
    files: [],
    unread: [{ path, message: fault }],
  } satisfies AuditReportParams);
  for (const shown of [compared.markdown, report.text]) {
    expect(shown).toContain('There is no ');
    expect(shown).not.toContain(hex.slice(0, 12));
  }
});

it.each([AuditReportRequest, CompareRequest])('leaves off what was cancelled: %s', async (request) => {
  const head = { path: 'a.yaml', text: `${CLEAN}${'#'.repeat(100_000)}\n` };
  const files = Array.from({ length: 20 }, () => ({ ...head, base: null, head }));
  const source = new CancellationTokenSource();
  const params = { format: 'json', files, unread: [], base: 'v1', head: 'now' };
  const asked = session.connection.sendRequest(request, params, source.token);
  source.cancel();
  await expect(asked).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  expect(session.log).toEqual([]);
});

it('refuses parameters of another form', async () => {
  for (const params of [
    {},
    { format: 'pdf', files: [], unread: [] },
    { format: 'constructor', files: [], unread: [] },
    { files: 3 },
    { files: [{ base: {} }] },
  ]) {
    const refused = { code: ErrorCodes.InvalidParams };
    await expect(session.connection.sendRequest(AuditReportRequest, params)).rejects.toMatchObject(refused);
    await expect(session.connection.sendRequest(CompareRequest, params)).rejects.toMatchObject(refused);
  }
});

type State = NonNullable<CompareParams['files'][number]['base']>;
