/** A fix that needs a text from the person, such as the reason for a grant. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  FillFixRequest,
  type EditAnswer,
  type FillFixParams,
  type TextRequest,
} from '../../server/src/protocol.ts';
import { applyAnswer, sayOutdated } from './apply-answer.ts';
import { askServer, serverAnswers } from './ask-server.ts';
import { dayFault, type Questions } from './questions.ts';
import { whoAccepts, type Signer } from './signature.ts';

/**
 * Asks for the text, and with a signer who makes a decision, lets the server turn that into an edit, and applies it. False where nothing
 * was written.
 */
export async function fillFix(
  client: BaseLanguageClient,
  questions: Questions,
  argument: unknown,
  signer?: Signer,
): Promise<boolean> {
  if (!isTextRequest(argument) || !(await serverAnswers(client, argument.title))) return false;
  const { day, title, isSigned } = argument;
  const by = isSigned && signer ? await whoAccepts(signer, vscode.Uri.parse(argument.uri), title) : undefined;
  if (isSigned && signer && !by) return false;
  const text = await questions.ask({
    // Nobody was asked where a setting or Git says who signs, so it is shown before anything is written.
    title: by ? vscode.l10n.t('{0} (signed by {1})', title, by) : title,
    prompt: argument.prompt,
    value: argument.value,
    needed: vscode.l10n.t('Type a text, or press Escape to leave the file as it is.'),
    ...(day && { faultOf: (answer) => dayFault(answer, day.after) }),
  });
  if (text === undefined || text === '') return false;
  await signer?.remember();
  const params: FillFixParams = { request: argument, text, ...(by && { by }) };
  const answer = await askServer<EditAnswer>(client, { title, request: FillFixRequest, params });
  if (answer === undefined) return false;
  const applied = answer === null ? 'outdated' : await applyAnswer(client, answer);
  if (applied === 'outdated') sayOutdated();
  return applied === 'applied';
}

/** The command is reachable from keybindings too, so its argument is looked at before it is used. */
function isTextRequest(argument: unknown): argument is TextRequest {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    ['uri', 'title', 'prompt', 'value'].every((key) => typeof Reflect.get(argument, key) === 'string')
  );
}
