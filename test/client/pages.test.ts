import { describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { createPages } from '../../client/src/pages.ts';

const showPreview = vi.hoisted(() => vi.fn());
const register = vi.hoisted(() => vi.fn());
const onChange = vi.hoisted(() => vi.fn());
vi.mock('../../client/src/show-preview.ts', () => ({ showPreview }));
const tabs = vi.hoisted(() => [] as { input: unknown }[]);
const Tab = vi.hoisted(
  () =>
    class {
      readonly uri: unknown;
      constructor(uri: unknown) {
        this.uri = uri;
      }
    },
);
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  TabInputCustom: Tab,
  TabInputText: Map,
  window: { tabGroups: { all: [{ tabs }] } },
  EventEmitter: class {
    fire = vi.fn();
  },
  Uri: {
    from: (parts: object) => ({ ...parts, with: (others: object) => ({ ...parts, ...others }) }),
  },
  workspace: { registerTextDocumentContentProvider: register, onDidChangeTextDocument: onChange },
}));

/** What the newest provider has at a path. */
function textAt(path: string): unknown {
  const [, provider] = register.mock.lastCall as [string, vscode.TextDocumentContentProvider];
  return provider.provideTextDocumentContent({ path } as vscode.Uri, {} as vscode.CancellationToken);
}

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

  it('has an address of its own each time, and while it is open the one that it has', async () => {
    const showPage = createPages({ subscriptions: [] } as unknown as vscode.ExtensionContext);
    const addressOf = async (text: string): Promise<unknown> => {
      await showPage('Refused request', text);
      return (showPreview.mock.lastCall as [unknown])[0];
    };
    const first = await addressOf('# One');
    const second = await addressOf('# Two');
    expect(second).not.toEqual(first);
    expect(second).toMatchObject({ path: '/Refused request' });
    tabs.push({ input: undefined }, { input: new Tab({ scheme: 'file', path: '/Refused request' }) });
    tabs.push({ input: new Tab(second) });
    expect(await addressOf('# Three')).toBe(second);
    expect(textAt('/Refused request')).toBe('# Three');
    tabs.length = 0;
    expect(await addressOf('# Four')).not.toEqual(second);
  });

  it('of a tab that has outlived its window says that it is gone', async () => {
    const showPage = createPages({ subscriptions: [] } as unknown as vscode.ExtensionContext);
    await showPage('Scope org:read', '# Page');
    expect(textAt('/Scope org:read')).toBe('# Page');
    expect(textAt('/Scope org:write')).toMatch(/^This page is gone.* Run the command again/);
  });

  it('says once that a document has changed that it is about, until it is shown anew', async () => {
    const showPage = createPages({ subscriptions: [] } as unknown as vscode.ExtensionContext);
    const [told] = onChange.mock.lastCall as [(event: object) => void];
    const [mine, other] = [
      { uri: { path: '/mine' } as vscode.Uri },
      { uri: { path: '/other' } as vscode.Uri },
    ];
    const show = (): Promise<void> =>
      showPage('Least scopes', '# Page', (document) => document.uri === mine.uri);
    await show();
    await showPage('Scope org:read', '# Scope');
    told({ document: other, contentChanges: [{}] });
    // Told of a document that only was saved, too.
    told({ document: mine, contentChanges: [] });
    expect(textAt('/Least scopes')).toBe('# Page');
    told({ document: mine, contentChanges: [{}] });
    told({ document: mine, contentChanges: [{}] });
    expect(textAt('/Least scopes')).toMatch(/^> \*\*A file .* has changed since\.\*\* Run [^\n]*\n\n# Page$/);
    expect(textAt('/Scope org:read')).toBe('# Scope');
    await show();
    expect(textAt('/Least scopes')).toBe('# Page');
  });
});
