/** VS Code makes links of `[text](command:…)` in messages, and a path or a fault may hold whatever somebody called a file. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { exportReport } from '../../client/src/export-report.ts';
import { importUses } from '../../client/src/import-uses.ts';
import type { Questions } from '../../client/src/questions.ts';
import { showIntegration } from '../../client/src/review-commands.ts';

const code = vi.hoisted(() => ({
  failed: vi.fn(),
  path: '[all is well](command:evil)/sentry-permissions.yaml',
}));
vi.mock('vscode', async () => {
  const refuse = (): Promise<never> => Promise.reject(new Error(`EACCES: ${code.path}`));
  const uri = { scheme: 'file', path: code.path, toString: () => `file:///${code.path}` };
  const document = { uri, isUntitled: false, isDirty: true, getText: () => 'version: 1\n' };
  return {
    ...(await import('./l10n.ts')),
    Uri: { parse: () => uri },
    languages: { match: () => 10 },
    window: {
      activeTextEditor: { document, selection: {} },
      showErrorMessage: code.failed,
      tabGroups: { all: [] },
      visibleTextEditors: [],
    },
    workspace: {
      textDocuments: [document],
      workspaceFolders: undefined,
      fs: { isWritableFileSystem: () => true, stat: refuse, writeFile: refuse },
      asRelativePath: () => code.path,
      getWorkspaceFolder: () => undefined,
      openTextDocument: refuse,
    },
  };
});
vi.mock('vscode-languageclient', () => ({}));

const client = {
  code2ProtocolConverter: { asUri: String, asPosition: () => ({ line: 0, character: 0 }) },
  sendRequest: (request: string) =>
    Promise.resolve(
      request.endsWith('/pin') ? { name: 'bot', target: { uri: 'file:///a.yaml' } } : { text: 'a report' },
    ),
} as unknown as BaseLanguageClient;

const place = { toString: () => 'file:///report.html' };
const questions = {
  pick: (_title: string, items: readonly unknown[]) => Promise.resolve(items[0]),
  file: () => Promise.resolve(place),
  saveAs: () => Promise.resolve(place),
} as unknown as Questions;

const opened = { isGoneTo: () => false };

beforeEach(() => {
  code.failed.mockReset();
});

describe('a message makes no link', () => {
  it.each([
    [
      'of a manifest that cannot be opened',
      () => showIntegration(client, opened, { kind: 'unread', uri: `file:///${code.path}`, reason: '' }),
    ],
    ['of a recording that cannot be read', () => importUses(client, questions, () => Promise.resolve())],
    ['of a report that cannot be written', () => exportReport(client, questions)],
  ])('%s', async (_what, act) => {
    await act();
    expect(code.failed).toHaveBeenCalledOnce();
    const message = String(code.failed.mock.calls[0]?.[0]);
    expect(message).toContain('[all is well] (command:evil)/sentry-permissions.yaml');
  });
});
