/** Where VS Code enters on Node: the server is a process beside the extension host. */
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateWith, type ExtensionApi } from './activate.ts';

export { deactivate } from './activate.ts';

/** Called by VS Code, once, when an activation event of ours comes: starts the server as a process of its own. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const module = context.asAbsolutePath('dist/language-server.js');
  return activateWith(
    context,
    (id, name, options) =>
      new LanguageClient(
        id,
        name,
        {
          // Over stdio the server need not write again what stays the same in a large file.
          run: { module, transport: TransportKind.stdio },
          debug: { module, transport: TransportKind.stdio, options: { execArgv: ['--inspect=0'] } },
        },
        options,
      ),
  );
}
