/** Who signs a review or an exception, and what they state with it. */
import * as vscode from 'vscode';
import { gitAddress } from './git-address.ts';
import type { Question, Questions } from './questions.ts';
import { byFile } from './review-items.ts';

const REVIEWER_KEY = 'reviewer';

export interface Statement {
  readonly title: string;
  /** What the person states. */
  readonly statement: (by: string) => string;
}

interface ToSign extends Statement {
  readonly uri: string;
  /** Whether it may be about more than one integration. */
  readonly isSeveral: boolean;
}

/** The signature under a review. */
export interface Signed {
  readonly by: string;
  readonly notes: string;
}

/** Who reviewed, and the notes; undefined where the person changed their mind. */
export async function askForReview(
  questions: Questions,
  memory: vscode.Memento,
  { title, uri, isSeveral, statement }: ToSign,
): Promise<Signed | undefined> {
  const by = await reviewerOf(questions, memory, { title, uri, isSeveral });
  const notes = by && (await askForNotes(questions, title, statement(by)));
  return !by || notes === undefined ? undefined : { by, notes };
}

/** Who signs the reviews of a file; empty or undefined where the person changed their mind. */
function reviewerOf(
  questions: Questions,
  memory: vscode.Memento,
  { title, uri, isSeveral }: Pick<ToSign, 'title' | 'uri' | 'isSeveral'>,
): Promise<string | undefined> {
  return reviewer(questions, memory, vscode.Uri.parse(uri), {
    title,
    prompt: isSeveral
      ? vscode.l10n.t(
          'Who compared these integrations with Sentry? Asked once; the setting sentryPermissions.reviewer changes it.',
        )
      : vscode.l10n.t(
          'Who compared this integration with Sentry? Asked once; the setting sentryPermissions.reviewer changes it.',
        ),
  });
}

/** What is signed by whom, in the order of the list; undefined where the person changed their mind. */
export async function signersOf<Item extends { readonly uri: string }>(
  questions: Questions,
  memory: vscode.Memento,
  title: string,
  listed: readonly Item[],
): Promise<Map<string, NonEmpty<Item>> | undefined> {
  const signers = new Map<string, NonEmpty<Item>>();
  for (const [uri, few] of byFile(listed)) {
    const by = await reviewerOf(questions, memory, { title, uri, isSeveral: listed.length > 1 });
    if (!by) return undefined;
    for (const one of few) {
      const theirs = signers.get(by);
      if (theirs) theirs.push(one);
      else signers.set(by, [one]);
    }
  }
  return signers;
}

type NonEmpty<Item> = [Item, ...Item[]];

export function askForNotes(
  questions: Questions,
  title: string,
  statement: string,
): Promise<string | undefined> {
  return questions.ask({
    title,
    prompt: statement,
    placeHolder: vscode.l10n.t('What you found or changed'),
  });
}

/**
 * Who signs: the setting, else the address of Git, for which a repository's own configuration counts, else what was answered before, else
 * a question whose answer this machine remembers. Callers show it before they write it, for not everybody knows who is set there.
 */
export async function reviewer(
  questions: Questions,
  memory: vscode.Memento,
  file: vscode.Uri,
  asked: Pick<Question, 'title' | 'prompt'>,
): Promise<string | undefined> {
  const setting = vscode.workspace.getConfiguration('sentryPermissions', file).get('reviewer', '').trim();
  const known = setting === '' ? ((await gitAddress(file)) ?? memory.get(REVIEWER_KEY, '')) : setting;
  if (known) return known;
  const answer = await questions.ask({
    ...asked,
    placeHolder: 'you@acme.example',
    needed: vscode.l10n.t('Type your address or your team, or press Escape.'),
  });
  if (answer) await memory.update(REVIEWER_KEY, answer);
  return answer;
}
