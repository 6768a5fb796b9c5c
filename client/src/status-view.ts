/** What the language status item says. */
import * as vscode from 'vscode';
import type { ServerState } from './server-state.ts';

export interface StatusFacts {
  readonly server: ServerState;
  /** The findings of the file before you, by severity. */
  readonly errors: number;
  readonly warnings: number;
  /** All that is less than a warning. */
  readonly notes: number;
  /** Whether the file before you is too large to be checked. */
  readonly tooLarge: boolean;
  /** Whether the file before you is the other side of a comparison, which is not checked. */
  readonly otherSide: boolean;
  /** Whether the file before you is gone, so that nothing in it counts. */
  readonly gone: boolean;
  /** Undefined as long as the server has not said it. */
  readonly catalogDate: string | undefined;
}

type StatusView = Pick<vscode.LanguageStatusItem, 'text' | 'detail' | 'severity' | 'busy' | 'command'>;

/** What the item shows. */
export function statusView({
  server,
  errors,
  warnings,
  notes,
  tooLarge,
  otherSide,
  gone,
  catalogDate,
}: StatusFacts): StatusView {
  const { Error: failed, Warning: limited, Information: fine } = vscode.LanguageStatusSeverity;
  if (server === 'stopped') {
    return {
      text: vscode.l10n.t('Server stopped'),
      detail: vscode.l10n.t('Manifests are not checked'),
      severity: failed,
      busy: false,
      command: { command: 'sentryPermissions.restartServer', title: vscode.l10n.t('Restart') },
    };
  }
  const showProblems = { command: 'workbench.actions.view.problems', title: vscode.l10n.t('Show Problems') };
  if (otherSide) {
    return {
      text: vscode.l10n.t('Not checked'),
      detail: vscode.l10n.t('This is the other side of a comparison'),
      severity: fine,
      busy: false,
      command: undefined,
    };
  }
  const starting = server === 'starting';
  if (gone && !starting) {
    return {
      text: vscode.l10n.t('Not checked'),
      detail: vscode.l10n.t('There is no such file any more'),
      severity: fine,
      busy: false,
      command: { command: 'sentryPermissions.whyChecked', title: vscode.l10n.t('Show Why') },
    };
  }
  if (tooLarge && !starting) {
    return {
      text: vscode.l10n.t('Too large to be checked'),
      detail: vscode.l10n.t('Give teams or services manifests of their own'),
      severity: limited,
      busy: false,
      command: showProblems,
    };
  }
  return {
    text: starting
      ? vscode.l10n.t('Server is starting')
      : vscode.l10n.t('Errors: {0}, warnings: {1}, infos and hints: {2}', errors, warnings, notes),
    detail: starting || catalogDate === undefined ? '' : vscode.l10n.t('Catalogue of {0}', catalogDate),
    severity: fine,
    busy: starting,
    command: showProblems,
  };
}
