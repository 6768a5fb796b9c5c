/** Pages of ours that are made when somebody asks for them, shown beside the editor. */
import * as vscode from 'vscode';
import { showPreview } from './show-preview.ts';

const SCHEME = 'sentry-permissions-page';

/** Shows Markdown as a page that nobody can edit; the name is that of its tab. */
export type ShowPage = (name: string, markdown: string) => Promise<void>;

/** Registers where the pages come from. */
export function createPages(context: vscode.ExtensionContext): ShowPage {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    // VS Code brings the tabs of another session back, and nobody has made their pages in this one.
    provideTextDocumentContent: ({ path }) =>
      texts.get(path) ??
      vscode.l10n.t(
        'This page is gone: VS Code has started anew since. Run the command again that showed it.',
      ),
  };
  context.subscriptions.push(changed, vscode.workspace.registerTextDocumentContentProvider(SCHEME, provider));

  return async (name, markdown) => {
    const uri = pageUri(name);
    texts.set(uri.path, markdown);
    changed.fire(uri);
    await showPreview(uri);
  };
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
