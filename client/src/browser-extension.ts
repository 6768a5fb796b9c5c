/** Where VS Code enters in a browser: the server is a worker. */
import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { activateWith, type ExtensionApi } from './activate.ts';
import { openWorker } from './worker-transports.ts';

export { deactivate } from './activate.ts';

/** Called by VS Code, once, when an activation event of ours comes: starts the server as a worker. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'browser-language-server.js').toString(
    true,
  );
  const formatter = vscode.Uri.joinPath(context.extensionUri, 'dist', 'formatter.js').toString(true);
  return activateWith(
    context,
    (id, name, options) =>
      new WorkerClient(id, name, module, {
        ...options,
        initializationOptions: { ...(options.initializationOptions as object), formatter },
      }),
  );
}

/** The library ends a worker that shuts down in order only; this one ends any. */
class WorkerClient extends LanguageClient {
  #transports: MessageTransports | undefined;

  constructor(id: string, name: string, module: string, options: LanguageClientOptions) {
    super(
      id,
      name,
      // Asked at each start, so that a restart gets a worker of its own.
      () => {
        const transports = openWorker(module, (error) => {
          this.error('The language server failed.', error, false);
        });
        this.#transports = transports;
        return Promise.resolve(transports);
      },
      options,
    );
  }

  override async stop(timeout?: number): Promise<void> {
    const transports = this.#transports;
    try {
      await super.stop(timeout);
    } finally {
      transports?.writer.end();
    }
  }
}
