/** Which open manifests count for nobody unless a folder has them: neither in the Reviews view nor, where they are files, in the Problems panel. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LeftOutNotification, type LeftOutParams } from '../../server/src/review-protocol.ts';
import { isManifest } from './manifest-documents.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { isOtherSide } from './other-side.ts';
import { isMissing } from './workspace-files.ts';

/** They themselves, in the order of their addresses. */
export async function leftOut(): Promise<vscode.TextDocument[]> {
  const shown = shownAddresses();
  const isLeftOut = async (document: vscode.TextDocument): Promise<boolean> => {
    const { uri, isDirty, isUntitled } = document;
    // What is no file yet, as the sample, is nobody's to review.
    if (isUntitled || isOtherSide(uri)) return true;
    // VS Code keeps what nobody looks at for a while, deleted or not.
    if (!isDirty && !shown.has(uri.toString())) return true;
    // One that is shown and has no file any more, as after a checkout, would count beside the file that has come in its place.
    return isGone(document);
  };
  const manifests = vscode.workspace.textDocuments.filter(isManifest);
  const found = await Promise.all(
    manifests.map(async (document) => ((await isLeftOut(document)) ? [document] : [])),
  );
  return found.flat().sort((a, b) => (a.uri.toString() < b.uri.toString() ? -1 : 1));
}

/** Whether a document shows what was in a file, which is surely there no more: nothing in it counts until somebody changes or saves it. */
export async function isGone({ uri, isDirty, isUntitled }: vscode.TextDocument): Promise<boolean> {
  return !isUntitled && !isDirty && !isOtherSide(uri) && (await isMissing(uri));
}

/** Tells the server as soon as others count, and calls `changed`. */
export function followLeftOut(client: BaseLanguageClient, changed: () => void): vscode.Disposable {
  /** As they last were, and what the server was told of them. */
  let last = '';
  let told = '';
  const look = oneAtATime(async () => {
    if (!client.isRunning()) return;
    const documents = await leftOut();
    const addressesOf = (some: readonly vscode.TextDocument[]): string[] =>
      some.map(({ uri }) => client.code2ProtocolConverter.asUri(uri));
    const all = addressesOf(documents).join('\n');
    // Findings in what is no file yet are for whoever writes it.
    const params: LeftOutParams = { uris: addressesOf(documents.filter(({ isUntitled }) => !isUntitled)) };
    if (told !== params.uris.join('\n')) {
      told = params.uris.join('\n');
      await client.sendNotification(LeftOutNotification, params).catch((error: unknown) => {
        client.warn('The language server was not told which documents count.', error, false);
      });
    }
    if (all === last) return;
    last = all;
    changed();
  });
  // Of a folder that goes or comes with what is in it, a watcher may tell the folder alone.
  const files = vscode.workspace.createFileSystemWatcher('**', false, true, false);
  const followFile = ({ path }: vscode.Uri): void => {
    const isOpen = vscode.workspace.textDocuments.some(
      ({ uri }) => uri.path === path || uri.path.startsWith(`${path}/`),
    );
    if (isOpen) void look();
  };
  const followDocument = (document: vscode.TextDocument): void => {
    if (isManifest(document)) void look();
  };
  return vscode.Disposable.from(
    files,
    files.onDidCreate(followFile),
    files.onDidDelete(followFile),
    client.onDidChangeState(() => {
      // Another server was told nothing yet.
      told = '';
      void look();
    }),
    vscode.window.tabGroups.onDidChangeTabs(look),
    vscode.window.onDidChangeVisibleTextEditors(look),
    vscode.workspace.onDidChangeWorkspaceFolders(look),
    vscode.workspace.onDidOpenTextDocument(followDocument),
    vscode.workspace.onDidCloseTextDocument(followDocument),
    vscode.workspace.onDidSaveTextDocument(followDocument),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // What is no file yet stays left out, whatever is written into it.
      if (document.isUntitled) return;
      // The first change makes it count, and VS Code tells of one without any that is taken back or saved; of others there are many.
      const isFirst = last.split('\n').includes(client.code2ProtocolConverter.asUri(document.uri));
      if (isFirst || contentChanges.length === 0 || !document.isDirty) followDocument(document);
    }),
  );
}

/** The addresses of all that somebody can look at. */
function shownAddresses(): ReadonlySet<string> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const inTabs = tabs.flatMap(({ input }) => {
    if (input instanceof vscode.TabInputText) return [input.uri];
    return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
  });
  // An editor that stands within another has no tab.
  const inEditors = vscode.window.visibleTextEditors.map(({ document }) => document.uri);
  return new Set([...inTabs, ...inEditors].map(String));
}
