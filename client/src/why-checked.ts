/** *Show Why This File Is or Is Not Checked*. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CheckedRequest, type Checked, type CheckedParams } from '../../server/src/protocol.ts';
import { isOtherSide } from './other-side.ts';
import type { ShowPage } from './pages.ts';
import { serverState } from './server-state.ts';
import { isManifest } from './manifest-documents.ts';
import { manifestBeside } from './target.ts';
import { whyPage } from './why-checked-page.ts';

/** Shows the page on the file that a menu names, or on the one in the editor, or on the manifest beside a page. */
export async function whyChecked(
  client: BaseLanguageClient,
  showPage: ShowPage,
  argument: unknown,
): Promise<void> {
  const document = await documentOf(argument);
  if (!document) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a file first. The command then says whether it is checked, and why.'),
    );
    return;
  }
  const { uri, languageId } = document;
  const isOurs = isManifest(document);
  const server = serverState(client);
  const fileName = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const page = whyPage({
    fileName,
    languageId,
    scheme: uri.scheme,
    isManifest: isOurs,
    isOtherSide: isOtherSide(uri),
    server,
    checked: isOurs && server === 'running' ? await checkedBy(client, uri) : undefined,
  });
  // Never the file's name at the end: the page would have the file's language then, and be checked itself.
  await showPage(vscode.l10n.t('{0} – checks', fileName), page);
}

/** Loaded where a menu names a file that is not open, so that the server knows it too. */
async function documentOf(argument: unknown): Promise<vscode.TextDocument | undefined> {
  if (!(argument instanceof vscode.Uri))
    return (vscode.window.activeTextEditor ?? manifestBeside())?.document;
  try {
    return await vscode.workspace.openTextDocument(argument);
  } catch {
    return undefined;
  }
}

async function checkedBy(client: BaseLanguageClient, uri: vscode.Uri): Promise<Checked | null | undefined> {
  const params: CheckedParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  try {
    return await client.sendRequest<Checked | null>(CheckedRequest, params);
  } catch {
    return undefined; // It has stopped in this moment; the page says so.
  }
}
