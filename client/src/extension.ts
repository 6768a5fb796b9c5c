/**
 * Where VS Code enters: starts the language server and offers the commands.
 * What a manifest means is the server's business; nothing here knows a scope.
 */
import * as vscode from 'vscode';
import { ClientCommand } from '../../server/src/protocol.ts';
import { fillFix } from './fill-fix.ts';
import { markReviewed } from './mark-reviewed.ts';
import { inputBoxes, type Questions } from './questions.ts';
import { documentationBase, registerRulePages } from './rule-page.ts';
import { createServerHandle, type ServerHandle } from './start-client.ts';

/** What other extensions get from us. */
export interface ExtensionApi {
  /** Puts the questions of our commands to the person; another extension may answer in their place. */
  readonly questions: Questions;
}

let server: ServerHandle | undefined;

export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const questions: Questions = { ...inputBoxes };
  const handle = createServerHandle(context, {
    clientCommands: Object.values(ClientCommand),
    documentationBase: documentationBase(context.extension.id),
  });
  server = handle;
  context.subscriptions.push(
    vscode.commands.registerCommand(ClientCommand.fillFix, (argument: unknown) =>
      fillFix(handle.client, questions, argument),
    ),
    vscode.commands.registerCommand(ClientCommand.markReviewed, (argument: unknown) =>
      markReviewed(handle.client, questions, context.globalState, argument),
    ),
    vscode.commands.registerCommand('sentryPermissions.restartServer', () => handle.restart()),
    vscode.commands.registerCommand('sentryPermissions.showLog', () => {
      handle.client.outputChannel.show();
    }),
    ...registerRulePages(context.extensionUri),
  );
  // Not awaited: commands and links work while the server is still on its way.
  void handle.start();
  return { questions };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
