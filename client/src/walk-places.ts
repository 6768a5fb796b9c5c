/** Goes through many places of a file one by one, and writes all answers as one step of undo. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { AskedPlace, PlaceAnswer, WrittenAnswers } from '../../server/src/protocol.ts';
import { applyAnswer, sayOutdated } from './apply-answer.ts';
import { askServer } from './ask-server.ts';
import { withoutLinks, type Questions } from './questions.ts';

export interface PlacesToAsk {
  readonly places: readonly AskedPlace[];
  /** The title of the box for the place of this number, from 1. */
  readonly titleOf: (number: number) => string;
  /** Whether the box begins with what was answered before. */
  readonly keepsAnswer?: boolean;
}

/** Asks for a text for each place. An empty one skips its place; Escape ends the walk, and what was answered before counts. */
export async function askPlaces(
  questions: Questions,
  { places, titleOf, keepsAnswer = false }: PlacesToAsk,
): Promise<PlaceAnswer[]> {
  const answers: PlaceAnswer[] = [];
  for (const [i, { id, prompt, value }] of places.entries()) {
    const text = await questions.ask({
      title: titleOf(i + 1),
      prompt: vscode.l10n.t(
        '{0} Leave it empty to skip this one. Cancelling leaves out this one and all after it; what was answered before is written.',
        prompt,
      ),
      value: (keepsAnswer ? answers.at(-1)?.text : undefined) ?? value,
    });
    if (text === undefined) break;
    if (text !== '') answers.push({ id, text });
  }
  return answers;
}

export interface AnswersToWrite {
  readonly title: string;
  readonly request: string;
  readonly params: { readonly uri: string; readonly answers: readonly PlaceAnswer[] };
  readonly places: readonly AskedPlace[];
}

/** A text that changes at every look is somebody else's to calm. */
const TRIES = 3;

/** Lets the server turn the answers into one edit and applies it; says which places are no longer there. */
export async function writeAnswers(
  client: BaseLanguageClient,
  { title, request, params, places }: AnswersToWrite,
): Promise<void> {
  if (params.answers.length === 0) return;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    await openAgain(params.uri);
    const answer = await askServer<WrittenAnswers | null>(client, { title, request, params });
    if (answer === undefined) return;
    if (answer === null) break;
    // What was answered is not lost over an edit that came in between: the places are found again in the new text.
    const applied = answer.edit ? await applyAnswer(client, answer.edit) : 'applied';
    if (applied === 'outdated') continue;
    if (applied === 'read-only') return;
    const left = places.filter(({ id }) => answer.left.includes(id)).map(({ what }) => what);
    if (left.length > 0) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'These are no longer there or could not be edited safely, and nothing was written for them: {0}',
          withoutLinks(left.join(', ')),
        ),
      );
    }
    return;
  }
  sayOutdated();
}

/** Many questions take long enough for the file to be closed. */
async function openAgain(uri: string): Promise<void> {
  try {
    await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  } catch {
    // It is gone; the server says so.
  }
}
