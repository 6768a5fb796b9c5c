/** Where a new editor goes. */
import * as vscode from 'vscode';

/** A column beside what is open; where nothing is, the one that is there: beside it, half of the window would stay empty. */
export function besideWhatIsOpen(): vscode.ViewColumn {
  const { activeTab, viewColumn } = vscode.window.tabGroups.activeTabGroup;
  return activeTab ? vscode.ViewColumn.Beside : viewColumn;
}
