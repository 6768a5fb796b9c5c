/** Adds uses to an integration, as one step of undo. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  AddUsesRequest,
  type AddUsesParams,
  type EditAnswer,
  type Pinned,
} from '../../server/src/protocol.ts';
import { applyAnswer } from './apply-answer.ts';
import { askServer } from './ask-server.ts';
import { withoutLinks } from './questions.ts';

/** Whether they were added; where not, the person was told why. */
export async function addUses(
  client: BaseLanguageClient,
  { name, target }: Pinned,
  uses: readonly string[],
): Promise<boolean> {
  const params: AddUsesParams = { target, uses };
  const answer = await askServer<EditAnswer>(client, {
    title: vscode.l10n.t('Add Uses'),
    request: AddUsesRequest,
    params,
  });
  if (answer === undefined) return false;
  const applied = answer === null ? null : await applyAnswer(client, answer);
  if (applied === 'applied' || applied === 'read-only') return applied === 'applied';
  void vscode.window.showWarningMessage(
    applied === null
      ? vscode.l10n.t(
          'Nothing was added: {0} is no longer in the file, or its “uses” are no list that can be edited safely.',
          withoutLinks(name),
        )
      : vscode.l10n.t('The file has changed in the meantime, so nothing was added. Try again.'),
  );
  return false;
}
