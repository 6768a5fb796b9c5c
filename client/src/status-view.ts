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
  /** Undefined as long as the server has not said it. */
  readonly catalogDate: string | undefined;
}

type StatusView = Pick<vscode.LanguageStatusItem, 'text' | 'detail' | 'severity' | 'busy' | 'command'>;

/** What the item shows. */
export function statusView({ server, errors, warnings, notes, catalogDate }: StatusFacts): StatusView {
  const { Error: failed, Information: fine } = vscode.LanguageStatusSeverity;
  if (server === 'stopped') {
    return {
      text: vscode.l10n.t('Server stopped'),
      detail: vscode.l10n.t('Manifests are not checked'),
      severity: failed,
      busy: false,
      command: { command: 'sentryPermissions.restartServer', title: vscode.l10n.t('Restart') },
    };
  }
  const starting = server === 'starting';
  return {
    text: starting
      ? vscode.l10n.t('Server is starting')
      : vscode.l10n.t('Errors: {0}, warnings: {1}, notes: {2}', errors, warnings, notes),
    detail: starting || catalogDate === undefined ? '' : vscode.l10n.t('Catalogue of {0}', catalogDate),
    severity: fine,
    busy: starting,
    command: { command: 'workbench.actions.view.problems', title: vscode.l10n.t('Show Problems') },
  };
}
