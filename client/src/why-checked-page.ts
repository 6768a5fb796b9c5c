/** The page that says why a file is checked, or what keeps it from being checked. */
import * as vscode from 'vscode';
import type { Checked } from '../../server/src/protocol.ts';
import { code } from './pages.ts';
import type { ServerState } from './server-state.ts';

export interface WhyFacts {
  readonly fileName: string;
  readonly languageId: string;
  readonly scheme: string;
  /** Whether the file is one of ours, by its language or its name. */
  readonly isManifest: boolean;
  /** Whether it is shown for comparison only. */
  readonly isOtherSide: boolean;
  readonly server: ServerState;
  /** What the server says; null where it does not know the file, undefined where it was not asked or is silent. */
  readonly checked: Checked | null | undefined;
}

/** The verdict as a heading, then all that it rests on: reasons against it first, and what to do. */
export function whyPage(facts: WhyFacts): string {
  const reasons = [...obstacles(facts)];
  const verdict =
    reasons.length === 0
      ? vscode.l10n.t('This file is checked')
      : facts.checked && !facts.checked.foreignVersion && !facts.checked.tooLarge && !facts.isOtherSide
        ? vscode.l10n.t('This file is checked in part')
        : vscode.l10n.t('This file is not checked');
  const list = [...reasons.map((reason) => `**${reason}**`), ...particulars(facts)];
  return [`# ${verdict}`, ...list.map((line) => `- ${line}`)].join('\n\n') + '\n';
}

function* obstacles({ isManifest, isOtherSide, server, checked }: WhyFacts): Generator<string> {
  if (!isManifest) {
    yield vscode.l10n.t(
      'It is no manifest by its language or name. Name it sentry-permissions.yaml or NAME.sentry-permissions.yaml, or choose the language Sentry Permissions for it.',
    );
    return;
  }
  if (isOtherSide) {
    yield vscode.l10n.t(
      'It stands in no folder that is open and cannot be changed there, as the other side of a comparison, so nothing is reported in it.',
    );
    return;
  }
  if (server === 'stopped') {
    yield vscode.l10n.t('The language server has stopped. Run the command Restart Language Server.');
  } else if (server === 'starting') {
    yield vscode.l10n.t('The language server is still starting. Wait a moment, then ask again.');
  } else if (!checked) {
    yield vscode.l10n.t(
      'The language server does not know the file. Run the command Restart Language Server; Show Log may say more.',
    );
  } else if (checked.tooLarge) {
    yield vscode.l10n.t(
      'It has more than 20 million characters. Give teams or services manifests of their own: NAME.sentry-permissions.yaml.',
    );
  } else if (checked.foreignVersion) {
    yield vscode.l10n.t(
      'Its “version” is not one that this extension knows, so nothing else in it is checked. Write “version: 1”, or update the extension.',
    );
  } else if (checked.syntaxErrors) {
    yield vscode.l10n.t(
      'It has a syntax error. Behind one only the error itself is sure, so the rules say nothing there.',
    );
  }
}

function* particulars({
  fileName,
  languageId,
  scheme,
  isManifest,
  isOtherSide,
  server,
  checked,
}: WhyFacts): Generator<string> {
  yield vscode.l10n.t('File: {0}', code(fileName));
  yield vscode.l10n.t('Language: {0}', code(languageId));
  yield vscode.l10n.t('File system: {0}', code(scheme));
  if (!isManifest) return;
  yield { running: runs, starting, stopped }[server]();
  if (!checked || isOtherSide) return;
  yield vscode.l10n.t(
    'Integrations: {0}. Open findings: {1}, accepted ones: {2}.',
    checked.integrations,
    checked.open,
    checked.accepted,
  );
  if (checked.rulesOff.length > 0)
    yield vscode.l10n.t('Rules that the file turns off: {0}', checked.rulesOff.map(code).join(', '));
  if (checked.ownKeys.length > 0)
    yield vscode.l10n.t(
      'Keys that begin with “x-” are kept and never checked: {0}',
      checked.ownKeys.map(code).join(', '),
    );
}

function runs(): string {
  return vscode.l10n.t('Language server: running');
}

function starting(): string {
  return vscode.l10n.t('Language server: starting');
}

function stopped(): string {
  return vscode.l10n.t('Language server: stopped');
}
