/** Texts that are no file yet. */
import * as vscode from 'vscode';

/** A new document of this text. VS Code may give it the text of the one that had its name before, where that was closed just now. */
export async function openUntitled(language: string, content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  const text = document.getText();
  if (text === content) return document;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(0), document.positionAt(text.length)),
    content,
  );
  await vscode.workspace.applyEdit(edit);
  return document;
}
