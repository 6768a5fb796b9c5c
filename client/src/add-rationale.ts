/** *Add Rationale*: asks why a grant is needed and writes it down, for one, for an integration or for all of a file. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  AddRationalesRequest,
  AllBareGrantsRequest,
  BareGrantsRequest,
  type AllBareGrants,
  type AllBareGrantsParams,
  type BareGrants,
  type BareGrantsParams,
} from '../../server/src/protocol.ts';
import { askServer, askSurely } from './ask-server.ts';
import { fillFix } from './fill-fix.ts';
import { withoutLinks, type Questions } from './questions.ts';
import { askPlaces, writeAnswers } from './walk-places.ts';
import { sayThereIsNone, writableTarget } from './target.ts';

/**
 * Asks for the rationale of the bare grant at the cursor, or else of each bare grant of the integration, one after the
 * other. Escape ends it; what was answered before stays written.
 */
export async function addRationale(client: BaseLanguageClient, questions: Questions): Promise<void> {
  const target = writableTarget(client);
  if (!target) return;
  const bareGrants = (params: BareGrantsParams): Promise<BareGrants | null | undefined> =>
    askServer<BareGrants | null>(client, {
      title: vscode.l10n.t('Add Rationale'),
      request: BareGrantsRequest,
      params,
    });

  let found = await bareGrants({ target });
  if (found === null) sayThereIsNone();
  else if (found?.requests.length === 0 && found.left.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing in this integration asks for a rationale.'),
    );
  }
  if (found) sayWhatIsLeft(found.left);
  const count = found?.requests.length ?? 0;
  for (let number = 1; number <= count; number++) {
    const [request] = found?.requests ?? [];
    if (!found || !request) return;
    const title =
      count === 1
        ? vscode.l10n.t('Add Rationale')
        : vscode.l10n.t('Add Rationale ({0} of {1})', number, count);
    if (!(await fillFix(client, questions, { ...request, title }))) return;
    // Each answer has moved what stands below it.
    const { integration } = found;
    if (number < count) found = await bareGrants({ target: { uri: target.uri, integration } });
  }
}

/** Asks for the rationale of every bare grant of the file in front, and writes all that were given at once. */
export async function addAllRationales(client: BaseLanguageClient, questions: Questions): Promise<void> {
  const uri = writableTarget(client)?.uri;
  if (uri === undefined) return;
  const title = vscode.l10n.t('Add Rationale to All Bare Scopes');
  const params: AllBareGrantsParams = { uri };
  const found = await askSurely<AllBareGrants>(client, {
    title,
    request: AllBareGrantsRequest,
    params,
  });
  if (!found) return;
  const { places, left } = found;
  if (places.length + left.length === 0)
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing in this file asks for a rationale.'));
  sayWhatIsLeft(left);
  if (places.length === 0) return;
  const answers = await askPlaces(questions, {
    places,
    titleOf: (number) =>
      vscode.l10n.t('Add Rationale to All Bare Scopes ({0} of {1})', number, places.length),
  });
  await writeAnswers(client, { title, request: AddRationalesRequest, params: { uri, answers }, places });
}

/** Names the grants that nobody is asked about, though nothing says why they are needed. */
function sayWhatIsLeft(left: readonly string[]): void {
  if (left.length === 0) return;
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Not asked about, for these cannot be edited safely (an anchor, a comment inside brackets): {0}',
      withoutLinks(left.join(', ')),
    ),
  );
}
