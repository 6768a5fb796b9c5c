import { describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { createPages } from '../../client/src/pages.ts';

const showPreview = vi.hoisted(() => vi.fn());
vi.mock('../../client/src/show-preview.ts', () => ({ showPreview }));
vi.mock('vscode', () => ({
  EventEmitter: class {
    fire = vi.fn();
  },
  Uri: { from: (parts: unknown) => parts },
  workspace: { registerTextDocumentContentProvider: vi.fn() },
}));

describe('a page', () => {
  it.each([
    ['Scope org:admin', '/Scope org admin'],
    ['shop.sentry-permissions.yaml – checks', '/shop.sentry-permissions.yaml – checks'],
    ['a/b\\c\n\u202Ed – checks', '/a b c d – checks'],
  ])('is named so that it reads well in a tab: %j', async (name, path) => {
    const showPage = createPages({ subscriptions: [] } as unknown as vscode.ExtensionContext);
    await showPage(name, '# Page');
    expect(showPreview).toHaveBeenLastCalledWith(expect.objectContaining({ path }));
  });
});
