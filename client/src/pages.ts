/** Pages of ours that are made when somebody asks for them, shown beside the editor. */
import * as vscode from 'vscode';
import { showPreview } from './show-preview.ts';

const SCHEME = 'sentry-permissions-page';

/**
 * Shows Markdown as a page that nobody can edit; the name is that of its tab. Once a document changes that it is about, the page says
 * that it tells of what was.
 */
export type ShowPage = (name: string, markdown: string, about?: About) => Promise<void>;

/** Whether a page is about a document. */
type About = (document: vscode.TextDocument) => boolean;

interface Shown {
  readonly uri: vscode.Uri;
  readonly markdown: string;
  readonly about: About | undefined;
}

/** Registers where the pages come from. */
export function createPages(context: vscode.ExtensionContext): ShowPage {
  /** The newest of each name, by path. */
  const pages = new Map<string, Shown>();
  /** Tabs of another session have numbers too, and VS Code brings them back. */
  let count = Date.now();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    // VS Code brings the tabs of another session back, and nobody has made their pages in this one.
    provideTextDocumentContent: ({ path }) =>
      pages.get(path)?.markdown ??
      vscode.l10n.t(
        'This page is gone: VS Code has started anew since. Run the command again that showed it.',
      ),
  };
  const show = (page: Shown): void => {
    pages.set(page.uri.path, page);
    changed.fire(page.uri);
  };
  context.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, provider),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0) return;
      for (const { uri, markdown, about } of pages.values())
        if (about?.(document) === true)
          show({ uri, markdown: `${outdated()}\n\n${markdown}`, about: undefined });
    }),
  );

  return async (name, markdown, about) => {
    const plain = pageUri(name);
    // VS Code's preview keeps what it last drew by address and version, and each document that is opened begins at version 1: at an
    // address that was closed it would show the page before.
    const uri = openAddress(plain) ?? plain.with({ query: String(++count) });
    show({ uri, markdown, about });
    await showPreview(uri);
  };
}

/** The address of the tab that has the page open. */
function openAddress({ path }: vscode.Uri): vscode.Uri | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (isDocumentTab(input) ? [input.uri] : []))
    .find((uri) => uri.scheme === SCHEME && uri.path === path);
}

/** Without VS Code's Markdown extension a page is a text. */
function isDocumentTab(input: unknown): input is vscode.TabInputCustom | vscode.TabInputText {
  return input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
}

function outdated(): string {
  return vscode.l10n.t(
    '> **A file that this page is about has changed since.** Run the command again to see how it stands now.',
  );
}

/** An address whose last part is the name, less what would end it, be a drive on Windows or turn the tab around. */
function pageUri(name: string): vscode.Uri {
  const part = name
    .replace(/[\s/\\\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069]+/g, ' ')
    .replace(/^([A-Za-z]):/, '$1 ');
  return vscode.Uri.from({ scheme: SCHEME, path: `/${part}` });
}

/** A text from outside in one line of Markdown, in the type of code. */
export function code(text: string): string {
  const line = text.replace(/[\s\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069]+/g, ' ');
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length)) + 1);
  return `${fence} ${line} ${fence}`;
}
