/** Diagnostics for clients that do not ask for them. */
import type { Connection, Diagnostic, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { settled } from '../ports/turn.ts';

/**
 * Publishes a document's diagnostics after every change, at once and with the version that they are for. Edits that are already
 * queued are taken in first, so that a burst of them costs one analysis. Returns what publishes them again, all or those wanted.
 */
export function publishDiagnostics(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  diagnose: (document: TextDocument) => Promise<Diagnostic[]>,
  report: (what: string, error: unknown) => void,
): (isWanted?: (uri: string) => boolean) => void {
  const waiting = new Set<string>();

  const soon = (uri: string): void => {
    if (waiting.has(uri)) return;
    waiting.add(uri);
    void settled(() => documents.get(uri)?.version)
      .then(() => {
        waiting.delete(uri);
        const document = documents.get(uri);
        return document && publish(document);
      })
      .catch((error: unknown) => {
        report('publishing diagnostics', error);
      });
  };
  documents.onDidChangeContent(({ document }) => {
    soon(document.uri);
  });
  documents.onDidClose(({ document: { uri } }) => {
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });

  return (isWanted = () => true) => {
    documents.keys().filter(isWanted).forEach(soon);
  };

  async function publish(document: TextDocument): Promise<void> {
    const { uri, version } = document;
    await connection.sendDiagnostics({ uri, version, diagnostics: await diagnose(document) });
  }
}
