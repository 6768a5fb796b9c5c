/** The Reviews view, what can be done in it, and the prompt that leads to it. */
import * as vscode from 'vscode';
import { chosenRows } from './chosen-rows.ts';
import { markListedReviewed } from './mark-reviewed.ts';
import { OpenedRows } from './opened-rows.ts';
import type { Questions } from './questions.ts';
import { copyReviewSummary, showIntegration } from './review-commands.ts';
import { forgetPromptAnswers, promptForReviews, type PromptWorld } from './review-prompt.ts';
import { createReviewsView, type ReviewsView } from './reviews-view.ts';
import { switchSetting } from './settings.ts';
import type { ServerHandle } from './start-client.ts';

const PROMPT = 'sentryPermissions.reviews.prompt';

/** Registers everything. */
export function registerReviews(
  context: vscode.ExtensionContext,
  server: ServerHandle,
  questions: Questions,
): ReviewsView {
  const reviews = createReviewsView(context, server);
  const chosen = (argument: unknown, selected: unknown): ReturnType<typeof chosenRows> =>
    chosenRows(reviews.view, argument, selected);
  const opened = new OpenedRows();
  const command = (name: string, run: (...words: unknown[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, run);
  context.subscriptions.push(
    command('sentryPermissions.showIntegration', (argument) =>
      showIntegration(server.client, opened, argument),
    ),
    command('sentryPermissions.openFocusedIntegration', () => opened.enter()),
    command('sentryPermissions.markListedReviewed', async (argument, selected) =>
      markListedReviewed(server.client, questions, context.globalState, await chosen(argument, selected)),
    ),
    command('sentryPermissions.copyReviewSummary', async (argument, selected) =>
      copyReviewSummary(server.client, await chosen(argument, selected)),
    ),
    command('sentryPermissions.groupReviewsByState', () => reviews.groupBy('state')),
    command('sentryPermissions.groupReviewsByOwner', () => reviews.groupBy('owner')),
    command('sentryPermissions.groupReviewsBySensitivity', () => reviews.groupBy('sensitivity')),
  );
  promptOnce(context, server, reviews);
  return reviews;
}

/** Says what is overdue as a workspace opens, and not again as long as it is. */
function promptOnce(context: vscode.ExtensionContext, server: ServerHandle, reviews: ReviewsView): void {
  const isOn = (): boolean => switchSetting(PROMPT, true);
  const world: PromptWorld = {
    now: () => new Date(),
    memory: context.workspaceState,
    isOn,
    show: () => vscode.commands.executeCommand('sentryPermissions.reviews.focus'),
  };
  const log = (error: unknown): void => {
    server.client.warn('What somebody answered about reviews was lost.', error, false);
  };
  const first = reviews.onDidAnswer(({ overdue }) => {
    first.dispose();
    if (vscode.workspace.workspaceFolders) promptForReviews(overdue, world).catch(log);
  });
  context.subscriptions.push(
    first,
    vscode.workspace.onDidChangeConfiguration((event) => {
      // Who turns it on wants to hear of it again.
      if (event.affectsConfiguration(PROMPT) && isOn()) forgetPromptAnswers(world).catch(log);
    }),
  );
}
