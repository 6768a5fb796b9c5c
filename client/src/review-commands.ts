/** What can be done with what the Reviews view lists. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  LocateRequest,
  ReviewFactsRequest,
  type LocateAnswer,
  type LocateParams,
  type ReviewFacts,
  type ReviewFactsParams,
  type ReviewRow,
} from '../../server/src/review-protocol.ts';
import { askServer } from './ask-server.ts';
import type { OpenedRows } from './opened-rows.ts';
import { pathOf } from './path-of.ts';
import { withoutLinks } from './questions.ts';
import { byFile, isElement } from './review-items.ts';

/** Shows where an integration stands, or what of a manifest cannot be read. The focus stays in the view, unless the person goes there. */
export async function showIntegration(
  client: BaseLanguageClient,
  opened: Pick<OpenedRows, 'isGoneTo'>,
  argument: unknown,
): Promise<void> {
  if (!isElement(argument)) return;
  const isGoneTo = opened.isGoneTo(argument);
  const [uri, id] =
    argument.kind === 'integration'
      ? [argument.row.uri, argument.row.id]
      : argument.kind === 'unread'
        ? [argument.uri, undefined]
        : [undefined, undefined];
  if (uri === undefined) return;
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  } catch {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('{0} cannot be opened.', withoutLinks(pathOf(vscode.Uri.parse(uri)))),
    );
    return;
  }
  const params: LocateParams = { uri, ...(id === undefined ? {} : { id }) };
  const position = await askServer<LocateAnswer>(client, {
    title: vscode.l10n.t('Open'),
    request: LocateRequest,
    params,
  });
  const at = position ? client.protocol2CodeConverter.asPosition(position) : undefined;
  await vscode.window.showTextDocument(document, {
    preserveFocus: !isGoneTo,
    preview: !isGoneTo,
    ...(at && { selection: new vscode.Range(at, at) }),
  });
}

/** Puts what is known of the integrations into the clipboard, as text for a message or a ticket. */
export async function copyReviewSummary(
  client: BaseLanguageClient,
  rows: readonly ReviewRow[],
): Promise<void> {
  const texts = new Map<string, string>();
  for (const [uri, few] of byFile(rows)) {
    const params: ReviewFactsParams = { uri, ids: few.map(({ id }) => id) };
    const facts = await askServer<readonly ReviewFacts[]>(client, {
      title: vscode.l10n.t('Copy Summary'),
      request: ReviewFactsRequest,
      params,
    });
    if (!facts) return;
    for (const { id, text } of facts) {
      texts.set(keyOf(uri, id), `${text}\n${vscode.l10n.t('File: {0}', pathOf(vscode.Uri.parse(uri)))}`);
    }
  }
  // In the order of the list, whatever file each stands in.
  const chosen = rows.flatMap(({ uri, id }) => texts.get(keyOf(uri, id)) ?? []);
  if (chosen.length === 0) return;
  await vscode.env.clipboard.writeText(`${chosen.join('\n\n')}\n`);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Summaries copied: {0}', chosen.length), 4000);
}

function keyOf(uri: string, id: string): string {
  return JSON.stringify([uri, id]);
}
