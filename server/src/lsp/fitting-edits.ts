/** Edits as a client understands them. */
import type { ClientCapabilities, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { isRecord } from './sound-params.ts';

/** Makes of an answer what the client understands: with the edits that are in it as they are, or by address only, without versions. */
export function fittingEdits(can: ClientCapabilities): <R>(answer: R) => R {
  const { documentChanges, snippetEditSupport } = can.workspace?.workspaceEdit ?? {};
  // Snippets stand in edits with versions only, so who takes them takes these.
  const takesVersions = documentChanges === true || snippetEditSupport === true;
  return takesVersions ? (answer) => answer : <R>(answer: R) => byAddress(answer) as R;
}

/** Of an edit, of what has one, and of a list of these; anything else as it is. */
function byAddress(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(byAddress);
  if (!isRecord(answer)) return answer;
  const { documentChanges, edit } = answer;
  if (Array.isArray(documentChanges)) return { changes: changesOf(documentChanges) };
  return edit === undefined ? answer : { ...answer, edit: byAddress(edit) };
}

/** Ours name each document once. */
function changesOf(documentChanges: readonly TextDocumentEdit[]): WorkspaceEdit['changes'] {
  return Object.fromEntries(
    documentChanges.map(({ textDocument, edits }) => [textDocument.uri, edits as TextEdit[]]),
  );
}
