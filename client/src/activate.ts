/**
 * What both mains do, on Node and in a browser: starts the language server and offers the commands.
 * What a manifest means is the server's business; nothing here knows a scope.
 */
import * as vscode from 'vscode';
import { ClientCommand } from '../../server/src/protocol.ts';
import { acceptOwner } from './accept-owner.ts';
import { addAllRationales, addRationale } from './add-rationale.ts';
import { compareRevision } from './compare-revision.ts';
import { exportReport } from './export-report.ts';
import { fillFix } from './fill-fix.ts';
import { findScopes } from './find-scopes.ts';
import { importUses } from './import-uses.ts';
import { explainLeast, replaceByLeast } from './least-scopes.ts';
import { lookUpScope } from './look-up-scope.ts';
import { followManifestBeside } from './manifest-beside.ts';
import { markAllReviewed, markOwnerReviewed, markReviewed } from './mark-reviewed.ts';
import { newManifest } from './new-manifest.ts';
import { createPages } from './pages.ts';
import { inputBoxes, type Questions } from './questions.ts';
import { documentationBase, registerRulePages } from './rule-page.ts';
import { createServerHandle, type CreateClient, type ServerHandle } from './start-client.ts';
import { Signer } from './signature.ts';
import { registerReviews } from './reviews.ts';
import type { ReviewsView } from './reviews-view.ts';
import { createStatus } from './status.ts';
import { followSteps, openSample, setUpCi, type Steps } from './walkthrough.ts';
import { whyChecked } from './why-checked.ts';

/** What other extensions get from us. */
export interface ExtensionApi {
  /** Puts the questions of our commands to the person; another extension may answer in their place. */
  readonly questions: Questions;
  /** The item of the language status that shows what is found and how the server is. */
  readonly status: vscode.LanguageStatusItem;
  /** The steps of the walkthrough that were done, those apart that are a command's. */
  readonly stepsDone: Steps['done'];
  /** The list of reviews of the workspace. */
  readonly reviews: Pick<ReviewsView, 'view' | 'provider'>;
}

let server: ServerHandle | undefined;

/** Activates the extension over the server that `createClient` reaches. */
export function activateWith(context: vscode.ExtensionContext, createClient: CreateClient): ExtensionApi {
  const questions: Questions = { ...inputBoxes };
  const steps = followSteps();
  const handle = createServerHandle(
    context,
    createClient,
    {
      clientCommands: Object.values(ClientCommand),
      documentationBase: documentationBase(context.extension.id),
    },
    steps.middleware,
  );
  server = handle;
  const showPage = createPages(context);
  const status = createStatus(context, handle);
  const reviews = registerReviews(context, handle, questions);
  context.subscriptions.push(
    steps,
    followManifestBeside(),
    vscode.commands.registerCommand(ClientCommand.fillFix, (argument: unknown) =>
      fillFix(handle.client, questions, argument, new Signer(questions, context.globalState)),
    ),
    vscode.commands.registerCommand(ClientCommand.markReviewed, (argument: unknown) =>
      markReviewed(handle.client, questions, context.globalState, argument),
    ),
    vscode.commands.registerCommand(ClientCommand.markAllReviewed, (argument: unknown) =>
      markAllReviewed(handle.client, questions, context.globalState, argument),
    ),
    vscode.commands.registerCommand('sentryPermissions.markOwnerReviewed', () =>
      markOwnerReviewed(handle.client, questions, context.globalState),
    ),
    vscode.commands.registerCommand(ClientCommand.explainLeast, (argument: unknown) =>
      explainLeast(handle.client, showPage, argument),
    ),
    vscode.commands.registerCommand(ClientCommand.replaceByLeast, (argument: unknown) =>
      replaceByLeast(handle.client, argument),
    ),
    vscode.commands.registerCommand('sentryPermissions.addRationale', () =>
      addRationale(handle.client, questions),
    ),
    vscode.commands.registerCommand('sentryPermissions.addAllRationales', () =>
      addAllRationales(handle.client, questions),
    ),
    vscode.commands.registerCommand('sentryPermissions.acceptOwner', () =>
      acceptOwner(handle.client, questions, context.globalState),
    ),
    vscode.commands.registerCommand('sentryPermissions.newManifest', (argument: unknown) =>
      newManifest(handle.client, questions, argument),
    ),
    vscode.commands.registerCommand('sentryPermissions.lookUpScope', () =>
      lookUpScope(handle.client, questions, showPage),
    ),
    vscode.commands.registerCommand('sentryPermissions.findScopes', () =>
      findScopes(handle.client, questions, showPage),
    ),
    vscode.commands.registerCommand('sentryPermissions.importUses', () =>
      importUses(handle.client, questions, showPage),
    ),
    vscode.commands.registerCommand('sentryPermissions.exportReport', () =>
      exportReport(handle.client, questions),
    ),
    vscode.commands.registerCommand('sentryPermissions.compareRevision', (argument: unknown) =>
      compareRevision(handle.client, questions, showPage, argument),
    ),
    vscode.commands.registerCommand('sentryPermissions.whyChecked', (argument: unknown) =>
      whyChecked(handle.client, showPage, argument),
    ),
    vscode.commands.registerCommand('sentryPermissions.openSample', () => openSample(handle.client)),
    vscode.commands.registerCommand('sentryPermissions.setUpCi', () =>
      setUpCi((context.extension.packageJSON as { version: string }).version),
    ),
    vscode.commands.registerCommand('sentryPermissions.restartServer', () => handle.restart()),
    vscode.commands.registerCommand('sentryPermissions.showLog', () => {
      handle.log.show();
    }),
    ...registerRulePages(context.extensionUri),
  );
  // Not awaited: commands and links work while the server is still on its way.
  void handle.start();
  return { questions, status, reviews, stepsDone: steps.done };
}

/** Lets the server end before the extension host does. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
