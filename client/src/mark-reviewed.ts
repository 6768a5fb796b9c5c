/** *Mark as Reviewed*: adds today's review to an integration, to all that are overdue, or to all of one owner. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  MarkManyRequest,
  type MarkAllTarget,
  type MarkManyAnswer,
  type MarkManyParams,
} from '../../server/src/review-protocol.ts';
import { applyAnswer, sayWhichChanged } from './apply-answer.ts';
import { askSurely, serverAnswers } from './ask-server.ts';
import { chosenOwner } from './choose-owner.ts';
import { namesAmong, type Entry } from './entry-names.ts';
import { withoutLinks, type Questions } from './questions.ts';
import { byFile } from './review-items.ts';
import { reviewStatement, type Marked } from './review-statement.ts';
import { askForNotes, Signer, signersOf, type Signed } from './signature.ts';
import { hasFile, isReviewTarget, isWritable, pinned, writableTarget } from './target.ts';

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
  const found = asked && (await pinned(client, titleOfOne(), asked));
  if (!found) return;
  const {
    name,
    target: { uri, id = '' },
  } = found;
  await mark(client, questions, memory, {
    title: titleOfOne(),
    targets: [{ uri, ids: [id] }],
    meant: [{ uri, name }],
  });
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
  if (uri === undefined || !isWritable(uri) || !(await hasFile(uri))) return;
  const title = vscode.l10n.t('Mark as Reviewed: All Overdue');
  const none = vscode.l10n.t('No review of this file is overdue.');
  await mark(client, questions, memory, { title, targets: [{ uri }], meant: [], none });
}

/** Asks for one of the owners of the file in front, and marks all integrations of theirs. */
export async function markOwnerReviewed(
  client: BaseLanguageClient,
  questions: Questions,
  memory: vscode.Memento,
): Promise<void> {
  const target = writableTarget(client);
  if (!target) return;
  const title = vscode.l10n.t('Mark as Reviewed: All of an Owner');
  const none = vscode.l10n.t('No integration of this file names an owner.');
  const owner = await chosenOwner(client, questions, { title, target, none });
  if (owner === undefined) return;
  await mark(client, questions, memory, { title, targets: [{ uri: target.uri, owner }], meant: [], owner });
}

/** Integrations out of a list of reviews; `ids` are the server's. */
export interface ListedIntegration extends Entry {
  readonly id: string;
}

/** Marks integrations of any files, whether they are open or not. Each who signs, as in repositories of their own, is asked once. */
export async function markListedReviewed(
  client: BaseLanguageClient,
  questions: Questions,
  memory: vscode.Memento,
  listed: readonly ListedIntegration[],
): Promise<void> {
  if (listed.length === 0 || !(await serverAnswers(client, titleOfOne()))) return;
  const targets = [...byFile(listed)].map(([uri, few]) => ({ uri, ids: few.map(({ id }) => id) }));
  await mark(client, questions, memory, { title: titleOfOne(), targets, meant: listed });
}

interface ToMark {
  readonly title: string;
  readonly targets: readonly MarkAllTarget[];
  /** Those that are meant, where that is known before the server says it. */
  readonly meant: readonly Entry[];
  /** Whose all of them are, where that was asked. */
  readonly owner?: string;
  /** Said where there is none. */
  readonly none?: string;
}

/** What the server says of several targets, each of a file. */
interface Found extends Pick<MarkManyAnswer, 'edit'> {
  readonly marked: readonly Marked[];
  readonly left: readonly Entry[];
  readonly already: readonly Entry[];
  readonly changed: readonly Entry[];
}

/** Looks what there is to mark, lets the person sign just that, as it is granted then, and writes it; says what is left out, and why. */
async function mark(
  client: BaseLanguageClient,
  questions: Questions,
  memory: vscode.Memento,
  { title, targets, meant, owner, none }: ToMark,
): Promise<void> {
  const unsigned = targets.map((target): MarkManyParams => ({ ...target, by: '', notes: '' }));
  const found = await askAbout(client, title, unsigned);
  if (!found) return;
  if (found.marked.length === 0) {
    sayWhatIsLeft(found, meant, none);
    return;
  }
  const signer = new Signer(questions, memory);
  const signers = await signersOf(signer, title, found.marked);
  if (!signers) return;
  const signed: MarkManyParams[] = [];
  for (const [by, theirs] of signers) {
    const statement = reviewStatement(by, theirs, { all: [...found.marked, ...meant], owner });
    const notes = await askForNotes(questions, title, statement);
    if (notes === undefined) return;
    signed.push(...paramsOf(theirs, { by, notes }));
  }
  await signer.remember();
  const written = await askAbout(client, title, signed);
  if (!written) return;
  if (written.edit && (await applyAnswer(client, written.edit)) === 'outdated') {
    await sayWhichChanged(client, written.edit);
    return;
  }
  const left = [...found.left, ...written.left];
  sayWhatIsLeft({ ...written, left }, meant.length > 0 ? meant : found.marked, none);
}

/** Just those that were named to the person: others may have become overdue, or somebody's, since. */
function paramsOf(marked: readonly Marked[], signed: Signed): MarkManyParams[] {
  return [...byFile(marked)].map(([uri, few]) => ({
    uri,
    ids: few.map(({ id }) => id),
    digests: few.map(({ digest }) => digest),
    ...signed,
  }));
}

/** What the server answers, put together; undefined where it does not. A file that is gone has nothing to mark. */
async function askAbout(
  client: BaseLanguageClient,
  title: string,
  asked: readonly MarkManyParams[],
): Promise<Found | undefined> {
  const answers: Found[] = [];
  for (const params of asked) {
    const { uri } = params;
    try {
      // The server knows it as a document once it is open here, in whatever editor or none.
      await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    } catch {
      continue;
    }
    const request = MarkManyRequest;
    const answer = await askSurely<MarkManyAnswer>(client, { title, request, params });
    if (!answer) return undefined;
    const entryOf = (name: string): Entry => ({ uri, name });
    answers.push({
      edit: answer.edit,
      marked: answer.marked.map((one) => ({ ...one, uri })),
      left: answer.left.map(entryOf),
      already: answer.already.map(entryOf),
      changed: answer.changed.map(entryOf),
    });
  }
  const documentChanges = answers.flatMap(({ edit }) => edit?.documentChanges ?? []);
  return {
    edit: documentChanges.length === 0 ? null : { documentChanges },
    marked: answers.flatMap(({ marked }) => marked),
    left: answers.flatMap(({ left }) => left),
    already: answers.flatMap(({ already }) => already),
    changed: answers.flatMap(({ changed }) => changed),
  };
}

/** Says which of those that were meant are not marked, and why. */
function sayWhatIsLeft(
  { marked, left, already, changed }: Found,
  meant: readonly Entry[],
  none = vscode.l10n.t('There is no integration here to mark.'),
): void {
  const told = [...marked, ...left, ...already, ...changed];
  const keyOf = ({ uri, name }: Entry): string => JSON.stringify([uri, name]);
  const known = new Set(told.map(keyOf));
  const gone = meant.filter((one) => !known.has(keyOf(one)));
  const call = namesAmong([...told, ...meant]);
  const listOf = (entries: readonly Entry[]): string =>
    withoutLinks(entries.map((one) => call(one)).join(', '));
  const warn = (message: string): void => void vscode.window.showWarningMessage(message);
  if (left.length > 0) {
    warn(
      vscode.l10n.t(
        'Not marked, for the reviews there cannot be edited safely (an anchor, a comment inside brackets): {0}',
        listOf(left),
      ),
    );
  }
  if (gone.length > 0)
    warn(vscode.l10n.t('No longer in the file, so no review was written: {0}', listOf(gone)));
  if (changed.length > 0) {
    warn(
      vscode.l10n.t(
        'Granted otherwise since you were asked, so no review was written: {0}. Compare again before you mark it.',
        listOf(changed),
      ),
    );
  }
  if (already.length > 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Marked as reviewed today by the same person already, so nothing was added: {0}. To add notes, mark it again with them.',
        listOf(already),
      ),
    );
  }
  if (known.size + gone.length === 0) void vscode.window.showInformationMessage(none);
}

function titleOfOne(): string {
  return vscode.l10n.t('Mark as Reviewed');
}
