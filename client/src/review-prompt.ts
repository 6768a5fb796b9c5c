/** Says once a day that reviews are overdue, to whoever wants to hear it. */
import * as vscode from 'vscode';

/** What one workspace remembers. Days as YYYY-MM-DD. */
export interface PromptMemory {
  readonly shownOn?: string;
  /** The first day on which it may be said again. */
  readonly notBefore?: string;
  readonly never?: boolean;
}

/** Whether it is to be said now. */
export function isPromptDue(overdue: number, isOn: boolean, today: string, memory: PromptMemory): boolean {
  if (overdue === 0 || !isOn || memory.never === true) return false;
  return memory.shownOn !== today && (memory.notBefore === undefined || memory.notBefore <= today);
}

/** The local date, a number of days from then. */
export function localDay(now: Date, daysLater = 0): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysLater);
  const part = (number: number, digits: number): string => String(number).padStart(digits, '0');
  return `${part(day.getFullYear(), 4)}-${part(day.getMonth() + 1, 2)}-${part(day.getDate(), 2)}`;
}

const KEY = 'reviews.prompt';
const WEEK = 7;

/** What the prompt needs of the world. */
export interface PromptWorld {
  readonly now: () => Date;
  readonly memory: Pick<vscode.Memento, 'get' | 'update'>;
  readonly isOn: () => boolean;
  /** Shows the view. */
  readonly show: () => Thenable<unknown>;
}

/** Says that reviews are overdue, unless somebody has heard it today, later or never. */
export async function promptForReviews(overdue: number, world: PromptWorld): Promise<void> {
  const { memory } = world;
  const today = localDay(world.now());
  const remembered = memory.get<PromptMemory>(KEY, {});
  if (!isPromptDue(overdue, world.isOn(), today, remembered)) return;
  // Before it is shown: it may stand there for long, and another window may open meanwhile.
  await memory.update(KEY, { ...remembered, shownOn: today } satisfies PromptMemory);
  const show = vscode.l10n.t('Show');
  const later = vscode.l10n.t('Remind Me in a Week');
  const never = vscode.l10n.t('Never Here');
  const choice = await vscode.window.showInformationMessage(
    overdue === 1
      ? vscode.l10n.t('The review of one Sentry integration is overdue.')
      : vscode.l10n.t('The reviews of {0} Sentry integrations are overdue.', overdue),
    show,
    later,
    never,
  );
  if (choice === show) await world.show();
  if (choice === later) {
    const notBefore = localDay(world.now(), WEEK);
    await memory.update(KEY, { shownOn: today, notBefore } satisfies PromptMemory);
  }
  if (choice === never) await memory.update(KEY, { never: true } satisfies PromptMemory);
}

/** Takes *Never Here* and *Remind Me in a Week* back. */
export async function forgetPromptAnswers({ memory }: Pick<PromptWorld, 'memory'>): Promise<void> {
  const { shownOn } = memory.get<PromptMemory>(KEY, {});
  await memory.update(KEY, shownOn === undefined ? undefined : ({ shownOn } satisfies PromptMemory));
}
