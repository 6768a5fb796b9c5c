/** Which documents are shown for comparison only. */
import * as vscode from 'vscode';

/**
 * Whether a document is nobody's to change and of no folder that is open, as the other side of a comparison: its findings
 * would only repeat or contradict ours. What a folder holds counts, even where the whole folder cannot be written to.
 */
export function isOtherSide(uri: vscode.Uri): boolean {
  return (
    vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false &&
    vscode.workspace.getWorkspaceFolder(uri) === undefined
  );
}
