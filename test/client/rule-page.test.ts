import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { documentationBase, registerRulePages, ruleOf, RulePages } from '../../client/src/rule-page.ts';

const showPreview = vi.hoisted(() => vi.fn());
vi.mock('../../client/src/show-preview.ts', () => ({ showPreview }));
const code = vi.hoisted(() => ({
  registerCommand: vi.fn(),
  registerUriHandler: vi.fn(),
  readFile: vi.fn(),
  showInformationMessage: vi.fn(),
}));
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  Uri: { joinPath: (_base: unknown, ...parts: string[]) => parts.join('/') },
  commands: { registerCommand: code.registerCommand },
  env: { uriScheme: 'vscode-insiders' },
  window: {
    showInformationMessage: code.showInformationMessage,
    registerUriHandler: code.registerUriHandler,
  },
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
    expect(showPreview).toHaveBeenCalledWith(expect.stringMatching(/broad-scope\.md$/));
  });

  it('says so where this version has no such page', async () => {
    code.readFile.mockRejectedValueOnce(new Error('not found'));
    await handle('/rules/from-the-future');
    expect(showPreview).not.toHaveBeenCalled();
    expect(code.showInformationMessage).toHaveBeenCalledOnce();
  });

  it('does nothing for another address', async () => {
    await handle('/elsewhere');
    expect(code.readFile).not.toHaveBeenCalled();
  });
});

describe('registerRulePages', () => {
  it('opens a page by command, and nothing for an argument that names no rule', async () => {
    vi.clearAllMocks();
    registerRulePages({} as vscode.Uri);
    const [[id, run]] = code.registerCommand.mock.calls as [[string, (rule: unknown) => Promise<void>]];
    expect(id).toBe('sentryPermissions.openRulePage');
    for (const argument of [undefined, 1, '../../package', 'a/b', 'Broad']) await run(argument);
    expect(code.readFile).not.toHaveBeenCalled();
    await run('broad-scope');
    expect(showPreview).toHaveBeenCalledWith(expect.stringMatching(/broad-scope\.md$/));
  });
});

it('addresses begin with the scheme of this VS Code', () => {
  expect(documentationBase('sentry-permissions.sentry-permissions')).toBe(
    'vscode-insiders://sentry-permissions.sentry-permissions/rules/',
  );
});
