import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { documentationBase, ruleOf, RulePages } from '../../client/src/rule-page.ts';

const code = vi.hoisted(() => ({
  executeCommand: vi.fn(),
  readFile: vi.fn(),
  showInformationMessage: vi.fn(),
}));
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  Uri: { joinPath: (_base: unknown, ...parts: string[]) => parts.join('/') },
  commands: { executeCommand: code.executeCommand },
  env: { uriScheme: 'vscode-insiders' },
  window: { showInformationMessage: code.showInformationMessage },
  workspace: { fs: { readFile: code.readFile } },
}));

describe('ruleOf', () => {
  it.each(['/rules/broad-scope', '/rules/x'])('takes %s', (path) => {
    expect(ruleOf(path)).toBe(path.slice('/rules/'.length));
  });

  it.each([
    '/rules/',
    '/rules/../../package',
    '/rules/broad-scope/..',
    '/rules/Broad',
    '/rules/-',
    '/rules/a.md',
    '/other/broad-scope',
    'rules/broad-scope',
    '/rules/broad-scope\n',
  ])('refuses %j', (path) => {
    expect(ruleOf(path)).toBeUndefined();
  });
});

describe('RulePages', () => {
  const pages = new RulePages({} as vscode.Uri);
  const handle = (path: string): Promise<void> => pages.handleUri({ path } as vscode.Uri);
  beforeEach(() => {
    vi.clearAllMocks();
  });

  it('opens the packaged page', async () => {
    await handle('/rules/broad-scope');
    expect(code.executeCommand).toHaveBeenCalledWith(
      'markdown.showPreviewToSide',
      expect.stringMatching(/broad-scope\.md$/),
    );
  });

  it('says so where this version has no such page', async () => {
    code.readFile.mockRejectedValueOnce(new Error('not found'));
    await handle('/rules/from-the-future');
    expect(code.executeCommand).not.toHaveBeenCalled();
    expect(code.showInformationMessage).toHaveBeenCalledOnce();
  });

  it('does nothing for another address', async () => {
    await handle('/elsewhere');
    expect(code.readFile).not.toHaveBeenCalled();
  });
});

it('addresses begin with the scheme of this VS Code', () => {
  expect(documentationBase('sentry-permissions.sentry-permissions')).toBe(
    'vscode-insiders://sentry-permissions.sentry-permissions/rules/',
  );
});
