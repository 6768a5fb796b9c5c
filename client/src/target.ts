/** What a command works on: what a lens or a fix names, or what the cursor is in. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { PinRequest, type Pinned, type PinParams, type ReviewTarget } from '../../server/src/protocol.ts';
import { askServer } from './ask-server.ts';
import { isGone } from './left-out.ts';
import { isOtherSide } from './other-side.ts';
import { isManifest } from './manifest-documents.ts';

/**
 * What the cursor is in, of the editor before the person. Where a page has the focus, such as a walkthrough or a preview, it is the
 * manifest that is shown beside it.
 */
export function targetAtCursor(client: BaseLanguageClient): ReviewTarget | undefined {
  const editor = vscode.window.activeTextEditor ?? manifestBeside();
  return (
    editor && {
      uri: client.code2ProtocolConverter.asUri(editor.document.uri),
      position: client.code2ProtocolConverter.asPosition(editor.selection.active),
    }
  );
}

/** The manifest that is shown beside a page that has the focus; undefined where an editor has it. */
export function manifestBeside(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor) return undefined;
  return visibleTextEditors.find(({ document }) => isManifest(document) && !isOtherSide(document.uri));
}

/** What the cursor is in, to write there; undefined where nothing can be written, which is said. */
export function writableTarget(client: BaseLanguageClient): ReviewTarget | undefined {
  const target = targetAtCursor(client);
  if (target) return isWritable(target.uri) ? target : undefined;
  void vscode.window.showWarningMessage(
    vscode.l10n.t('No manifest is shown here. Open one, put the cursor into an integration, and try again.'),
  );
  return undefined;
}

/** Whether the document can be written to; where not, that is said. VS Code itself would write into the other side of a comparison. */
export function isWritable(uri: string): boolean {
  if (!isOtherSide(vscode.Uri.parse(uri))) return true;
  void vscode.window.showWarningMessage(
    vscode.l10n.t('This is the other side of a comparison, which nobody can change. Go to the file itself.'),
  );
  return false;
}

/** Whether the document has its file; where that was deleted under the editor, it is said: nothing in it counts, and no signature either. */
export async function hasFile(uri: string): Promise<boolean> {
  const address = vscode.Uri.parse(uri).toString();
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === address);
  if (!document || !(await isGone(document))) return true;
  void vscode.window.showWarningMessage(
    vscode.l10n.t('The file of this editor is gone. Save it to have the file again, and then try again.'),
  );
  return false;
}

/** The integration of a target, to ask about while the text may move; undefined where there is none to write to, which is said. */
export async function pinned(
  client: BaseLanguageClient,
  title: string,
  target: ReviewTarget,
): Promise<Pinned | undefined> {
  if (!isWritable(target.uri) || !(await hasFile(target.uri))) return undefined;
  const found = await pinnedIfThere(client, title, target);
  if (found === null) sayThereIsNone();
  return found ?? undefined;
}

/** Says that the cursor is in no integration. */
export function sayThereIsNone(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t('There is no integration here. Put the cursor into one, and try again.'),
  );
}

/** The same without a word where there is none: null then, and undefined where the server does not answer. */
export function pinnedIfThere(
  client: BaseLanguageClient,
  title: string,
  target: ReviewTarget,
): Promise<Pinned | null | undefined> {
  const params: PinParams = { target };
  return askServer<Pinned | null>(client, { title, request: PinRequest, params });
}

/** Menus and keybindings hand over arguments of their own; only the server's is a target. */
export function isReviewTarget(argument: unknown): argument is ReviewTarget {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    typeof Reflect.get(argument, 'uri') === 'string' &&
    ('integration' in argument || 'position' in argument)
  );
}
