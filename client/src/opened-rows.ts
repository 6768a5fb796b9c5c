/** Whether a row of the Reviews view is to be shown, or also to be gone to. */
import * as vscode from 'vscode';
import { elementId, type ReviewElement } from './review-items.ts';

/** The second click of a double click comes no later than this, in milliseconds. */
const DOUBLE_CLICK = 500;
/** So long after Enter VS Code has opened the row, in milliseconds. */
const ENTER = 300;

/**
 * Tells a row that is merely selected, which VS Code opens as well, from one that the person goes to with Enter or a double click. VS
 * Code tells its own commands which it is, and ours nothing.
 */
export class OpenedRows {
  readonly #now: () => number;
  #entered = -Infinity;
  #last: { readonly id: string; readonly at: number } | undefined;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** What Enter does: what it always does, and the row that is then opened is gone to. A group has none, and is folded or opened. */
  async enter(): Promise<void> {
    this.#entered = Infinity;
    try {
      await vscode.commands.executeCommand('list.select');
    } finally {
      if (this.#entered === Infinity) this.#entered = this.#now();
    }
  }

  /** Whether to go to the row that is opened now. */
  isGoneTo(element: ReviewElement): boolean {
    const now = this.#now();
    const id = elementId(element);
    const isSecond = this.#last?.id === id && now - this.#last.at < DOUBLE_CLICK;
    const isEntered = now - this.#entered < ENTER;
    this.#entered = -Infinity;
    this.#last = { id, at: now };
    return isSecond || isEntered;
  }
}
