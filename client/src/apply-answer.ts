/** Applies what the server answered to one of our own requests. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { WorkspaceEdit } from 'vscode-languageserver-types';

/** Applies the edit as one step of undo; false where a document has changed since the edit was made. */
export async function applyAnswer(client: BaseLanguageClient, edit: WorkspaceEdit): Promise<boolean> {
  if (isOutdated(client, edit)) return false;
  return vscode.workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit));
}

/** An edit for another version than the one on screen would land in the wrong place. */
function isOutdated(client: BaseLanguageClient, edit: WorkspaceEdit): boolean {
  return (edit.documentChanges ?? []).some((change) => {
    if (!('textDocument' in change) || change.textDocument.version === null) return false;
    const uri = client.protocol2CodeConverter.asUri(change.textDocument.uri).toString();
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
    return open !== undefined && open.version !== change.textDocument.version;
  });
}
