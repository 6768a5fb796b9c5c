/** *Mark as Reviewed*: adds today's review to an integration. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  MarkReviewedRequest,
  type EditAnswer,
  type MarkReviewedParams,
  type ReviewTarget,
} from '../../server/src/protocol.ts';
import { applyAnswer } from './apply-answer.ts';
import { askServer } from './ask-server.ts';
import type { Questions } from './questions.ts';

const REVIEWER_KEY = 'reviewer';

/**
 * Asks who reviewed and for notes, and writes the review. Works on what a fix names,
 * or from the palette on the integration at the cursor. Cancelled, nothing happens.
 */
export async function markReviewed(
  client: BaseLanguageClient,
  questions: Questions,
  memory: vscode.Memento,
  argument: unknown,
): Promise<void> {
  const target = isReviewTarget(argument) ? argument : targetAtCursor(client);
  if (!target) return;
  const by = await reviewer(questions, memory, target);
  if (by === undefined || by === '') return;
  const notes = await questions.ask({
    title: title(),
    prompt: vscode.l10n.t(
      'This states that you compared this integration with its settings in Sentry today. Notes, if there are any; Escape writes nothing.',
    ),
    placeHolder: vscode.l10n.t('What you found or changed'),
  });
  if (notes === undefined) return;
  const params: MarkReviewedParams = { target, by, notes };
  const answer = await askServer<EditAnswer>(client, {
    title: title(),
    request: MarkReviewedRequest,
    params,
  });
  if (answer === undefined) return;
  if (answer === null) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('There is no integration here to mark as reviewed. Put the cursor into one.'),
    );
  } else if (!(await applyAnswer(client, answer))) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The file has changed in the meantime, so no review was written. Try again.'),
    );
  }
}

/** The setting, else what was answered before, else a question whose answer this machine remembers. */
async function reviewer(
  questions: Questions,
  memory: vscode.Memento,
  target: ReviewTarget,
): Promise<string | undefined> {
  const scope = vscode.Uri.parse(target.uri);
  const setting = vscode.workspace.getConfiguration('sentryPermissions', scope).get('reviewer', '').trim();
  const known = setting || memory.get(REVIEWER_KEY, '');
  if (known) return known;
  const answer = await questions.ask({
    title: title(),
    prompt: vscode.l10n.t(
      'Who compared this integration with Sentry? Asked once; the setting sentryPermissions.reviewer changes it.',
    ),
    placeHolder: 'you@acme.example',
    needed: vscode.l10n.t('Type your address or your team, or press Escape.'),
  });
  if (answer) await memory.update(REVIEWER_KEY, answer);
  return answer;
}

/** What the cursor of the editor before the person is in. */
export function targetAtCursor(client: BaseLanguageClient): ReviewTarget | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  return {
    uri: client.code2ProtocolConverter.asUri(editor.document.uri),
    position: client.code2ProtocolConverter.asPosition(editor.selection.active),
  };
}

function title(): string {
  return vscode.l10n.t('Mark as Reviewed');
}

/** Menus and keybindings hand over arguments of their own; only the server's is a target. */
export function isReviewTarget(argument: unknown): argument is ReviewTarget {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    typeof Reflect.get(argument, 'uri') === 'string' &&
    ('integration' in argument || 'position' in argument)
  );
}
