/** *Find the Scopes for a 403*: what was refused, out of whatever a person has at hand of it. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { RefusalRequest, type RefusalAnswer, type RefusalParams } from '../../server/src/protocol.ts';
import { readRefusal } from '../../server/src/recording/refusal.ts';
import { addUses } from './add-uses.ts';
import { askSurely, serverAnswers } from './ask-server.ts';
import { isOtherSide } from './other-side.ts';
import type { ShowPage } from './pages.ts';
import { withoutLinks, type Questions } from './questions.ts';
import { pinnedIfThere, targetAtCursor } from './target.ts';

/** Asks for the refused request and shows a page on it. Of what is pasted only methods, paths and names of scopes go any further. */
export async function findScopes(
  client: BaseLanguageClient,
  questions: Questions,
  showPage: ShowPage,
): Promise<void> {
  const title = vscode.l10n.t('Find the Scopes for a 403');
  const here = targetAtCursor(client);
  if (!here && !(await serverAnswers(client, title))) return;
  // Where the cursor is as the question is put: the text may move meanwhile.
  const found = here && (await pinnedIfThere(client, title, here));
  if (here && found === undefined) return;
  const pasted = await questions.ask({
    title,
    prompt: vscode.l10n.t(
      'Paste the refused request: its line, its address, the curl command, or Sentry’s answer with its headers. Credentials in it are not read.',
    ),
    placeHolder: 'POST /api/0/organizations/acme/releases/',
    needed: vscode.l10n.t('Paste something of the request, or press Escape.'),
  });
  if (pasted === undefined) return;
  const params: RefusalParams = { refusal: readRefusal(pasted), target: found?.target };
  const answer = await askSurely<RefusalAnswer>(client, { title, request: RefusalRequest, params });
  if (!answer) return;
  await showPage(answer.page.name, answer.page.markdown);
  if (!answer.undeclared || !found || isOtherSide(vscode.Uri.parse(found.target.uri))) return;
  const { integration, uses } = answer.undeclared;
  const add = vscode.l10n.t('Add to Its Uses');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('{0} does not declare that it does this.', withoutLinks(integration)),
    add,
  );
  if (choice === add) await addUses(client, found, uses);
}
