/** The one way in which our commands ask a person for a text. */
import * as vscode from 'vscode';

export interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeHolder?: string;
  /** Said instead of taking an empty answer; an empty answer is fine where this is left out. */
  readonly needed?: string;
}

export interface Questions {
  /** The answer without blanks around it; undefined where the person changed their mind. */
  ask(question: Question): Promise<string | undefined>;
}

/** Asks in VS Code's input box. */
export const inputBoxes: Questions = {
  async ask({ needed, ...options }) {
    const answer = await vscode.window.showInputBox({
      ...options,
      // Looking something up in Sentry must not lose what was typed.
      ignoreFocusOut: true,
      validateInput: (text) => (needed !== undefined && text.trim() === '' ? needed : undefined),
    });
    return answer?.trim();
  },
};
