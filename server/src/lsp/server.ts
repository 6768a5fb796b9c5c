/** The language server: thin glue between a connection and the service. What a manifest means is decided elsewhere. */
import { TextDocuments } from './library.ts';
import type {
  CodeAction,
  CodeActionParams,
  CompletionList,
  CompletionParams,
  Connection,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  Hover,
  HoverParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Clock, DayWatch } from '../ports/clock.ts';
import type { WorkspaceFiles } from '../ports/files.ts';
import type { Formatter } from '../ports/formatter.ts';
import { FillFixRequest } from '../protocol.ts';
import type { FillFixParams } from '../protocol.ts';
import type { Service } from '../service.ts';
import { createAnswering, inText } from './answering.ts';
import { capabilities, clientOf, readOptions } from './capabilities.ts';
import { registerCommands } from './commands.ts';
import { registerDocuments } from './documents.ts';
import { fittingEdits } from './fitting-edits.ts';
import { registerFormatting } from './formatting.ts';
import { registerLeast } from './least.ts';
import { manifestsOnly } from './manifest-documents.ts';
import { publishDiagnostics } from './push.ts';
import { registerReviews } from './reviews.ts';
import { registerStructure } from './structure.ts';
import { registerWorkspace } from './workspace.ts';

/** The world as the host of the server gives it. */
export interface Runtime {
  readonly clock: Clock;
  readonly version: string;
  /** Start and end of the address of a rule's page, for clients that name none. */
  readonly documentation?: { readonly base: string; readonly end: string };
  /** Loads the service; late, so that the first answer does not wait for it. */
  readonly loadService: (clock: Clock) => Promise<Service>;
  /** Loads what formats, from the address that the client gave if it gave one; called when somebody first asks for it. */
  readonly loadFormatter: (address: string | undefined) => Promise<Formatter>;
  /** Tells of new days; what is overdue changes with them. */
  readonly days?: DayWatch;
  /**
   * Told how long the open texts are after every change of one, before they are looked at, and whether any was edited since the first
   * was opened.
   */
  readonly fitTo?: (lengths: readonly number[], isEdited: boolean) => void;
  /** The manifests below the open folders, for clients that do not serve files themselves. */
  readonly files?: (folders: () => readonly string[], log: (message: string) => void) => WorkspaceFiles;
}

/** Serves the connection until it closes. No exception of ours reaches it, and every request is answered. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new TextDocuments(TextDocument);
  let client = clientOf({}, undefined, runtime.documentation);
  let fit = fittingEdits({});
  let formatterAddress: string | undefined;
  let loading: Promise<Service> | undefined;
  const service = (): Promise<Service> =>
    (loading ??= runtime.loadService(runtime.clock).then((loaded) => {
      loaded.onOthersChanged((keys) => {
        workspace.othersChanged(keys);
      });
      return loaded;
    }));
  const report = (what: string, error: unknown): void => {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const log = (text: string): void => {
      try {
        connection.console.error(`${what} failed: ${text}`);
      } catch {
        // The client is gone, and nobody is left to be told.
      }
    };
    // Text of a manifest may have got into the error. Until the service is there nobody has read any.
    void service().then(
      ({ hideCredentials }) => {
        log(hideCredentials(words));
      },
      () => {
        log(words);
      },
    );
  };

  let republish: (isWanted?: (uri: string) => boolean) => void = () => undefined;
  const workspace = registerWorkspace(connection, documents, {
    service,
    client: () => client,
    report,
    files: runtime.files,
    days: runtime.days,
    republish: (isWanted) => {
      republish(isWanted);
      if (!isWanted) structure.refreshLenses();
    },
  });

  connection.onInitialize((params) => {
    const { capabilities: can } = params;
    workspace.initialize(params);
    formatterAddress = readOptions(params.initializationOptions).formatter;
    client = clientOf(can, params.initializationOptions, runtime.documentation);
    fit = fittingEdits(can);
    const pulls = can.textDocument?.diagnostic !== undefined;
    if (!pulls) {
      republish = publishDiagnostics(
        connection,
        documents,
        async (document) => (await service()).diagnostics(document, client),
        report,
      );
    }
    structure.initialize(can, params.initializationOptions);
    return capabilities(pulls, runtime.version, can);
  });
  // Begun behind the first answer, so that it is there by the time a document is.
  connection.onInitialized(() => {
    structure.initialized();
    workspace.initialized();
    service().catch((error: unknown) => {
      report('start', error);
    });
  });
  let isEdited = false;
  const fitEngine = (): void => {
    const lengths = documents.all().map((document) => document.getText().length);
    isEdited &&= lengths.length > 0;
    runtime.fitTo?.(lengths, isEdited);
  };
  // A text that is opened is told of as changed, too.
  let opened: TextDocument | undefined;
  documents.onDidOpen(({ document }) => (opened = document));
  documents.onDidChangeContent(({ document }) => {
    isEdited ||= document !== opened;
    opened = undefined;
    fitEngine();
  });
  documents.onDidClose(({ document }) => {
    fitEngine();
    // That it could not be loaded was told where it was first asked for.
    loading?.then(
      (loaded) => {
        loaded.forget(document.uri);
      },
      () => undefined,
    );
  });

  const about = createAnswering({ service, documents, report }, (answer) => fit(answer));
  const structure = registerStructure(connection, about, { report }, workspace.symbols);

  connection.languages.diagnostics.on(
    about<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      'diagnostic',
      { kind: 'full', items: [] },
      inText,
      async (loaded, document, { previousResultId }) => {
        if (await workspace.isLeftOut(document.uri)) return { kind: 'full', items: [] };
        const resultId = loaded.resultId(document);
        if (previousResultId === resultId) return { kind: 'unchanged', resultId };
        return { kind: 'full', resultId, items: loaded.diagnostics(document, client) };
      },
      { ofAnySize: true, long: true },
    ),
  );
  connection.onHover(
    about<HoverParams, Hover | null>(
      'hover',
      null,
      inText,
      (loaded, document, { position }) => loaded.hover(document, position, client),
      { atCursor: true },
    ),
  );
  connection.onCompletion(
    about<CompletionParams, CompletionList | null>(
      'completion',
      null,
      inText,
      (loaded, document, { position, context }) => ({
        isIncomplete: false,
        items: loaded.completions(document, position, client, context?.triggerCharacter),
      }),
      { atCursor: true, asAsked: true },
    ),
  );
  connection.onCompletionResolve(async (item) => {
    try {
      return (await service()).resolveCompletion(item, client);
    } catch (error) {
      report('completion resolve', error);
      return item;
    }
  });
  connection.onCodeAction(
    about<CodeActionParams, CodeAction[]>('code action', [], inText, (loaded, document, { range, context }) =>
      loaded.codeActions(document, range, context.only, client),
    ),
  );
  connection.onRequest(
    FillFixRequest,
    about(
      'fill fix',
      null,
      ({ request }: FillFixParams) => request.uri,
      (loaded, document, { request, text, by }) => loaded.fillFix(document, request, text, by) ?? null,
    ),
  );
  registerCommands(connection, about, service, report);
  registerLeast(connection, about, () => client, structure.settings, { service, documents, report });
  registerDocuments(connection, runtime, report);
  registerReviews(connection, about, { service, documents, report, workspace });
  registerFormatting(connection, about, () => runtime.loadFormatter(formatterAddress));

  documents.listen(manifestsOnly(connection));
  connection.listen();
}
