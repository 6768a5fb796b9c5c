/** What of the protocol's library is used on Node alone; in one module for the reason that `library.ts` has. */
export {
  AbstractMessageWriter,
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageReader,
} from 'vscode-languageserver/node';
