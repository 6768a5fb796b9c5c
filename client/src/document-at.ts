import * as vscode from 'vscode';

/** The document, loaded where nobody has opened it, so that the server knows it too; undefined for what is no text, or gone. */
export async function documentAt(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
