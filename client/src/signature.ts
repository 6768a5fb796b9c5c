/** Who signs a review or an exception, and what they state with it. */
import * as vscode from 'vscode';
import { gitAddress } from './git-address.ts';
import type { Question, Questions } from './questions.ts';
import { byFile } from './review-items.ts';
import { textSetting } from './settings.ts';

const REVIEWER_KEY = 'reviewer';

/** The signature under a review. */
export interface Signed {
  readonly by: string;
  readonly notes: string;
}

/** Finds out who signs what one command writes. */
export class Signer {
  readonly #questions: Questions;
  readonly #memory: vscode.Memento;
  /** What the person has answered, who may yet cancel all. */
  #answer = '';

  constructor(questions: Questions, memory: vscode.Memento) {
    this.#questions = questions;
    this.#memory = memory;
  }

  /**
   * Who signs in a file: the setting, else the address of Git, for which a repository's own configuration counts, else what was answered
   * before, else a question. Undefined or empty where the person changed their mind. Callers show it before they write it, for not
   * everybody knows who is set there.
   */
  async of(file: vscode.Uri, asked: Pick<Question, 'title' | 'prompt'>): Promise<string | undefined> {
    const known =
      textSetting('sentryPermissions.reviewer', file) ||
      ((await gitAddress(file)) ?? (this.#answer || this.#memory.get(REVIEWER_KEY, '')));
    if (known) return known;
    const answer = await this.#questions.ask({
      ...asked,
      placeHolder: 'you@acme.example',
      needed: vscode.l10n.t('Type your address or your team, or press Escape.'),
    });
    this.#answer = answer ?? '';
    return answer;
  }

  /** Lets this machine remember what was answered: to be called once the person has signed, and not where they cancelled. */
  async remember(): Promise<void> {
    if (this.#answer !== '') await this.#memory.update(REVIEWER_KEY, this.#answer);
  }
}

/** What is signed by whom, in the order of the list; undefined where the person changed their mind. */
export async function signersOf<Item extends { readonly uri: string }>(
  signer: Signer,
  title: string,
  listed: readonly Item[],
): Promise<Map<string, Item[]> | undefined> {
  const prompt =
    listed.length > 1
      ? vscode.l10n.t(
          'Who compared these integrations with Sentry? Asked once; the setting sentryPermissions.reviewer changes it.',
        )
      : vscode.l10n.t(
          'Who compared this integration with Sentry? Asked once; the setting sentryPermissions.reviewer changes it.',
        );
  const signers = new Map<string, Item[]>();
  for (const [uri, few] of byFile(listed)) {
    const by = await signer.of(vscode.Uri.parse(uri), { title, prompt });
    if (!by) return undefined;
    signers.set(by, [...(signers.get(by) ?? []), ...few]);
  }
  return signers;
}

/** Who accepts findings in a file; undefined or empty where the person changed their mind. */
export function whoAccepts(signer: Signer, file: vscode.Uri, title: string): Promise<string | undefined> {
  return signer.of(file, {
    title,
    prompt: vscode.l10n.t('Who accepts this? Asked once; the setting sentryPermissions.reviewer changes it.'),
  });
}

/** Asks for notes under a statement; undefined where the person does not sign it. */
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
