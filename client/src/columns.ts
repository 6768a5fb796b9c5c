/** Where a new editor goes. */
import * as vscode from 'vscode';

/** A column beside what is open; where nothing is, the one that is there: beside it, half of the window would stay empty. */
export function besideWhatIsOpen(): vscode.ViewColumn {
  const { activeTab, viewColumn } = vscode.window.tabGroups.activeTabGroup;
  return activeTab ? vscode.ViewColumn.Beside : viewColumn;
}

/**
 * The column for a text that a command opens, from the walkthrough or the palette: another one that is there, or a new one beside a page,
 * which nobody wants to lose; beside a text it is a tab like any other.
 */
export function columnForText(): vscode.ViewColumn {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  if (!activeTabGroup.activeTab) return activeTabGroup.viewColumn;
  const other = all.find((group) => group !== activeTabGroup);
  if (other) return other.viewColumn;
  return vscode.window.activeTextEditor ? activeTabGroup.viewColumn : vscode.ViewColumn.Beside;
}
