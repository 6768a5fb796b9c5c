/** Applies what the server answered to one of our own requests. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { documentAt } from './document-at.ts';
import { pathOf } from './path-of.ts';
import { withoutLinks } from './questions.ts';

/**
 * What became of an edit: it was applied, a document has changed since it was made, or a document is read-only. The last is said here,
 * and what the edit holds for other documents is applied.
 */
export type Applied = 'applied' | 'outdated' | 'read-only';

/** Applies the edit as one step of undo, unless a document has changed since the edit was made. */
export async function applyAnswer(client: BaseLanguageClient, edit: WorkspaceEdit): Promise<Applied> {
  const edited = await documentsOf(client, edit);
  if (edited.some(isOutdated)) return 'outdated';
  const before = edited.flatMap(({ document }) => (document ? [{ document, text: document.getText() }] : []));
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
  const said = vscode.l10n.t(
    'Read-only in VS Code, so nothing was written there: {0}. The file itself, its file system, the setting files.readonlyInclude or Set Active Editor Read-only in Session makes it so.',
    pathsOf(readOnly.map(({ document }) => document.uri)),
  );
  const others = before.filter((one) => !readOnly.includes(one)).map(({ document }) => document.uri);
  const written =
    others.length === 0 ? [] : [vscode.l10n.t('In the others it was written: {0}.', pathsOf(others))];
  void vscode.window.showWarningMessage([said, ...written].join(' '));
  return 'read-only';
}

/** Says that an edit is for a text that is no longer there. */
export function sayOutdated(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t('The file has changed in the meantime, so nothing was written. Try again.'),
  );
}

/** The same of an edit of several files, which is for all of them or none: names those that have changed or are gone. */
export async function sayWhichChanged(client: BaseLanguageClient, edit: WorkspaceEdit): Promise<void> {
  const edited = await documentsOf(client, edit);
  const changed = edited.filter(isOutdated);
  if (edited.length < 2 || changed.length === 0) {
    sayOutdated();
    return;
  }
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Changed or gone in the meantime: {0}. So nothing was written, in none of the {1} files. Try again.',
      pathsOf(changed.map(({ uri }) => uri)),
      edited.length,
    ),
  );
}

/** The paths, as a message may name them. */
function pathsOf(uris: readonly vscode.Uri[]): string {
  return withoutLinks(uris.map(pathOf).join(', '));
}

interface EditedDocument {
  readonly uri: vscode.Uri;
  /** Undefined where it cannot be opened any more. */
  readonly document: vscode.TextDocument | undefined;
  /** The version that the edit was made for. */
  readonly version: number | null;
}

/** The documents that the edit changes. */
async function documentsOf(client: BaseLanguageClient, edit: WorkspaceEdit): Promise<EditedDocument[]> {
  const documents: EditedDocument[] = [];
  for (const change of edit.documentChanges ?? []) {
    if (!('textDocument' in change)) continue;
    const { version } = change.textDocument;
    const uri = client.protocol2CodeConverter.asUri(change.textDocument.uri);
    documents.push({ uri, version, document: await documentAt(uri) });
  }
  return documents;
}

/** An edit for another version than the one on screen would land in the wrong place. */
function isOutdated({ document, version }: EditedDocument): boolean {
  return document === undefined || (version !== null && document.version !== version);
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
