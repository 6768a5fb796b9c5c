/** Asks the server what a command needs to know. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { AboutRequest } from '../../server/src/protocol.ts';
import { withoutLinks } from './questions.ts';

/** A request, and what the person who waits for it calls what they do. */
export interface Asked {
  readonly title: string;
  readonly request: string;
  readonly params?: object;
}

/** The answer; undefined where there is none, which is said. */
export async function askServer<T>(
  client: BaseLanguageClient,
  { title, request, params = {} }: Asked,
): Promise<T | undefined> {
  try {
    return await client.sendRequest<T>(request, params);
  } catch (error) {
    client.error(`${request} was not answered.`, error, false);
    const said = isAnswer(error) ? offerLog(title) : offerRestart();
    said.catch((failure: unknown) => {
      client.error('A message could not be shown.', failure, false);
    });
    return undefined;
  }
}

/** Whether the server answers, so that nobody is asked in vain; where not, that is said. */
export async function serverAnswers(client: BaseLanguageClient, title: string): Promise<boolean> {
  return (await askServer(client, { title, request: AboutRequest })) !== undefined;
}

/** Whether a server has refused. Else none has: it does not run, or has ended before it could. */
function isAnswer(error: unknown): boolean {
  const code: unknown = typeof error === 'object' && error !== null && Reflect.get(error, 'code');
  // Of the negative codes, which are JSON-RPC's, these four say that the connection has failed.
  return typeof code === 'number' && code < 0 && (code < -32099 || code > -32096);
}

async function offerRestart(): Promise<void> {
  const restart = vscode.l10n.t('Restart');
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t('The Sentry Permissions language server is not running, so this cannot be done.'),
    restart,
  );
  if (choice === restart) await vscode.commands.executeCommand('sentryPermissions.restartServer');
}

async function offerLog(title: string): Promise<void> {
  const showLog = vscode.l10n.t('Show Log');
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t('“{0}” has failed in the language server. The log says why.', withoutLinks(title)),
    showLog,
  );
  if (choice === showLog) await vscode.commands.executeCommand('sentryPermissions.showLog');
}
