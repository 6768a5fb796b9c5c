/** Pages of ours that are made when somebody asks for them, shown beside the editor. */
import * as vscode from 'vscode';

const SCHEME = 'sentry-permissions-page';

/** Shows Markdown as a page that nobody can edit. */
export type ShowPage = (name: string, markdown: string) => Promise<void>;

/** Registers where the pages come from. */
export function createPages(context: vscode.ExtensionContext): ShowPage {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => texts.get(path) ?? '',
  };
  context.subscriptions.push(changed, vscode.workspace.registerTextDocumentContentProvider(SCHEME, provider));

  return async (name, markdown) => {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md` });
    texts.set(uri.path, markdown);
    changed.fire(uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    } catch {
      // Somebody has turned VS Code's own Markdown extension off.
      await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
    }
  };
}

/** A text from outside in one line of Markdown, in the type of code. */
export function code(text: string): string {
  const line = text.replace(/[\s\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069]+/g, ' ');
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length)) + 1);
  return `${fence} ${line} ${fence}`;
}
