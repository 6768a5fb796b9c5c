/** Asks the server what a command needs to know. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** The answer; undefined where no server runs to give one, which is said. */
export async function askServer<T>(
  client: BaseLanguageClient,
  request: string,
  params: unknown = {},
): Promise<T | undefined> {
  try {
    return await client.sendRequest<T>(request, params);
  } catch (error) {
    client.error(`${request} was not answered.`, error, false);
    void offerRestart();
    return undefined;
  }
}

async function offerRestart(): Promise<void> {
  const restart = vscode.l10n.t('Restart');
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t('The Sentry Permissions language server is not running, so this cannot be done.'),
    restart,
  );
  if (choice === restart) await vscode.commands.executeCommand('sentryPermissions.restartServer');
}
