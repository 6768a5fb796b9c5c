/** Which of a client's documents are manifests. Some clients send every YAML file that is open. */
import type { Connection, TextDocumentItem } from 'vscode-languageserver';
import { isManifestName } from '../ports/files.ts';
import { LANGUAGE_ID } from '../protocol.ts';

/** What of a connection tells about documents. */
type Documents = Pick<
  Connection,
  | 'onDidOpenTextDocument'
  | 'onDidChangeTextDocument'
  | 'onDidCloseTextDocument'
  | 'onWillSaveTextDocument'
  | 'onWillSaveTextDocumentWaitUntil'
  | 'onDidSaveTextDocument'
>;

/** The connection to somebody who keeps documents: of one that is no manifest nobody hears that it was opened, so that nothing is ever said of it. */
export function manifestsOnly(connection: Connection): Documents {
  return {
    onDidOpenTextDocument: (take) =>
      connection.onDidOpenTextDocument((params) =>
        isManifest(params.textDocument) ? take(params) : undefined,
      ),
    onDidChangeTextDocument: (take) => connection.onDidChangeTextDocument(take),
    onDidCloseTextDocument: (take) => connection.onDidCloseTextDocument(take),
    onWillSaveTextDocument: (take) => connection.onWillSaveTextDocument(take),
    onWillSaveTextDocumentWaitUntil: (take) => connection.onWillSaveTextDocumentWaitUntil(take),
    onDidSaveTextDocument: (take) => connection.onDidSaveTextDocument(take),
  };
}

/** By its language, or by its name, whatever language the client takes it for. */
function isManifest({ uri, languageId }: TextDocumentItem): boolean {
  return languageId === LANGUAGE_ID || isManifestName(nameOf(uri));
}

/** The last part of an address, as a person reads it; some clients write the path of Windows in it as it is. */
function nameOf(uri: string): string {
  const [path = ''] = uri.replace(/^[a-z][a-z\d+.-]*:/i, '').split(/[?#]/, 1);
  // A folder that cannot be decoded is none of its business; and what is decoded may hold the signs of Windows.
  return lastPart(decoded(lastPart(path)));
}

function lastPart(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
