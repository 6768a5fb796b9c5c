/** *Mark as Reviewed*: adds today's review to an integration, to all that are overdue, or to all of one owner. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { EditAnswer } from '../../server/src/protocol.ts';
import {
  MarkReviewedRequest,
  MarkManyRequest,
  OwnersRequest,
  type MarkAllTarget,
  type MarkManyAnswer,
  type MarkManyParams,
  type MarkReviewedParams,
  type OwnersAnswer,
  type OwnersParams,
} from '../../server/src/review-protocol.ts';
import { applyAnswer } from './apply-answer.ts';
import { askServer, serverAnswers, type Asked } from './ask-server.ts';
import { withoutLinks, type Questions } from './questions.ts';
import { byFile } from './review-items.ts';
import { askForNotes, askForReview, signersOf, type Signed, type Statement } from './signature.ts';
import { isReviewTarget, isWritable, pinned, writableTarget } from './target.ts';

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
  const asked = isReviewTarget(argument) ? argument : writableTarget(client);
  const found = asked && (await pinned(client, title(), asked));
  if (!found) return;
  const { name, target } = found;
  const statement = (by: string): string => statementOn(by, name);
  const asking = { title: title(), uri: target.uri, isSeveral: false, statement };
  const signed = await askForReview(questions, memory, asking);
  if (!signed) return;
  const params: MarkReviewedParams = { target, ...signed };
  const answer = await askAboutFile<EditAnswer>(client, target.uri, { request: MarkReviewedRequest, params });
  if (answer === undefined) return;
  if (answer === null) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        '{0} is no longer in the file, or its reviews cannot be edited safely (an anchor, a comment inside brackets), so no review was written.',
        withoutLinks(name),
      ),
    );
  } else if ((await applyAnswer(client, answer)) === 'outdated') {
    sayChanged();
  }
}

/** Marks all overdue integrations of what a lens names, or of the file in front. */
export async function markAllReviewed(
  client: BaseLanguageClient,
  questions: Questions,
  memory: vscode.Memento,
  argument: unknown,
): Promise<void> {
  const named: unknown = typeof argument === 'object' && argument !== null && Reflect.get(argument, 'uri');
  const uri = typeof named === 'string' ? named : writableTarget(client)?.uri;
  if (uri === undefined || !isWritable(uri)) return;
  const title = vscode.l10n.t('Mark All Overdue as Reviewed');
  // What would be written says whether there is anything to ask about.
  const params: MarkManyParams = { uri, by: '', notes: '' };
  const found = await askServer<MarkManyAnswer | null>(client, { title, request: MarkManyRequest, params });
  if (found === undefined) return;
  if (!found || found.marked + found.left.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No review of this file is overdue.'));
    return;
  }
  await markMany(client, questions, memory, { title, target: { uri }, statement: statementOnOverdue });
}

/** Asks for one of the owners of the file in front, and marks all integrations of theirs. */
export async function markOwnerReviewed(
  client: BaseLanguageClient,
  questions: Questions,
  memory: vscode.Memento,
): Promise<void> {
  const uri = writableTarget(client)?.uri;
  if (uri === undefined) return;
  const title = vscode.l10n.t('Mark All of an Owner as Reviewed');
  const owner = await chosenOwner(client, questions, uri, title);
  if (owner === undefined) return;
  const statement = (by: string): string => statementOnOwner(by, owner);
  await markMany(client, questions, memory, { title, target: { uri, owner }, statement });
}

/** The owner that the person chooses among those of the file; undefined for none. */
export async function chosenOwner(
  client: BaseLanguageClient,
  questions: Questions,
  uri: string,
  title: string,
): Promise<string | undefined> {
  const params: OwnersParams = { uri };
  const owners = await askServer<OwnersAnswer>(client, { title, request: OwnersRequest, params });
  if (!owners) return undefined;
  if (owners.length === 0) {
    void vscode.window.showWarningMessage(vscode.l10n.t('No integration of this file names an owner.'));
    return undefined;
  }
  const items = owners.map(({ owner, integrations }) => ({
    label: owner,
    description: integrations.join(', '),
    owner,
  }));
  return (await questions.pick(title, items))?.owner;
}

/** Integrations out of a list of reviews; `ids` are the server's. */
export interface ListedIntegration {
  readonly uri: string;
  readonly id: string;
  readonly name: string;
}

/** Marks integrations of any files, whether they are open or not. Each who signs, as in repositories of their own, is asked once. */
export async function markListedReviewed(
  client: BaseLanguageClient,
  questions: Questions,
  memory: vscode.Memento,
  listed: readonly ListedIntegration[],
): Promise<void> {
  if (listed.length === 0 || !(await serverAnswers(client, title()))) return;
  const signers = await signersOf(questions, memory, title(), listed);
  if (!signers) return;
  const reviews: {
    readonly signed: Signed;
    readonly files: ReadonlyMap<string, readonly ListedIntegration[]>;
  }[] = [];
  for (const [by, theirs] of signers) {
    const statement = theirs.length > 1 ? statementOnListed(by, theirs) : statementOn(by, theirs[0].name);
    const notes = await askForNotes(questions, title(), statement);
    if (notes === undefined) return;
    reviews.push({ signed: { by, notes }, files: byFile(theirs) });
  }
  const answers: MarkManyAnswer[] = [];
  for (const { signed, files } of reviews) {
    for (const [uri, few] of files) {
      const params: MarkManyParams = { uri, ids: few.map(({ id }) => id), ...signed };
      const answer = await askAboutFile<MarkManyAnswer>(client, uri, { request: MarkManyRequest, params });
      if (answer === undefined) return;
      if (answer) answers.push(answer);
    }
  }
  const documentChanges = answers.flatMap(({ edit }) => edit?.documentChanges ?? []);
  await apply(client, {
    edit: documentChanges.length === 0 ? null : { documentChanges },
    marked: answers.reduce((sum, { marked }) => sum + marked, 0),
    left: answers.flatMap(({ left }) => left),
  });
}

/** A request on a file that the server knows as a document once it is open here, in whatever editor or none. */
async function askAboutFile<T>(
  client: BaseLanguageClient,
  uri: string,
  asked: Omit<Asked, 'title'>,
): Promise<T | null | undefined> {
  try {
    await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  } catch {
    // It is gone, and so is what was to be marked in it.
    return null;
  }
  return askServer<T | null>(client, { title: title(), ...asked });
}

interface ToMark extends Statement {
  readonly target: MarkAllTarget;
}

/** Marks all of a file that the target names. */
async function markMany(
  client: BaseLanguageClient,
  questions: Questions,
  memory: vscode.Memento,
  { title, target, statement }: ToMark,
): Promise<void> {
  const asking = { title, uri: target.uri, isSeveral: true, statement };
  const signed = await askForReview(questions, memory, asking);
  if (!signed) return;
  const params: MarkManyParams = { ...target, ...signed };
  const answer = await askServer<MarkManyAnswer | null>(client, { title, request: MarkManyRequest, params });
  if (answer !== undefined) await apply(client, answer);
}

/** Writes all reviews as one step of undo, and says which integrations were left out. */
async function apply(client: BaseLanguageClient, answer: MarkManyAnswer | null): Promise<void> {
  const applied = answer?.edit ? await applyAnswer(client, answer.edit) : 'applied';
  if (applied === 'outdated') {
    sayChanged();
    return;
  }
  if (answer && answer.left.length > 0) {
    const names = withoutLinks(answer.left.join(', '));
    void vscode.window.showWarningMessage(
      vscode.l10n.t('These could not be edited safely and were left as they are: {0}', names),
    );
  } else if (!answer?.edit) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no integration here to mark.'));
  }
}

function sayChanged(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t('The file has changed in the meantime, so no review was written. Try again.'),
  );
}

const SHOWN = 5;

function namesOf(listed: readonly ListedIntegration[]): string {
  const names = listed.slice(0, SHOWN).map(({ name }) => name);
  return [...names, ...(listed.length > SHOWN ? ['…'] : [])].join(', ');
}

function statementOn(by: string, name: string): string {
  return vscode.l10n.t(
    'This states that you ({0}) compared {1} with its settings in Sentry today, or in the service that it names. Notes, if there are any; Escape writes nothing.',
    by,
    name,
  );
}

function statementOnListed(by: string, listed: readonly ListedIntegration[]): string {
  return vscode.l10n.t(
    'This states that you ({0}) compared {1} integrations with their settings in Sentry today, or in the services that they name: {2}. Notes for all of them, if there are any; Escape writes nothing.',
    by,
    listed.length,
    namesOf(listed),
  );
}

function statementOnOverdue(by: string): string {
  return vscode.l10n.t(
    'This states that you ({0}) compared every overdue integration of this file with its settings in Sentry today, or in the service that it names. Notes for all of them, if there are any; Escape writes nothing.',
    by,
  );
}

function statementOnOwner(by: string, owner: string): string {
  return vscode.l10n.t(
    'This states that you ({0}) compared every integration of {1} with its settings in Sentry today, or in the service that it names. Notes for all of them, if there are any; Escape writes nothing.',
    by,
    owner,
  );
}

function title(): string {
  return vscode.l10n.t('Mark as Reviewed');
}
