/** *Show Why This File Is or Is Not Checked*. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CheckedRequest, MAX_BYTES, type Checked, type CheckedParams } from '../../server/src/protocol.ts';
import { documentAt } from './document-at.ts';
import { isManifest } from './manifest-documents.ts';
import { isOtherSide } from './other-side.ts';
import type { ShowPage } from './pages.ts';
import { serverState } from './server-state.ts';
import { manifestBeside } from './target.ts';
import { whyPage, type FileFault } from './why-checked-page.ts';
import { isInWorkspace, isNamedManifest, readFile } from './workspace-files.ts';

/** Shows the page on the file that a menu names, or on the one in the editor, or on the manifest beside a page. */
export async function whyChecked(
  client: BaseLanguageClient,
  showPage: ShowPage,
  argument: unknown,
): Promise<void> {
  const shown = (vscode.window.activeTextEditor ?? manifestBeside())?.document;
  const document = argument instanceof vscode.Uri ? await documentAt(argument) : shown;
  const uri = argument instanceof vscode.Uri ? argument : shown?.uri;
  if (!uri) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a file first. The command then says whether it is checked, and why.'),
    );
    return;
  }
  const isOurs = document ? isManifest(document) : isNamedManifest(uri);
  const fault = isOtherSide(uri) ? undefined : await faultOf(uri, document);
  const server = serverState(client);
  const isAsked = isOurs && document && fault !== 'missing' && server === 'running';
  const fileName = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const page = whyPage({
    path: vscode.workspace.asRelativePath(uri),
    isCheckedWhileClosed: isInWorkspace(uri),
    languageId: document?.languageId,
    scheme: uri.scheme,
    isManifest: isOurs,
    isOtherSide: isOtherSide(uri),
    fault,
    server,
    checked: isAsked ? await checkedBy(client, uri) : undefined,
  });
  // Never the file's name at the end: the page would have the file's language then, and be checked itself.
  const address = uri.toString();
  await showPage(
    vscode.l10n.t('{0} – checks', fileName),
    page,
    (changed) => changed.uri.toString() === address,
  );
}

/** What keeps the file itself from being checked, of which nothing in an editor is newer. */
async function faultOf(
  uri: vscode.Uri,
  document: vscode.TextDocument | undefined,
): Promise<FileFault | undefined> {
  if (document?.isDirty || document?.isUntitled) return undefined;
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) return 'folder';
    if (size > MAX_BYTES) return 'too-large';
  } catch {
    // Reading it says why.
  }
  const content = await readFile({ uri: uri.toString(), limit: MAX_BYTES });
  if ('missing' in content) return 'missing';
  if ('fault' in content) return { reason: content.fault };
  if (document) return undefined;
  if (isInWorkspace(uri)) return 'no-text';
  // Nobody reads it from the disk then, so that there is no part of it that is checked.
  return {
    reason: vscode.l10n.t(
      'VS Code cannot open it as text, as where it holds NUL characters, and of files that are not open only those in the folders of the workspace are checked, less what is excluded. Write it anew as UTF-8 text.',
    ),
  };
}

async function checkedBy(client: BaseLanguageClient, uri: vscode.Uri): Promise<Checked | null | undefined> {
  const params: CheckedParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  try {
    return await client.sendRequest<Checked | null>(CheckedRequest, params);
  } catch {
    return undefined; // It has stopped in this moment; the page says so.
  }
}
