/** *Export Audit Report*: writes down all manifests of the workspace for an audit, and shows the result. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  AuditReportRequest,
  type AuditFormat,
  type AuditReportAnswer,
  type AuditReportParams,
} from '../../server/src/document-protocol.ts';
import { askSurely, serverAnswers } from './ask-server.ts';
import { gatherManifests } from './gather-manifests.ts';
import { pathOf } from './path-of.ts';
import { faultText, withoutLinks, type Questions } from './questions.ts';
import { isManifest } from './manifest-documents.ts';

interface Format extends vscode.QuickPickItem {
  readonly format: AuditFormat;
  readonly extension: string;
}

/** Asks for the format and the place. Cancelled, nothing is written. */
export async function exportReport(client: BaseLanguageClient, questions: Questions): Promise<void> {
  const title = vscode.l10n.t('Export Audit Report');
  const { files, unread } = await gatherManifests(client);
  if (files.length + unread.length === 0) {
    const isUnsaved = vscode.workspace.textDocuments.some(
      (document) => document.isUntitled && isManifest(document),
    );
    void vscode.window.showInformationMessage(
      isUnsaved
        ? vscode.l10n.t(
            'The manifest that is open is no file yet. Save it first, and then export the report.',
          )
        : vscode.l10n.t('There is no manifest here to report on. Open a folder that has one, or make one.'),
    );
    return;
  }
  if (!(await serverAnswers(client, title))) return;
  const chosen = await questions.pick(title, formats());
  if (!chosen) return;
  const place = await questions.saveAs(title, placeFor(chosen), { [chosen.label]: [chosen.extension] });
  if (!place) return;
  if (files.some(({ uri }) => uri.toString() === place.toString())) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('This is a manifest, and no report is written over one. Choose another place.'),
    );
    return;
  }
  const params: AuditReportParams = {
    format: chosen.format,
    files: files.map(({ path, text }) => ({ path, text })),
    unread: unread.map(({ path, message }) => ({ path, message })),
  };
  const report = await askSurely<AuditReportAnswer>(client, {
    title,
    request: AuditReportRequest,
    params,
  });
  if (report && (await written(place, report.text))) await show(chosen.format, place, report.text);
}

function formats(): Format[] {
  return [
    {
      label: 'HTML',
      description: vscode.l10n.t('one file with charts, for a browser, a phone or paper'),
      format: 'html',
      extension: 'html',
    },
    {
      label: 'Markdown',
      description: vscode.l10n.t('for a wiki or a repository'),
      format: 'markdown',
      extension: 'md',
    },
    {
      label: 'CSV',
      description: vscode.l10n.t('the inventory, a row for each scope or permission'),
      format: 'csv',
      extension: 'csv',
    },
    {
      label: 'JSON',
      description: vscode.l10n.t('for a program; its schema is published'),
      format: 'json',
      extension: 'json',
    },
  ];
}

function placeFor({ extension }: Format): vscode.Uri | undefined {
  const folder = vscode.workspace.workspaceFolders?.[0];
  return folder && vscode.Uri.joinPath(folder.uri, `sentry-permissions-audit.${extension}`);
}

async function written(place: vscode.Uri, text: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(text));
    return true;
  } catch (error) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The report could not be written there: {0}', faultText(error)),
    );
    return false;
  }
}

async function show(format: AuditFormat, place: vscode.Uri, text: string): Promise<void> {
  switch (format) {
    case 'html':
      showHtml(place, text);
      return;
    case 'markdown':
      try {
        await vscode.commands.executeCommand('markdown.showPreview', place);
      } catch {
        // Somebody has turned VS Code's own Markdown extension off.
        await vscode.window.showTextDocument(place, { preview: false });
      }
      return;
    default:
      await vscode.window.showTextDocument(place, { preview: false });
  }
}

/** In VS Code, where a browser may not be at hand; nothing in it runs or is loaded. */
function showHtml(place: vscode.Uri, text: string): void {
  const title = vscode.l10n.t('Audit Report');
  const panel = vscode.window.createWebviewPanel(
    'sentryPermissions.report',
    title,
    vscode.ViewColumn.Active,
    {
      enableScripts: false,
      localResourceRoots: [],
      enableFindWidget: true,
    },
  );
  panel.webview.html = text;
  void sayWhere(place);
}

async function sayWhere(place: vscode.Uri): Promise<void> {
  // Elsewhere the file is on another machine than the browser, or nowhere.
  if (place.scheme !== 'file' || vscode.env.uiKind !== vscode.UIKind.Desktop) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The audit report is written: {0}', withoutLinks(pathOf(place))),
    );
    return;
  }
  const open = vscode.l10n.t('Open in Browser');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('The audit report is written. Print it from a browser.'),
    open,
  );
  if (choice === open) await vscode.env.openExternal(place);
}
