import { describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { createPages } from '../../client/src/pages.ts';

const showPreview = vi.hoisted(() => vi.fn());
const register = vi.hoisted(() => vi.fn());
vi.mock('../../client/src/show-preview.ts', () => ({ showPreview }));
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  EventEmitter: class {
    fire = vi.fn();
  },
  Uri: { from: (parts: unknown) => parts },
  workspace: { registerTextDocumentContentProvider: register },
}));

describe('a page', () => {
  it.each([
    ['Scope org:admin', '/Scope org:admin'],
    ['c:temp – checks', '/c temp – checks'],
    ['shop.sentry-permissions.yaml – checks', '/shop.sentry-permissions.yaml – checks'],
    ['a/b\\c\n\u202Ed – checks', '/a b c d – checks'],
  ])('is named so that it reads well in a tab: %j', async (name, path) => {
    const showPage = createPages({ subscriptions: [] } as unknown as vscode.ExtensionContext);
    await showPage(name, '# Page');
    expect(showPreview).toHaveBeenLastCalledWith(expect.objectContaining({ path }));
  });

  it('of a tab that has outlived its window says that it is gone', async () => {
    const showPage = createPages({ subscriptions: [] } as unknown as vscode.ExtensionContext);
    await showPage('Scope org:read', '# Page');
    const [, provider] = register.mock.lastCall as [string, vscode.TextDocumentContentProvider];
    const textAt = (path: string): unknown =>
      provider.provideTextDocumentContent({ path } as vscode.Uri, {} as vscode.CancellationToken);
    expect(textAt('/Scope org:read')).toBe('# Page');
    expect(textAt('/Scope org:write')).toMatch(/^This page is gone.* Run the command again/);
  });
});
