/**
 * What of the protocol's library is used at run time. In a bundle, each module that imports values of a CommonJS package gets a
 * copy of all its names, several hundred here, while the client waits for its first answer; so one module does.
 */
export {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  FileChangeType,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
