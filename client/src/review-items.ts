/** What the Reviews view shows of each of its elements. */
import * as vscode from 'vscode';
import type {
  ReviewGroup,
  ReviewGrouping,
  ReviewRow,
  ReviewState,
} from '../../server/src/review-protocol.ts';
import { pathOf } from './path-of.ts';

/** A group, an integration in one, or what of the manifests cannot be read. */
export type ReviewElement =
  | {
      readonly kind: 'group';
      readonly grouping: ReviewGrouping;
      readonly group: ReviewGroup;
      readonly isOpen: boolean;
    }
  | { readonly kind: 'integration'; readonly group: string; readonly row: ReviewRow }
  | { readonly kind: 'unreadGroup'; readonly count: number }
  | { readonly kind: 'unread'; readonly uri: string; readonly reason: string };

export type IntegrationElement = Extract<ReviewElement, { kind: 'integration' }>;

/** Commands are reachable from keybindings too, so an argument is looked at before it is used. */
export function isElement(argument: unknown): argument is ReviewElement {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return false;
  if (argument.kind === 'integration')
    return 'row' in argument && typeof argument.row === 'object' && argument.row !== null;
  return argument.kind !== 'unread' || ('uri' in argument && typeof argument.uri === 'string');
}

/** Tells an element from all others of the view, for as long as it is in its group. */
export function elementId(element: ReviewElement): string {
  switch (element.kind) {
    case 'group':
      return `${element.grouping}/${element.group.key}`;
    case 'integration':
      return `${element.group}/${element.row.uri}/${element.row.id}`;
    case 'unreadGroup':
      return 'unread';
    case 'unread':
      return `unread/${element.uri}`;
  }
}

/** Form and colour for each state: neither is the only sign of it. */
const LOOKS: Readonly<Record<ReviewState, readonly [icon: string, color: string]>> = {
  overdue: ['error', 'list.errorForeground'],
  stale: ['git-compare', 'list.warningForeground'],
  never: ['circle-large-outline', 'list.warningForeground'],
  dueSoon: ['clock', 'charts.blue'],
  unknown: ['question', 'disabledForeground'],
  fine: ['pass', 'testing.iconPassed'],
};

/** The item without its tooltip, which takes a question to the server. */
export function reviewItem(element: ReviewElement): vscode.TreeItem {
  switch (element.kind) {
    case 'group':
      return groupItem(element);
    case 'integration':
      return integrationItem(element);
    case 'unreadGroup': {
      const label = vscode.l10n.t('Not Read in Full');
      const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
      item.id = elementId(element);
      item.description = String(element.count);
      item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
      item.contextValue = 'unreadGroup';
      item.accessibilityInformation = { label: vscode.l10n.t('{0}, manifests: {1}', label, element.count) };
      return item;
    }
    case 'unread': {
      const path = pathOf(vscode.Uri.parse(element.uri));
      const whole = `${path}: ${element.reason}`;
      const item = new vscode.TreeItem(path);
      item.id = elementId(element);
      item.description = element.reason;
      item.iconPath = vscode.ThemeIcon.File;
      item.contextValue = 'unread';
      item.tooltip = whole;
      item.accessibilityInformation = { label: whole };
      item.command = commandOf(element);
      return item;
    }
  }
}

function groupItem(element: Extract<ReviewElement, { kind: 'group' }>): vscode.TreeItem {
  const { grouping, group, isOpen } = element;
  const { count, overdue } = group;
  const label = groupLabel(grouping, group);
  const item = new vscode.TreeItem(
    label,
    isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = elementId(element);
  item.description =
    grouping === 'state' || overdue === 0
      ? String(count)
      : vscode.l10n.t('{0} · {1} overdue', count, overdue);
  item.iconPath = groupIcon(grouping, group);
  item.contextValue = 'group';
  item.accessibilityInformation = {
    label:
      grouping === 'state'
        ? vscode.l10n.t('{0}, integrations: {1}', label, count)
        : vscode.l10n.t('{0}, integrations: {1}, overdue: {2}', label, count, overdue),
  };
  return item;
}

function groupIcon(grouping: ReviewGrouping, { key, overdue }: ReviewGroup): vscode.ThemeIcon {
  if (grouping === 'state' && isState(key)) return stateIcon(key);
  // A narrow side bar cuts off the words on what is overdue.
  if (overdue > 0) return stateIcon('overdue');
  return new vscode.ThemeIcon(grouping === 'owner' ? 'person' : 'shield');
}

function groupLabel(grouping: ReviewGrouping, { key, label }: ReviewGroup): string {
  if (label !== null) return label;
  return grouping === 'state' && isState(key) ? stateLabel(key) : vscode.l10n.t('No Owner');
}

function integrationItem(element: IntegrationElement): vscode.TreeItem {
  const { uri, name, state, summary, owner, isNameShared } = element.row;
  const label = name === '' ? vscode.l10n.t('(blank)') : name;
  const path = pathOf(vscode.Uri.parse(uri));
  const item = new vscode.TreeItem(label);
  // With its group: an integration that moves from one to another may for a moment be in both.
  item.id = elementId(element);
  item.description = [...(summary === null ? [] : [summary]), ...(isNameShared ? [path] : [])].join(' · ');
  item.iconPath = stateIcon(state);
  item.contextValue = 'integration';
  item.accessibilityInformation = {
    label: [
      label,
      ...stateWords(state, summary),
      owner === null ? vscode.l10n.t('no owner') : vscode.l10n.t('owner {0}', owner),
      path,
    ].join(', '),
  };
  item.command = commandOf(element);
  return item;
}

/** How the review stands, for who hears it: the state, unless the summary begins with it anyway. */
function stateWords(state: ReviewState, summary: string | null): string[] {
  const label = stateLabel(state);
  if (summary === null) return [label];
  return summary.toLowerCase().startsWith(label.toLowerCase()) ? [summary] : [label, summary];
}

/** What a click and the Enter key do. */
function commandOf(element: ReviewElement): vscode.Command {
  return {
    command: 'sentryPermissions.showIntegration',
    title: vscode.l10n.t('Open'),
    arguments: [element],
  };
}

function stateIcon(state: ReviewState): vscode.ThemeIcon {
  const [icon, color] = LOOKS[state];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

function isState(key: string): key is ReviewState {
  return Object.hasOwn(LOOKS, key);
}

function stateLabel(state: ReviewState): string {
  switch (state) {
    case 'overdue':
      return vscode.l10n.t('Overdue');
    case 'stale':
      return vscode.l10n.t('Stale');
    case 'never':
      return vscode.l10n.t('Never Reviewed');
    case 'dueSoon':
      return vscode.l10n.t('Due Soon');
    case 'unknown':
      return vscode.l10n.t('Cannot Be Told');
    case 'fine':
      return vscode.l10n.t('Fine');
  }
}

/** The same items under the file that each is of, in their order. */
export function byFile<T extends { readonly uri: string }>(items: readonly T[]): Map<string, T[]> {
  const files = new Map<string, T[]>();
  for (const item of items) {
    const few = files.get(item.uri);
    if (few) few.push(item);
    else files.set(item.uri, [item]);
  }
  return files;
}
