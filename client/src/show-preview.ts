/** Where pages of Markdown open: beside the manifest, all in one column. */
import * as vscode from 'vscode';
import { besideWhatIsOpen } from './columns.ts';

/** VS Code's own preview, as the kind of editor that can be opened in a column of our choice. */
const PREVIEW = 'vscode.markdown.preview.editor';

/** The addresses that were shown as pages of ours: people open previews of other files too. */
const shown = new Set<string>();

/** Shows Markdown as a page. Where VS Code's Markdown extension is turned off, it is shown as a text. */
export async function showPreview(uri: vscode.Uri): Promise<void> {
  shown.add(nameOf(uri));
  await vscode.commands.executeCommand('vscode.openWith', uri, PREVIEW, column());
}

/**
 * The column that pages have already, so that no page splits the editor once more; else a new one beside the editor in use. Neither
 * covers what is worked on.
 */
function column(): vscode.ViewColumn {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  if (activeTabGroup.activeTab && isPage(activeTabGroup.activeTab)) return activeTabGroup.viewColumn;
  const withPages = all.find((group) => group !== activeTabGroup && group.tabs.some(isPage));
  return withPages?.viewColumn ?? besideWhatIsOpen();
}

function isPage({ input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputCustom && shown.has(nameOf(input.uri));
}

/** A page of ours has a number of its own each time, and these would grow without end. */
function nameOf(uri: vscode.Uri): string {
  return uri.with({ query: '' }).toString();
}
