/** Applies what the server answered to one of our own requests. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { pathOf } from './path-of.ts';
import { withoutLinks } from './questions.ts';

/**
 * What became of an edit: it was applied, a document has changed since it was made, or a document is read-only. The last is said here,
 * and what the edit holds for other documents is applied.
 */
export type Applied = 'applied' | 'outdated' | 'read-only';

/** Applies the edit as one step of undo, unless a document has changed since the edit was made. */
export async function applyAnswer(client: BaseLanguageClient, edit: WorkspaceEdit): Promise<Applied> {
  const documents = await documentsOf(client, edit);
  if (!documents || isOutdated(documents)) return 'outdated';
  const before = documents.map(({ document }) => ({ document, text: document.getText() }));
  const saved = new Set<string>();
  const saves = vscode.workspace.onDidSaveTextDocument(({ uri }) => saved.add(uri.toString()));
  try {
    const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
    if (!(await vscode.workspace.applyEdit(converted))) return 'outdated';
  } finally {
    saves.dispose();
  }
  // An extension is not told what is read-only, and its edits change such a document all the same. But VS Code never counts that as
  // a change to save, as it does with any other.
  const readOnly = before.filter(
    ({ document, text }) =>
      !document.isDirty &&
      !document.isUntitled &&
      !saved.has(document.uri.toString()) &&
      document.getText() !== text,
  );
  if (readOnly.length === 0) return 'applied';
  await putBack(readOnly);
  const paths = readOnly.map(({ document }) => pathOf(document.uri));
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Read-only in VS Code, so nothing was written there: {0}. The file itself, its file system, the setting files.readonlyInclude or Set Active Editor Read-only in Session makes it so.',
      withoutLinks(paths.join(', ')),
    ),
  );
  return 'read-only';
}

/** Says that an edit is for a text that is no longer there. */
export function sayOutdated(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t('The file has changed in the meantime, so nothing was written. Try again.'),
  );
}

interface EditedDocument {
  readonly document: vscode.TextDocument;
  /** The version that the edit was made for. */
  readonly version: number | null;
}

/** The documents that the edit changes; undefined where one of them cannot be opened any more. */
async function documentsOf(
  client: BaseLanguageClient,
  edit: WorkspaceEdit,
): Promise<EditedDocument[] | undefined> {
  const documents: EditedDocument[] = [];
  for (const change of edit.documentChanges ?? []) {
    if (!('textDocument' in change)) continue;
    const { uri, version } = change.textDocument;
    try {
      const document = await vscode.workspace.openTextDocument(client.protocol2CodeConverter.asUri(uri));
      documents.push({ document, version });
    } catch {
      return undefined;
    }
  }
  return documents;
}

/** An edit for another version than the one on screen would land in the wrong place. */
function isOutdated(documents: readonly EditedDocument[]): boolean {
  return documents.some(({ document, version }) => version !== null && document.version !== version);
}

/** Gives documents that VS Code will not save the texts that they had. */
async function putBack(
  documents: readonly { readonly document: vscode.TextDocument; readonly text: string }[],
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { document, text } of documents) {
    const { start, end, replacement } = difference(document.getText(), text);
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, replacement);
  }
  await vscode.workspace.applyEdit(edit);
}

/** What of one text to replace by what, to have the other: no more than lies between what both begin and end with. */
export function difference(from: string, to: string): { start: number; end: number; replacement: string } {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start++;
  let same = 0;
  while (same < shorter - start && from.at(-1 - same) === to.at(-1 - same)) same++;
  // No edit may begin or end within a character of two units.
  if (isLow(from[start]) || isLow(to[start])) start = Math.max(0, start - 1);
  if (same > 0 && isLow(from.at(-same))) same--;
  return { start, end: from.length - same, replacement: to.slice(start, to.length - same) };
}

function isLow(unit: string | undefined): boolean {
  return unit !== undefined && unit >= '\uDC00' && unit <= '\uDFFF';
}
