/** *Explain the Least Scopes* and *Replace by the Least Scopes*, on what a lens or a fix names or on the integration at the cursor. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  ExplainLeastRequest,
  ReplaceByLeastRequest,
  type EditAnswer,
  type LeastParams,
  type Page,
} from '../../server/src/protocol.ts';
import { applyAnswer, sayOutdated } from './apply-answer.ts';
import { askServer } from './ask-server.ts';
import type { ShowPage } from './pages.ts';
import { isReviewTarget, pinned, sayThereIsNone, targetAtCursor, writableTarget } from './target.ts';

/** Shows beside the editor why the least scopes are the least. */
export async function explainLeast(
  client: BaseLanguageClient,
  showPage: ShowPage,
  argument: unknown,
): Promise<void> {
  const target = isReviewTarget(argument) ? argument : targetAtCursor(client);
  if (!target) return;
  const params: LeastParams = { target };
  const page = await askServer<Page | null>(client, {
    title: vscode.l10n.t('Explain the Least Scopes'),
    request: ExplainLeastRequest,
    params,
  });
  const isOfIt = (document: vscode.TextDocument): boolean =>
    client.code2ProtocolConverter.asUri(document.uri) === target.uri;
  if (page) await showPage(page.name, page.markdown, isOfIt);
  else if (page === null) sayThereIsNone();
}

/** Leaves the least scopes in the list, as one step of undo. */
export async function replaceByLeast(client: BaseLanguageClient, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Replace by the Least Scopes');
  const asked = isReviewTarget(argument) ? argument : writableTarget(client);
  const found = asked && (await pinned(client, title, asked));
  if (!found) return;
  const params: LeastParams = { target: found.target };
  const answer = await askServer<EditAnswer>(client, { title, request: ReplaceByLeastRequest, params });
  if (answer === undefined) return;
  if (answer === null) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Nothing was replaced: this integration holds no more than its uses need, its list cannot be edited safely (an anchor, a comment inside brackets), or a scope that it needs stands there as ended. Explain the Least Scopes says what suffices.',
      ),
    );
  } else if ((await applyAnswer(client, answer)) === 'outdated') sayOutdated();
}
