/** What the server offers, and what it takes a client to be able to do. */
import { TextDocumentSyncKind } from './library.ts';
import type { ClientCapabilities, InitializeResult } from 'vscode-languageserver';
import { FIX_ALL, QUICK_FIX, REWRITE, SOURCE } from '../protocol.ts';
import type { InitializationOptions } from '../protocol.ts';
import type { Client } from '../service.ts';
import { structureCapabilities } from './structure.ts';

/** The answer to `initialize`; a client that pulls diagnostics is told that it can. */
export function capabilities(pulls: boolean, version: string, can: ClientCapabilities): InitializeResult {
  return {
    serverInfo: { name: 'sentry-permissions', version },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: TextDocumentSyncKind.Incremental,
      hoverProvider: true,
      completionProvider: { triggerCharacters: [':', ' ', '-', '"'], resolveProvider: true },
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
      codeLensProvider: { resolveProvider: false },
      ...structureCapabilities(can),
      // Others would take what we answer for commands, which it is not.
      ...(can.textDocument?.codeAction?.codeActionLiteralSupport
        ? { codeActionProvider: { codeActionKinds: [QUICK_FIX, REWRITE, FIX_ALL] } }
        : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      ...(pulls
        ? {
            diagnosticProvider: {
              identifier: SOURCE,
              // A client that can be told to ask again is told exactly when.
              interFileDependencies: can.workspace?.diagnostics?.refreshSupport !== true,
              workspaceDiagnostics: true,
            },
          }
        : {}),
    },
  };
}

/** The client behind its own words; whatever is not of the form it should have counts as not said. */
export function clientOf(
  can: ClientCapabilities,
  options: unknown,
  documentation: { base: string; end: string } | undefined,
): Client {
  const { clientCommands, documentationBase } = readOptions(options);
  const { hover, completion } = can.textDocument ?? {};
  return {
    commands: new Set(clientCommands),
    snippetEdits: can.workspace?.workspaceEdit?.snippetEditSupport === true,
    snippets: can.textDocument?.completion?.completionItem?.snippetSupport === true,
    documentationBase: documentationBase ?? documentation?.base,
    documentationEnd: documentationBase === undefined ? (documentation?.end ?? '') : '',
    plain: {
      hover: prefersPlain(hover?.contentFormat),
      completion: prefersPlain(completion?.completionItem?.documentationFormat),
    },
  };
}

/** Of the formats that it names a client likes the first best; one that names none is sent Markdown. */
function prefersPlain(formats: unknown): boolean {
  return Array.isArray(formats) && formats.find(isFormat) === 'plaintext';
}

function isFormat(format: unknown): boolean {
  return format === 'markdown' || format === 'plaintext';
}

/** Whether the client answers our requests for files. */
export function servesFiles(options: unknown): boolean {
  return (
    typeof options === 'object' &&
    options !== null &&
    'servesFiles' in options &&
    options.servesFiles === true
  );
}

/** The options of `initialize` that are of the form that they should have. */
export function readOptions(options: unknown): InitializationOptions {
  if (typeof options !== 'object' || options === null) return {};
  const { clientCommands, documentationBase, formatter } = options as Record<string, unknown>;
  return {
    ...(Array.isArray(clientCommands)
      ? { clientCommands: clientCommands.filter((id) => typeof id === 'string') }
      : {}),
    ...(typeof documentationBase === 'string' ? { documentationBase } : {}),
    ...(typeof formatter === 'string' ? { formatter } : {}),
  };
}
