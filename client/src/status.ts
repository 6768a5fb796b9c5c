/** The language status item: what is found in the file before you, by which catalogue, and how the server is. */
import * as vscode from 'vscode';
import { AboutRequest, SOURCE, TOO_LARGE, type AboutAnswer } from '../../server/src/protocol.ts';
import { isGone } from './left-out.ts';
import { documentSelector, isManifest } from './manifest-documents.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { isOtherSide } from './other-side.ts';
import { serverState } from './server-state.ts';
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
  let goneDocument: vscode.TextDocument | undefined;

  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const gone = document !== undefined && document === goneDocument;
    const facts = { server: serverState(server.client), catalogDate, gone, ...countsOf(document?.uri) };
    Object.assign(item, statusView(facts));
  };
  const lookForFile = oneAtATime(async () => {
    const document = vscode.window.activeTextEditor?.document;
    goneDocument = document && isManifest(document) && (await isGone(document)) ? document : undefined;
    update();
  });
  const askForDate = async (): Promise<void> => {
    const about = await server.client.sendRequest<AboutAnswer | null>(AboutRequest);
    catalogDate = about?.catalogDate;
    update();
  };
  context.subscriptions.push(
    item,
    server.onDidChangeState(() => {
      update();
      void lookForFile();
      // A server that ends before it has answered is one that the item shows as stopped.
      if (serverState(server.client) === 'running') askForDate().catch(update);
    }),
    vscode.languages.onDidChangeDiagnostics(update),
    vscode.window.onDidChangeActiveTextEditor(() => {
      update();
      void lookForFile();
    }),
    server.onDidChangeLeftOut(lookForFile),
  );
  update();
  void lookForFile();
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
