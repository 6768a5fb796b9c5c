/** The one way in which our commands ask a person for something. */
import * as vscode from 'vscode';

export interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeHolder?: string;
  /** Said instead of taking an empty answer; an empty answer is fine where this is left out. */
  readonly needed?: string;
  /** What is wrong with an answer, said instead of taking it; undefined where nothing is. */
  readonly faultOf?: (answer: string) => string | undefined;
}

export interface Questions {
  /** The answer without blanks around it; undefined where the person changed their mind. */
  ask(question: Question): Promise<string | undefined>;
  /** The chosen one of a list that can be searched by all that it shows; undefined for none. */
  pick<T extends vscode.QuickPickItem>(title: string, items: readonly T[]): Promise<T | undefined>;
  /** Those of a list that the person leaves picked, of which all are to begin with that do not say `picked: false`; undefined where they changed their mind. */
  pickMany<T extends vscode.QuickPickItem>(
    title: string,
    items: readonly T[],
  ): Promise<readonly T[] | undefined>;
  /** A file that the person looks up; undefined for none. */
  file(title: string): Promise<vscode.Uri | undefined>;
  /** A folder that the person looks up; undefined for none. */
  folder(title: string): Promise<vscode.Uri | undefined>;
  /** Where to write a file, with the endings of such files by a word for them; undefined for nowhere. */
  saveAs(
    title: string,
    proposed: vscode.Uri | undefined,
    filters: Readonly<Record<string, string[]>>,
  ): Promise<vscode.Uri | undefined>;
}

/** Asks in VS Code's own boxes. */
export const inputBoxes: Questions = {
  async ask({ needed, faultOf, prompt, ...options }) {
    const answer = await vscode.window.showInputBox({
      ...options,
      prompt: withoutIcons(withoutLinks(prompt)),
      // Looking something up in Sentry must not lose what was typed.
      ignoreFocusOut: true,
      validateInput: (text) => (needed !== undefined && text.trim() === '' ? needed : faultOf?.(text.trim())),
    });
    return answer?.trim();
  },

  async pick(title, items) {
    const listed = items.map(asListed);
    const options = { title, matchOnDescription: true, matchOnDetail: true };
    return (await vscode.window.showQuickPick(listed, options))?.item;
  },

  async pickMany(title, items) {
    const picked = items.map((item) => ({ ...asListed(item), picked: item.picked !== false }));
    const chosen = await vscode.window.showQuickPick(picked, {
      title,
      canPickMany: true,
      matchOnDescription: true,
      matchOnDetail: true,
      ignoreFocusOut: true,
    });
    return chosen?.map(({ item }) => item);
  },

  async file(title) {
    const chosen = await vscode.window.showOpenDialog({ title, canSelectMany: false });
    return chosen?.[0];
  },

  async folder(title) {
    const chosen = await vscode.window.showOpenDialog({
      title,
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: false,
    });
    return chosen?.[0];
  },

  async saveAs(title, proposed, filters) {
    return vscode.window.showSaveDialog({
      title,
      filters: { ...filters },
      ...(proposed && { defaultUri: proposed }),
    });
  },
};

/** An item as a list shows it, with the item itself: names and messages in it are of anybody's writing. */
function asListed<T extends vscode.QuickPickItem>(item: T): T & { readonly item: T } {
  const { label, description, detail } = item;
  return {
    ...item,
    label: withoutIcons(label),
    ...(description !== undefined && { description: withoutIcons(description) }),
    ...(detail !== undefined && { detail: withoutIcons(detail) }),
    item,
  };
}

/** VS Code makes links of `[text](command:…)` in prompts and messages, and ours can hold names out of anybody's file. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** What a fault says of itself, for a message: the system's words name paths. */
export function faultText(error: unknown): string {
  return withoutLinks(error instanceof Error ? error.message : String(error));
}

/** VS Code draws an icon for `$(name)` in prompts and lists. */
function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$ (');
}

/** What is wrong with an answer that has to be a day, and to come after another where that is named; undefined where nothing is. */
export function dayFault(answer: string, after?: string): string | undefined {
  if (isDay(answer) && (after === undefined || answer > after)) return undefined;
  return after === undefined
    ? vscode.l10n.t('Type a day as YYYY-MM-DD, or press Escape.')
    : vscode.l10n.t('Type a day after {0}, as YYYY-MM-DD, or press Escape.', after);
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  // The calendar turns 02-30 into a day of March.
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
