/** Asks the server what a command needs to know. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { AboutRequest } from '../../server/src/protocol.ts';
import { pathOf } from './path-of.ts';
import { withoutLinks } from './questions.ts';

/** A request, and what the person who waits for it calls what they do. */
export interface Asked {
  readonly title: string;
  readonly request: string;
  readonly params?: object;
}

/** How long nobody wonders whether anything is going on, in milliseconds. */
const PATIENCE = 5_000;

/** The answer; undefined where there is none, which is said, or where the person waits for it no longer. */
export async function askServer<T>(
  client: BaseLanguageClient,
  { title, request, params = {} }: Asked,
): Promise<T | undefined> {
  const cancelling = new vscode.CancellationTokenSource();
  try {
    const answer = client.sendRequest<T>(request, params, cancelling.token);
    return await orCancelled(client, title, answer, cancelling);
  } catch (error) {
    client.error(`${request} was not answered.`, error, false);
    offer(client, isAnswer(error) ? offerLog(title) : offerRestart());
    return undefined;
  } finally {
    cancelling.dispose();
  }
}

/** The answer; undefined where the person has cancelled it, of which the server is told: that can be done once it has not come for a while. */
function orCancelled<T>(
  client: BaseLanguageClient,
  title: string,
  answer: Promise<T>,
  cancelling: vscode.CancellationTokenSource,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const show = async (): Promise<void> => {
      const options: vscode.ProgressOptions = {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t(
          '“{0}”: the language server has not answered yet. Where that goes on, cancel this and run Restart Language Server.',
          withoutLinks(title),
        ),
        cancellable: true,
      };
      await vscode.window.withProgress(options, (_progress, token) => {
        const cancelled = new Promise<undefined>((end) => {
          token.onCancellationRequested(() => {
            cancelling.cancel();
            end(undefined);
          });
        });
        void cancelled.then(resolve);
        return Promise.race([answer.catch(() => undefined), cancelled]);
      });
    };
    const slow = setTimeout(() => {
      offer(client, show());
    }, PATIENCE);
    answer.then(resolve, reject).finally(() => {
      clearTimeout(slow);
    });
  });
}

/** The same where null is no answer either, but says that the server does not check the file, or has failed at it. */
export async function askSurely<T>(client: BaseLanguageClient, asked: Asked): Promise<T | undefined> {
  const answer = await askServer<T | null>(client, asked);
  if (answer !== null) return answer;
  const { title, params = {} } = asked;
  const uri: unknown = Reflect.get(params, 'uri');
  offer(client, typeof uri === 'string' ? offerWhy(title, uri) : offerLog(title));
  return undefined;
}

/** Shows something, and does what it offers whenever somebody takes that; nothing waits for it. */
function offer(client: BaseLanguageClient, said: Promise<void>): void {
  said.catch((failure: unknown) => {
    client.error('A message could not be shown.', failure, false);
  });
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

async function offerWhy(title: string, uri: string): Promise<void> {
  const showWhy = vscode.l10n.t('Show Why');
  const showLog = vscode.l10n.t('Show Log');
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t(
      '“{0}” cannot be done in {1}: the language server does not check that file, or has failed at it.',
      withoutLinks(title),
      withoutLinks(pathOf(vscode.Uri.parse(uri))),
    ),
    showWhy,
    showLog,
  );
  if (choice === showWhy)
    await vscode.commands.executeCommand('sentryPermissions.whyChecked', vscode.Uri.parse(uri));
  if (choice === showLog) await vscode.commands.executeCommand('sentryPermissions.showLog');
}
