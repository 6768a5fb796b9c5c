/** The language server: thin glue between a connection and the service. What a manifest means is decided elsewhere. */
import { TextDocuments } from './library.ts';
import type { Connection } from 'vscode-languageserver';
import type { Clock, DayWatch } from '../ports/clock.ts';
import { editedDocuments } from '../text/edited-document.ts';
import type { WorkspaceFiles } from '../ports/files.ts';
import type { Formatter } from '../ports/formatter.ts';
import type { Service } from '../service.ts';
import { createAnswering } from './answering.ts';
import { capabilities, clientOf, readOptions } from './capabilities.ts';
import { registerCommands } from './commands.ts';
import { registerDocuments } from './documents.ts';
import { fitEngine, type FitTo } from './fit-engine.ts';
import { fittingEdits } from './fitting-edits.ts';
import { registerFormatting } from './formatting.ts';
import { registerLanguage } from './language.ts';
import { registerLeast } from './least.ts';
import { manifestsOnly } from './manifest-documents.ts';
import { publishDiagnostics } from './push.ts';
import { reportingTo } from './report-faults.ts';
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
  /** Told before a text that changed is looked at. */
  readonly fitTo?: FitTo;
  /** The manifests below the open folders, for clients that do not serve files themselves. */
  readonly files?: (folders: () => readonly string[], log: (message: string) => void) => WorkspaceFiles;
}

/** Serves the connection until it closes. No exception of ours reaches it, and every request is answered. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new TextDocuments(editedDocuments);
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
  const report = reportingTo(connection, service);

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
  const { fitTo } = runtime;
  if (fitTo) fitEngine(documents, fitTo);
  documents.onDidClose(({ document }) => {
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

  registerLanguage(connection, about, {
    service,
    client: () => client,
    report,
    workspace,
  });
  registerCommands(connection, about, service, report);
  registerLeast(connection, about, () => client, structure.settings, { service, documents, report });
  registerDocuments(connection, runtime, report);
  registerReviews(connection, about, { service, documents, report, workspace });
  registerFormatting(connection, about, () => runtime.loadFormatter(formatterAddress));

  documents.listen(manifestsOnly(connection));
  connection.listen();
}
