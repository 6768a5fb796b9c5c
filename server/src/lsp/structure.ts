/** Symbols, folds, selections, links, anchors and inlay hints over the protocol. */
import { CodeLensRefreshRequest, LSPErrorCodes, ResponseError } from './library.ts';
import type {
  ClientCapabilities,
  Connection,
  DocumentSymbolParams,
  DocumentSymbol,
  InlayHintParams,
  ReferenceParams,
  RenameParams,
  SelectionRangeParams,
  ServerCapabilities,
  SymbolInformation,
  TextDocumentPositionParams,
  WorkspaceEdit,
  WorkspaceSymbolParams,
} from 'vscode-languageserver';
import { answeringAnyhow, inText } from './answering.ts';
import type { Answering, DocumentHost } from './answering.ts';
import { trackSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import type { WorkspaceSymbols } from './workspace-symbols.ts';

/** What the server offers of these; a client that cannot ask before a rename is not told that it could. */
export function structureCapabilities(can: ClientCapabilities): ServerCapabilities {
  return {
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: { resolveProvider: false },
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: can.textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true,
    inlayHintProvider: true,
  };
}

/** Hooks into the start of the connection. */
export interface Structure {
  readonly initialize: (can: ClientCapabilities, options: unknown) => void;
  readonly initialized: () => void;
  /** The person's settings. */
  readonly settings: () => Promise<Settings>;
  /** What code lenses say may be out of date, e.g. since it is another day. */
  readonly refreshLenses: () => void;
}

/** Answers the requests on the form of documents. */
export function registerStructure(
  connection: Connection,
  about: Answering,
  { report }: Pick<DocumentHost, 'report'>,
  symbols: Pick<WorkspaceSymbols, 'named'>,
): Structure {
  const answered = answeringAnyhow(report);
  let can: ClientCapabilities = {};
  const settings = trackSettings(
    connection,
    () => {
      refreshHints();
      refreshLenses();
    },
    report,
  );

  function refreshLenses(): void {
    if (can.workspace?.codeLens?.refreshSupport !== true) return;
    connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
      report('refresh of code lenses', error);
    });
  }

  function refreshHints(): void {
    if (can.workspace?.inlayHint?.refreshSupport !== true) return;
    connection.languages.inlayHint.refresh().catch((error: unknown) => {
      report('refresh of inlay hints', error);
    });
  }

  connection.onDocumentSymbol(
    about<DocumentSymbolParams, DocumentSymbol[] | SymbolInformation[]>(
      'document symbols',
      [],
      inText,
      (loaded, document) =>
        loaded.documentSymbols(
          document,
          can.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
        ),
    ),
  );
  connection.onWorkspaceSymbol(
    answered('workspace symbols', [] as SymbolInformation[], ({ query }: WorkspaceSymbolParams, isUnwanted) =>
      symbols.named(query, isUnwanted),
    ),
  );
  connection.onFoldingRanges(
    about('folding ranges', [], inText, (loaded, document) =>
      loaded.foldingRanges(document, can.textDocument?.foldingRange ?? {}),
    ),
  );
  connection.onSelectionRanges(
    about('selection ranges', [], inText, (loaded, document, { positions }: SelectionRangeParams) =>
      loaded.selectionRanges(document, positions),
    ),
  );
  connection.onDocumentLinks(
    about('document links', [], inText, (loaded, document) =>
      loaded.documentLinks(document, can.textDocument?.documentLink?.tooltipSupport === true),
    ),
  );
  connection.onDefinition(
    about('definition', null, inText, (loaded, document, { position }: TextDocumentPositionParams) =>
      loaded.definition(document, position),
    ),
  );
  connection.onReferences(
    about('references', [], inText, (loaded, document, { position, context }: ReferenceParams) =>
      loaded.references(document, position, context.includeDeclaration),
    ),
  );
  connection.onDocumentHighlight(
    about('highlights', [], inText, (loaded, document, { position }: TextDocumentPositionParams) =>
      loaded.highlights(document, position),
    ),
  );
  connection.onPrepareRename(
    about('prepare rename', null, inText, (loaded, document, { position }: TextDocumentPositionParams) =>
      loaded.prepareRename(document, position),
    ),
  );
  connection.onRenameRequest(
    about<RenameParams, WorkspaceEdit | ResponseError<never> | null>(
      'rename',
      null,
      inText,
      (loaded, document, { position, newName }) => {
        const renaming = loaded.rename(document, position, newName);
        if (renaming && 'refusal' in renaming)
          return new ResponseError<never>(LSPErrorCodes.RequestFailed, renaming.refusal);
        return renaming?.edit ?? null;
      },
    ),
  );
  connection.languages.inlayHint.on(
    about('inlay hints', [], inText, async (loaded, document, { range }: InlayHintParams) =>
      loaded.inlayHints(document, range, (await settings.current()).inlayHints),
    ),
  );

  return {
    initialize(capabilities, options) {
      can = capabilities;
      settings.initialize(capabilities, options);
    },
    initialized: settings.initialized,
    settings: settings.current,
    refreshLenses,
  };
}
