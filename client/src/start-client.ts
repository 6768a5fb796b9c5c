/** Starts the bundled language server and keeps it running. */
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  vsdiag,
  type BaseLanguageClient,
  type CloseHandlerResult,
  type ErrorHandler,
  type LanguageClientOptions,
  type Middleware,
} from 'vscode-languageclient';
import { ClientCommand, type InitializationOptions } from '../../server/src/protocol.ts';
import { ReviewsChangedNotification } from '../../server/src/review-protocol.ts';
import { unlessCancelled } from './cancelled-pull.ts';
import { followLeftOut } from './left-out.ts';
import { documentSelector } from './manifest-documents.ts';
import { isOtherSide } from './other-side.ts';
import { ServerRuns, type Run } from './server-runs.ts';
import { serverState } from './server-state.ts';
import { serveFiles } from './workspace-files.ts';

/** After five crashes within three minutes we stop and ask: it would only crash again. */
const RESTARTS = 4;

const ID = 'sentryPermissions';
const NAME = 'Sentry Permissions';

/** Makes the client of one kind of host; `id` is also where it looks for the setting `<id>.trace.server`. */
export type CreateClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

export interface ServerHandle {
  /** The client that counts now: a restart makes another one, so nobody keeps it. */
  readonly client: BaseLanguageClient;
  readonly log: vscode.LogOutputChannel;
  /** Something has happened to the client's state. */
  readonly onDidChangeState: vscode.Event<void>;
  /** Reviews stand otherwise than the server last said. */
  readonly onDidChangeReviews: vscode.Event<void>;
  /** Others of the open documents count for nobody. */
  readonly onDidChangeLeftOut: vscode.Event<void>;
  // None of these rejects.
  start(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Makes the handle of the server, which starts nothing yet; what is opened for it goes with the extension. `seeing` looks at what the server
 * answers before it is shown.
 */
export function createServerHandle(
  context: vscode.ExtensionContext,
  createClient: CreateClient,
  initializationOptions: InitializationOptions,
  seeing: Middleware,
): ServerHandle {
  // Ours, so that the log outlives a restart.
  const log = vscode.window.createOutputChannel(NAME, { log: true });
  const changed = new vscode.EventEmitter<void>();
  const reviewsChanged = new vscode.EventEmitter<void>();
  const leftOutChanged = new vscode.EventEmitter<void>();
  const options: LanguageClientOptions = {
    documentSelector,
    initializationOptions: { ...initializationOptions, servesFiles: true },
    outputChannel: log,
    // Of all commands a hover may only open a rule's page: it shows text that anybody may have written.
    markdown: { isTrusted: { enabledCommands: [ClientCommand.openRulePage] } },
    middleware: { ...seeing, ...middleware },
  };

  /** A client of its own for each run: one that could not be stopped hears of its old server still, and cannot tell it from a new one. */
  const next = (): Run & { readonly client: BaseLanguageClient } => {
    const recovery = new Recovery(log, () => runs.restart());
    const client = createClient(ID, NAME, { ...options, errorHandler: recovery });
    recovery.policy = client.createDefaultErrorHandler(RESTARTS);
    const attached = vscode.Disposable.from(
      serveFiles(client),
      followLeftOut(client, () => {
        leftOutChanged.fire();
      }),
      client.onDidChangeState(() => {
        changed.fire();
      }),
      client.onNotification(ReviewsChangedNotification, () => {
        reviewsChanged.fire();
      }),
    );
    return {
      client,
      get state() {
        return serverState(client);
      },
      start: () => client.start(),
      async end() {
        recovery.isOver = true;
        try {
          await client.dispose();
        } finally {
          attached.dispose();
        }
      },
    };
  };

  const runs = new ServerRuns(next, (what, error) => {
    const { client } = runs.current;
    if (what === 'start')
      client.error(vscode.l10n.t('The language server could not be started.'), error, 'force');
    else client.warn('The language server was let go: it could not be stopped in order.', error, false);
  });
  context.subscriptions.push(
    { dispose: () => void runs.stop() },
    log,
    changed,
    reviewsChanged,
    leftOutChanged,
  );

  return {
    get client() {
      return runs.current.client;
    },
    log,
    onDidChangeState: changed.event,
    onDidChangeReviews: reviewsChanged.event,
    onDidChangeLeftOut: leftOutChanged.event,
    start: () => runs.start(),
    restart: () => runs.restart(),
    stop: () => runs.stop(),
  };
}

/** The library's way to restart, with a last message that offers a way on. */
class Recovery implements ErrorHandler {
  policy: ErrorHandler | undefined;
  /** Whether the client is done with: then its server may end without a word. */
  isOver = false;
  readonly #log: vscode.LogOutputChannel;
  readonly #restart: () => Promise<void>;

  constructor(log: vscode.LogOutputChannel, restart: () => Promise<void>) {
    this.#log = log;
    this.#restart = restart;
  }

  /** Goes on in any case: a server that is gone closes the connection as well, and what is then done is to start another. */
  error(): ReturnType<ErrorHandler['error']> {
    return { action: ErrorAction.Continue, handled: true };
  }

  async closed(): Promise<CloseHandlerResult> {
    if (this.isOver) return { action: CloseAction.DoNotRestart, handled: true };
    const result = await this.policy?.closed();
    // A single crash that heals itself is a line in the log, not a message.
    if (result?.action === CloseAction.Restart) return { ...result, handled: true };
    this.#offerRestart().catch((error: unknown) => {
      this.#log.error(String(error));
    });
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
    if (choice === showLog) this.#log.show();
  }
}

const middleware: Middleware = {
  provideDiagnostics(document, previousResultId, token, next) {
    const uri = 'uri' in document ? document.uri : document;
    if (!isOtherSide(uri)) return unlessCancelled(next(document, previousResultId, token), token);
    return { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] };
  },
  provideWorkspaceDiagnostics(resultIds, token, report, next) {
    return next(resultIds, token, (chunk) => {
      // Blank rather than left out: what has no result id is asked for again and again.
      const items = chunk?.items.map((item) =>
        isOtherSide(item.uri) && item.kind === vsdiag.DocumentDiagnosticReportKind.full
          ? { ...item, items: [] }
          : item,
      );
      report(items ? { items } : null);
    });
  },
  provideCodeLenses(document, token, next) {
    // What they do can be done nowhere there.
    return isOtherSide(document.uri) ? [] : next(document, token);
  },
  handleDiagnostics(uri, diagnostics, next) {
    next(uri, isOtherSide(uri) ? [] : diagnostics);
  },
};
