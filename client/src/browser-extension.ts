/** Where VS Code enters in a browser: the server is a worker. */
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateWith, type ExtensionApi } from './activate.ts';
import { openWorker } from './worker-transports.ts';

export { deactivate } from './activate.ts';

export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'browser-language-server.js').toString(
    true,
  );
  const formatter = vscode.Uri.joinPath(context.extensionUri, 'dist', 'browser-formatter.js').toString(true);
  return activateWith(context, (id, name, options) => {
    const client = new LanguageClient(
      id,
      name,
      // Asked at each start, so that a restart gets a worker of its own.
      () =>
        Promise.resolve(
          openWorker(module, (error) => {
            client.error('The language server failed.', error, false);
          }),
        ),
      { ...options, initializationOptions: { ...(options.initializationOptions as object), formatter } },
    );
    return client;
  });
}
