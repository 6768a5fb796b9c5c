/** Ties the diagnostics of the workspace to a connection: requests, watchers, folders and days. */
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  LSPErrorCodes,
  ResponseError,
} from './library.ts';
import type {
  Connection,
  DiagnosticServerCancellationData,
  InitializeParams,
  TextDocuments,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DayWatch } from '../ports/clock.ts';
import { fileKey } from '../ports/files.ts';
import type { WorkspaceFiles } from '../ports/files.ts';
import { FilesChangedNotification, MANIFEST_PATTERNS } from '../protocol.ts';
import { LeftOutNotification, ReviewsChangedNotification } from '../review-protocol.ts';
import type { LeftOutParams } from '../review-protocol.ts';
import type { Client, Service } from '../service.ts';
import { servesFiles } from './capabilities.ts';
import { clientFiles } from './client-files.ts';
import { createReviewLedger } from './review-ledger.ts';
import type { ReviewLedger } from './review-ledger.ts';
import { createWorkspaceDiagnostics } from './workspace-diagnostics.ts';
import type { WorkspaceDiagnostics } from './workspace-diagnostics.ts';
import { knownFiles } from './workspace-files.ts';
import { createWorkspaceSymbols } from './workspace-symbols.ts';
import type { WorkspaceSymbols } from './workspace-symbols.ts';

export interface WorkspaceOptions {
  readonly service: () => Promise<Service>;
  readonly client: () => Client;
  readonly report: (what: string, error: unknown) => void;
  /** Files for a client that does not serve them itself, below the folders that are open at the time. */
  readonly files?:
    ((folders: () => readonly string[], log: (message: string) => void) => WorkspaceFiles) | undefined;
  readonly days?: DayWatch | undefined;
  /** Publishes again what clients that do not pull were told, of all documents or of those wanted. */
  readonly republish: (isWanted?: (uri: string) => boolean) => void;
}

const NO_FILES: WorkspaceFiles = {
  list: () => Promise.resolve([]),
  read: () => Promise.resolve({ missing: true }),
};

/** How long a client that could ask about all files is given to do so, in milliseconds. */
const UNTIL_ASKED = 2000;

export interface Workspace {
  /** To be called before `initialize` is answered. */
  readonly initialize: (params: InitializeParams) => void;
  /** To be called once the client can be asked. */
  readonly initialized: () => void;
  /** There is something else to say about files of these keys, since another one has changed. */
  readonly othersChanged: (keys: readonly string[]) => void;
  /** How the reviews of all manifests stand. */
  readonly reviews: ReviewLedger;
  /** The integrations of all manifests by name. */
  readonly symbols: WorkspaceSymbols;
  /** Whether an open document counts for nobody, so that nothing is reported in it. */
  readonly isLeftOut: (uri: string) => Promise<boolean>;
  /** What a file that is not open holds. */
  readonly read: WorkspaceFiles['read'];
}

/** Registers everything. */
export function registerWorkspace(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  options: WorkspaceOptions,
): Workspace {
  let files = NO_FILES;
  let can: InitializeParams['capabilities'] = {};
  let folders: readonly string[] = [];
  let leftOut: ReadonlySet<string> = new Set();

  const log = (message: string): void => {
    connection.console.warn(message);
  };
  const surroundings = {
    files: knownFiles({ list: () => files.list(), read: (uri) => files.read(uri) }),
    read: (uri: string) => files.read(uri),
    service: options.service,
    openDocuments: () => documents.all(),
    pause: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
  };
  const diagnostics = createWorkspaceDiagnostics({
    ...surroundings,
    isLeftOut: (key) => leftOut.has(key),
    client: options.client,
    log,
    checked: (uri, resultId, read) => {
      reviews.take(uri, resultId, read);
    },
  });
  const reviews = createReviewLedger({
    ...surroundings,
    othersIdle: () => diagnostics.idle(),
    tell: () => void connection.sendNotification(ReviewsChangedNotification),
    report: options.report,
  });
  const symbols = createWorkspaceSymbols(surroundings);
  const changed = (): void => {
    diagnostics.changed();
    reviews.changed();
  };

  const held = holdRequests(connection, diagnostics, options.report);
  // Files that the client asks about are read to answer it, and need no survey.
  const survey = oneAtATime(() =>
    held.isAsked()
      ? Promise.resolve()
      : diagnostics.survey().catch((error: unknown) => {
          options.report('reading the files of the workspace', error);
        }),
  );
  const lookAgain = (): void => {
    survey();
    reviews.changed();
  };
  const relist = (): void => {
    diagnostics.relist();
    // What is left out counts as long as it is listed.
    if (leftOut.size > 0) refreshOpen();
    lookAgain();
  };

  // What is held would stay unanswered.
  connection.onShutdown(held.supersede);

  documents.onDidChangeContent(changed);
  documents.onDidClose(({ document }) => {
    diagnostics.closed(document.uri);
    symbols.closed(document.uri);
    lookAgain();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) diagnostics.touched(uri);
    if (changes.some(({ type }) => type !== FileChangeType.Changed)) relist();
    else lookAgain();
  });
  connection.onNotification(FilesChangedNotification, relist);
  connection.onNotification(LeftOutNotification, ({ uris }: LeftOutParams) => {
    const before = leftOut;
    leftOut = new Set(uris.map(fileKey));
    for (const uri of uris) if (!before.has(fileKey(uri))) diagnostics.closed(uri);
    changed();
    refreshOpen();
  });
  options.days?.(() => {
    changed();
    options.republish();
    refreshOpen();
  });

  /** Reaches open documents, which clients pull one by one. */
  function refreshOpen(): void {
    if (can.workspace?.diagnostics?.refreshSupport !== true) return;
    connection.languages.diagnostics.refresh().catch((error: unknown) => {
      options.report('refresh of diagnostics', error);
    });
  }

  const changedKeys = new Set<string>();
  const othersChanged = (keys: readonly string[]): void => {
    const isFirst = changedKeys.size === 0;
    for (const key of keys) changedKeys.add(key);
    if (!isFirst) return;
    // What made the change is still at work.
    setTimeout(() => {
      const changed = new Set(changedKeys);
      changedKeys.clear();
      const isChanged = (uri: string): boolean => changed.has(fileKey(uri));
      diagnostics.changed();
      options.republish(isChanged);
      if (documents.keys().some(isChanged)) refreshOpen();
    }, 0);
  };

  const initialized = (): void => {
    if (can.textDocument?.diagnostic === undefined) survey();
    // Of those that could ask about all files, most begin with it.
    else setTimeout(survey, UNTIL_ASKED);
    if (can.workspace?.workspaceFolders === true)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => folderKey(uri)));
        folders = [...folders.filter((uri) => !gone.has(folderKey(uri))), ...added.map(({ uri }) => uri)];
        relist();
      });
    if (can.workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
      connection.client
        .register(DidChangeWatchedFilesNotification.type, {
          watchers: MANIFEST_PATTERNS.map((globPattern) => ({ globPattern })),
        })
        .catch((error: unknown) => {
          options.report('watching files', error);
        });
  };

  const initialize = (params: InitializeParams): void => {
    can = params.capabilities;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- all that older clients send
    const root = params.rootUri;
    folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (root === null ? [] : [root]);
    files = servesFiles(params.initializationOptions)
      ? clientFiles(connection, options.report)
      : (options.files?.(() => folders, log) ?? NO_FILES);
  };

  return {
    initialize,
    initialized,
    othersChanged,
    reviews,
    symbols,
    isLeftOut: async (uri) =>
      leftOut.has(fileKey(uri)) && !(await surroundings.files.all()).has(fileKey(uri)),
    read: surroundings.read,
  };
}

/** One key for the spellings of a folder's address, also with a slash at its end. */
function folderKey(uri: string): string {
  return fileKey(uri).replace(/(?<!\/)\/+$/, '');
}

/** Runs it once at a time; who asks for it meanwhile has it run once more behind, for whatever has changed. `run` never rejects. */
function oneAtATime(run: () => Promise<void>): () => void {
  let running: Promise<void> | undefined;
  let again = false;
  const start = (): void => {
    again = running !== undefined;
    running ??= run().then(() => {
      running = undefined;
      if (again) start();
    });
  };
  return start;
}

interface HeldRequests {
  /** Whether the client has asked about all files, open or not. */
  readonly isAsked: () => boolean;
  /** Ends the request that is held, if there is one. */
  readonly supersede: () => void;
}

/** Answers the requests for the diagnostics of the workspace: each is held until there is something to tell, or the next one comes. */
function holdRequests(
  connection: Connection,
  diagnostics: WorkspaceDiagnostics,
  report: WorkspaceOptions['report'],
): HeldRequests {
  let isAsked = false;
  let supersede = (): void => undefined;

  connection.languages.diagnostics.onWorkspace((params, token, _progress, partial) => {
    isAsked = true;
    supersede();
    if (token.isCancellationRequested)
      return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
    return new Promise<WorkspaceDiagnosticReport>((resolve, reject) => {
      let isOver = false;
      const end = (error: ResponseError<DiagnosticServerCancellationData | undefined>): void => {
        isOver = true;
        reject(error);
        // What sleeps has to see that it is over.
        diagnostics.changed();
      };
      supersede = () => {
        // The client has asked again already.
        if (!isOver)
          end(new ResponseError(LSPErrorCodes.ServerCancelled, 'superseded', { retriggerRequest: false }));
      };
      token.onCancellationRequested(() => {
        if (!isOver) end(new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled'));
      });
      const tell =
        partial &&
        ((items: WorkspaceDiagnosticReport['items']): void => {
          if (!isOver) partial.report({ items });
        });
      diagnostics
        .pull(params.previousResultIds, () => isOver, tell)
        .then((items) => {
          isOver = true;
          if (items) resolve({ items });
        })
        .catch((error: unknown) => {
          report('workspace diagnostic', error);
          if (!isOver)
            end(new ResponseError(LSPErrorCodes.ServerCancelled, 'failed', { retriggerRequest: true }));
        });
    });
  });

  return {
    isAsked: () => isAsked,
    supersede: () => {
      supersede();
    },
  };
}
