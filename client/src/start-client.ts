/** Starts the bundled language server and keeps it running. */
import * as vscode from 'vscode';
import {
  CloseAction,
  vsdiag,
  type BaseLanguageClient,
  type CloseHandlerResult,
  type DocumentSelector,
  type ErrorHandler,
  type LanguageClientOptions,
  type Middleware,
} from 'vscode-languageclient';
import { serveFiles } from './workspace-files.ts';
import { ClientCommand, LANGUAGE_ID, type InitializationOptions } from '../../server/src/protocol.ts';

/** After five crashes within three minutes we stop and ask: it would only crash again. */
const RESTARTS = 4;

/** Makes the client of one kind of host; `id` is also where it looks for the setting `<id>.trace.server`. */
export type CreateClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

export interface ServerHandle {
  readonly client: BaseLanguageClient;
  start(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Ours by language, and by name where somebody's settings make every such file plain YAML. */
export const documentSelector: DocumentSelector = [
  { language: LANGUAGE_ID },
  { language: 'yaml', pattern: '**/sentry-permissions.{yaml,yml}' },
  { language: 'yaml', pattern: '**/*.sentry-permissions.{yaml,yml}' },
];

export function createServerHandle(
  context: vscode.ExtensionContext,
  createClient: CreateClient,
  initializationOptions: InitializationOptions,
): ServerHandle {
  const recovery = new Recovery(() => restart());
  const options: LanguageClientOptions = {
    documentSelector,
    initializationOptions: { ...initializationOptions, servesFiles: true },
    errorHandler: recovery,
    // Of all commands a hover may only open a rule's page: it shows text that anybody may have written.
    markdown: { isTrusted: { enabledCommands: [ClientCommand.openRulePage] } },
    middleware,
  };
  const client = createClient('sentryPermissions', 'Sentry Permissions', options);
  recovery.policy = client.createDefaultErrorHandler(RESTARTS);
  context.subscriptions.push(client, serveFiles(client));

  async function start(): Promise<void> {
    try {
      await client.start();
    } catch (error) {
      client.error(vscode.l10n.t('The language server could not be started.'), error, 'force');
    }
  }

  async function restart(): Promise<void> {
    recovery.policy = client.createDefaultErrorHandler(RESTARTS);
    if (client.isRunning()) await client.stop();
    await start();
  }

  return { client, start, restart, stop: () => client.stop() };
}

/** The library's way to restart, with a last message that offers a way on. */
class Recovery implements ErrorHandler {
  policy: ErrorHandler | undefined;
  readonly #restart: () => Promise<void>;

  constructor(restart: () => Promise<void>) {
    this.#restart = restart;
  }

  error(...details: Parameters<ErrorHandler['error']>): ReturnType<ErrorHandler['error']> {
    if (!this.policy) throw new Error('The client has no policy yet.');
    return this.policy.error(...details);
  }

  async closed(): Promise<CloseHandlerResult> {
    const result = await this.policy?.closed();
    // A single crash that heals itself is a line in the log, not a message.
    if (result?.action === CloseAction.Restart) return { ...result, handled: true };
    void this.#offerRestart();
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  async #offerRestart(): Promise<void> {
    const restart = vscode.l10n.t('Restart');
    const showLog = vscode.l10n.t('Show Log');
    const choice = await vscode.window.showErrorMessage(
      vscode.l10n.t(
        'The Sentry Permissions language server stopped five times within three minutes and stays stopped.',
      ),
      restart,
      showLog,
    );
    if (choice === restart) await this.#restart();
    if (choice === showLog) await vscode.commands.executeCommand('sentryPermissions.showLog');
  }
}

/** The other side of a comparison cannot be edited; its findings would only repeat or contradict ours. */
export function isReadOnly(uri: vscode.Uri): boolean {
  return vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false;
}

const middleware: Middleware = {
  provideDiagnostics(document, previousResultId, token, next) {
    const uri = 'uri' in document ? document.uri : document;
    if (!isReadOnly(uri)) return next(document, previousResultId, token);
    return { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] };
  },
  provideWorkspaceDiagnostics(resultIds, token, report, next) {
    return next(resultIds, token, (chunk) => {
      // Blank rather than left out: what has no result id is asked for again and again.
      const items = chunk?.items.map((item) =>
        isReadOnly(item.uri) && item.kind === vsdiag.DocumentDiagnosticReportKind.full
          ? { ...item, items: [] }
          : item,
      );
      report(items ? { items } : null);
    });
  },
  handleDiagnostics(uri, diagnostics, next) {
    next(uri, isReadOnly(uri) ? [] : diagnostics);
  },
};
