/** Adds uses to an integration, as one step of undo. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  AddUsesRequest,
  type AddUsesParams,
  type EditAnswer,
  type Pinned,
} from '../../server/src/protocol.ts';
import { applyAnswer, sayOutdated } from './apply-answer.ts';
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
  if (applied === 'outdated') sayOutdated();
  else if (applied === null) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Nothing was added: {0} is no longer in the file, or its “uses” are no list that can be edited safely.',
        withoutLinks(name),
      ),
    );
  }
  return applied === 'applied';
}
