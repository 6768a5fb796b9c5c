/** Which documents are shown for comparison only. */
import * as vscode from 'vscode';

/** Of these a file system is not asked for: the one is every host's own, in the other stands what is no file yet. */
const OWN: ReadonlySet<string> = new Set(['file', 'untitled']);

/**
 * Whether a document is nobody's to change and of no folder that is open, as the other side of a comparison: its findings
 * would only repeat or contradict ours. What a folder holds counts, even where the whole folder cannot be written to.
 */
export function isOtherSide(uri: vscode.Uri): boolean {
  // Undefined where no file system has it: VS Code shows so what was saved last, or what is in the clipboard.
  const isWritable = vscode.workspace.fs.isWritableFileSystem(uri.scheme) ?? OWN.has(uri.scheme);
  return !isWritable && vscode.workspace.getWorkspaceFolder(uri) === undefined;
}
