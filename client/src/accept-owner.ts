/** *Accept for All of an Owner*: documents the findings of one rule as exceptions that end, each with a reason of its own. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  AcceptableRequest,
  AcceptManyRequest,
  type Acceptable,
  type AcceptableParams,
  type AcceptManyParams,
} from '../../server/src/protocol.ts';
import { askSurely } from './ask-server.ts';
import { chosenOwner } from './choose-owner.ts';
import { dayFault, type Questions } from './questions.ts';
import { Signer, whoAccepts } from './signature.ts';
import { askPlaces, writeAnswers } from './walk-places.ts';
import { writableTarget } from './target.ts';

/** Asks for owner, rule and last day, and then for a reason in each place of the file in front; Escape before that writes nothing. */
export async function acceptOwner(
  client: BaseLanguageClient,
  questions: Questions,
  memory: vscode.Memento,
): Promise<void> {
  const target = writableTarget(client);
  if (!target) return;
  const { uri } = target;
  const title = vscode.l10n.t('Accept for All of an Owner');
  const owner = await chosenOwner(client, questions, {
    title,
    target,
    acceptable: true,
    none: vscode.l10n.t('No open finding of an integration with an owner can be accepted with a fix.'),
  });
  if (owner === undefined) return;
  const asked: AcceptableParams = { uri, owner };
  const found = await askSurely<Acceptable>(client, {
    title,
    request: AcceptableRequest,
    params: asked,
  });
  if (!found) return;
  if (found.rules.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No finding that is open there can be accepted with a fix.'),
    );
    return;
  }
  const items = found.rules.map(({ rule, places }) => ({
    label: rule,
    description:
      places.length === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', places.length),
    places,
  }));
  const chosen = await questions.pick(title, items);
  if (!chosen) return;
  const until = await lastDay(questions, title, found);
  if (until === undefined || until === '') return;
  const signer = new Signer(questions, memory);
  const by = await whoAccepts(signer, vscode.Uri.parse(uri), title);
  if (by === undefined || by === '') return;
  const { places } = chosen;
  const answers = await askPlaces(questions, {
    places,
    // Nobody was asked where a setting or Git says who signs, so it is shown before anything is written.
    titleOf: (number) =>
      vscode.l10n.t('Accept for All of an Owner as {0} ({1} of {2})', by, number, places.length),
    keepsAnswer: true,
  });
  if (answers.length > 0) await signer.remember();
  const params: AcceptManyParams = { uri, until, by, answers };
  await writeAnswers(client, { title, request: AcceptManyRequest, params, places });
}

function lastDay(
  questions: Questions,
  title: string,
  { today, until }: Acceptable,
): Promise<string | undefined> {
  return questions.ask({
    title,
    prompt: vscode.l10n.t('Until when is it accepted? The last day, as YYYY-MM-DD.'),
    value: until,
    faultOf: (answer) => dayFault(answer, today),
  });
}
