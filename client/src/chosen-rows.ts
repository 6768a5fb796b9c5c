/** Which rows of the Reviews view a menu or a key is about. */
import * as vscode from 'vscode';
import type { ReviewRow } from '../../server/src/review-protocol.ts';
import { elementId, isElement, type ReviewElement } from './review-items.ts';

type View = Pick<vscode.TreeView<ReviewElement>, 'selection'>;

/**
 * The integrations that a menu or a key is about: all that are selected where the row that it was opened on, or that has the focus, is
 * one of them, and else that row alone. VS Code tells a menu's command which rows that are, and a key's command nothing.
 */
export async function chosenRows(view: View, argument: unknown, selected: unknown): Promise<ReviewRow[]> {
  const several = Array.isArray(selected) ? selected.filter(isElement) : [];
  const one = isElement(argument) ? [argument] : await focusedElements(view);
  const elements = several.length > 0 ? several : one;
  return elements.flatMap((element) => (element.kind === 'integration' ? [element.row] : []));
}

/** One after the other, for each changes the selection for a moment. */
let looking: Promise<readonly ReviewElement[]> = Promise.resolve([]);

function focusedElements(view: View): Promise<readonly ReviewElement[]> {
  looking = looking.then(
    () => lookForFocus(view),
    () => lookForFocus(view),
  );
  return looking;
}

/** An extension can ask a view what is selected, not what has the focus. That row is the one which this command selects, or no longer does. */
const TOGGLE = 'list.toggleSelection';

async function lookForFocus(view: View): Promise<readonly ReviewElement[]> {
  const before = view.selection;
  await vscode.commands.executeCommand(TOGGLE);
  const after = view.selection;
  await vscode.commands.executeCommand(TOGGLE);
  const wasSelected = new Set(before.map(elementId));
  const focused = after.find((element) => !wasSelected.has(elementId(element)));
  return focused ? [focused] : before;
}
