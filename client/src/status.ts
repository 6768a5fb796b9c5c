/** The language status item: what is found in the file before you, by which catalogue, and how the server is. */
import * as vscode from 'vscode';
import { AboutRequest, SOURCE, TOO_LARGE, type AboutAnswer } from '../../server/src/protocol.ts';
import { isOtherSide } from './other-side.ts';
import { serverState } from './server-state.ts';
import { documentSelector } from './manifest-documents.ts';
import type { ServerHandle } from './start-client.ts';
import { statusView, type StatusFacts } from './status-view.ts';

/** Shows the item beside every manifest and keeps it true. */
export function createStatus(
  context: vscode.ExtensionContext,
  server: ServerHandle,
): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('sentryPermissions.status', documentSelector);
  item.name = 'Sentry Permissions';
  let catalogDate: string | undefined;

  const update = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    Object.assign(item, statusView({ server: serverState(server.client), catalogDate, ...countsOf(uri) }));
  };
  const askForDate = async (): Promise<void> => {
    const about = await server.client.sendRequest<AboutAnswer | null>(AboutRequest);
    catalogDate = about?.catalogDate;
    update();
  };
  context.subscriptions.push(
    item,
    server.onDidChangeState(() => {
      update();
      // A server that ends before it has answered is one that the item shows as stopped.
      if (serverState(server.client) === 'running') askForDate().catch(update);
    }),
    vscode.languages.onDidChangeDiagnostics(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
  update();
  return item;
}

function countsOf(
  uri: vscode.Uri | undefined,
): Pick<StatusFacts, 'errors' | 'warnings' | 'notes' | 'tooLarge' | 'otherSide'> {
  const findings = uri ? vscode.languages.getDiagnostics(uri).filter(({ source }) => source === SOURCE) : [];
  const count = (wanted: vscode.DiagnosticSeverity): number =>
    findings.filter(({ severity }) => severity === wanted).length;
  const errors = count(vscode.DiagnosticSeverity.Error);
  const warnings = count(vscode.DiagnosticSeverity.Warning);
  const tooLarge = findings.some(({ code }) => code === TOO_LARGE);
  const otherSide = uri !== undefined && isOtherSide(uri);
  return { errors, warnings, notes: findings.length - errors - warnings, tooLarge, otherSide };
}
