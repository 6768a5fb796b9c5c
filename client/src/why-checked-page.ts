/** The page that says why a file is checked, or what keeps it from being checked. */
import * as vscode from 'vscode';
import type { Checked } from '../../server/src/protocol.ts';
import { code } from './pages.ts';
import type { ServerState } from './server-state.ts';

/** What is wrong with a file itself: `no-text` where VS Code does not open it, although the server reads it. */
export type FileFault = 'missing' | 'folder' | 'too-large' | 'no-text' | { readonly reason: string };

export interface WhyFacts {
  /** As VS Code calls it: from the folder of the workspace on, where it is in one. */
  readonly path: string;
  /** Whether it is checked while it is not open, too. */
  readonly isCheckedWhileClosed: boolean;
  /** Undefined where it cannot be opened. */
  readonly languageId: string | undefined;
  readonly scheme: string;
  /** Whether the file is one of ours, by its language or its name. */
  readonly isManifest: boolean;
  /** Whether it is shown for comparison only. */
  readonly isOtherSide: boolean;
  readonly fault?: FileFault | undefined;
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
      : isCheckedInPart(facts)
        ? vscode.l10n.t('This file is checked in part')
        : vscode.l10n.t('This file is not checked');
  const list = [...reasons.map((reason) => `**${reason}**`), ...particulars(facts)];
  return [`# ${verdict}`, ...list.map((line) => `- ${line}`)].join('\n\n') + '\n';
}

function isCheckedInPart({ checked, isManifest, isOtherSide, fault, server }: WhyFacts): boolean {
  if (fault === 'no-text') return isManifest && server === 'running';
  return !!checked && !checked.foreignVersion && !checked.tooLarge && !isOtherSide;
}

function* obstacles({ isManifest, isOtherSide, fault, server, checked }: WhyFacts): Generator<string> {
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
  if (fault !== undefined) {
    yield textOf(fault);
    if (!checked && server === 'running') return;
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

function textOf(fault: FileFault): string {
  switch (fault) {
    case 'missing':
      return vscode.l10n.t(
        'There is no such file any more. What an editor shows of it counts once you change or save it.',
      );
    case 'folder':
      return vscode.l10n.t('It is a folder. Of what is in it, each manifest is checked by itself.');
    case 'too-large':
      return vscode.l10n.t(
        'It has more than 20 MB. Give teams or services manifests of their own: NAME.sentry-permissions.yaml.',
      );
    case 'no-text':
      return vscode.l10n.t(
        'VS Code cannot open it as text, as where it holds NUL characters. What is found in it is in the Problems panel alone. Write it anew as UTF-8 text.',
      );
    default:
      return vscode.l10n.t('The file cannot be checked as it lies there: {0}', code(fault.reason));
  }
}

function* particulars({
  path,
  isCheckedWhileClosed,
  languageId,
  scheme,
  isManifest,
  isOtherSide,
  server,
  checked,
}: WhyFacts): Generator<string> {
  yield vscode.l10n.t('File: {0}', code(path));
  if (languageId !== undefined) yield vscode.l10n.t('Language: {0}', code(languageId));
  yield vscode.l10n.t('File system: {0}', code(scheme));
  if (!isManifest) return;
  yield { running: runs, starting, stopped }[server]();
  if (!checked || isOtherSide) return;
  if (!isCheckedWhileClosed && scheme !== 'untitled')
    yield vscode.l10n.t(
      'It is checked only while it is open: it is in no folder of the workspace, or files.exclude or search.exclude leaves it out.',
    );
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
      'Keys that begin with “x-” are kept, and checked for credentials and broken YAML alone: {0}',
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
