/** What VS Code is answered where it has cancelled its request for findings. */
import * as vscode from 'vscode';

/**
 * The report, or VS Code's own word where its request was cancelled meanwhile. What is answered to a request that it has cancelled, the
 * client library takes for a report without findings; and where the tab of a text that is no file was gone for a moment, it keeps to that
 * and asks no more. At this word it shows what it had, and asks anew where the document is still in sight.
 */
export async function unlessCancelled<T>(
  report: vscode.ProviderResult<T>,
  token: vscode.CancellationToken,
): Promise<T | null | undefined> {
  const settled = await report;
  if (token.isCancellationRequested) throw new vscode.CancellationError();
  return settled;
}
