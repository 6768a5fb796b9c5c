import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  forgetPromptAnswers,
  isPromptDue,
  localDay,
  promptForReviews,
  type PromptWorld,
} from '../../client/src/review-prompt.ts';

const code = vi.hoisted(() => ({ showInformationMessage: vi.fn() }));
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  window: { showInformationMessage: code.showInformationMessage },
}));

const TODAY = '2026-11-23';

describe('isPromptDue', () => {
  it.each([
    [true, 'nobody has heard it', 1, true, {}],
    [false, 'nothing is overdue', 0, true, {}],
    [false, 'the setting is off', 1, false, {}],
    [false, 'it was said today', 1, true, { shownOn: TODAY }],
    [true, 'it was said yesterday', 1, true, { shownOn: '2026-11-22' }],
    [false, 'the week is not over', 1, true, { shownOn: '2026-11-17', notBefore: '2026-11-24' }],
    [true, 'the week is over', 1, true, { shownOn: '2026-11-16', notBefore: TODAY }],
    [false, 'never here', 1, true, { never: true }],
  ])('is %s where %s', (due, _what, overdue, isOn, memory) => {
    expect(isPromptDue(overdue, isOn, TODAY, memory)).toBe(due);
  });
});

describe('localDay', () => {
  it('counts days over the ends of months and years, and over a change of the clocks', () => {
    expect(localDay(new Date(2026, 11, 29, 23, 59), 7)).toBe('2027-01-05');
    expect(localDay(new Date(2027, 1, 28), 1)).toBe('2027-03-01');
    expect(localDay(new Date(2026, 9, 24, 0, 30), 7)).toBe('2026-10-31');
  });
});

describe('the prompt', () => {
  let now: Date;
  let kept: Map<string, unknown>;
  const show = vi.fn(() => Promise.resolve());
  const world: PromptWorld = {
    now: () => now,
    memory: {
      get: (key: string, otherwise?: unknown) => kept.get(key) ?? otherwise,
      update(key: string, value: unknown) {
        kept.set(key, value);
        return Promise.resolve();
      },
    } as PromptWorld['memory'],
    isOn: () => true,
    show,
  };
  /** Opens the workspace on a day of November 2026, and answers if asked; tells whether it was. */
  async function open(day: number, answer?: string, overdue = 2): Promise<boolean> {
    now = new Date(2026, 10, day, 9);
    code.showInformationMessage.mockReset().mockResolvedValue(answer);
    await promptForReviews(overdue, world);
    return code.showInformationMessage.mock.calls.length === 1;
  }

  beforeEach(() => {
    kept = new Map();
    show.mockClear();
  });

  it('comes once a day', async () => {
    expect(await open(2)).toBe(true);
    expect(code.showInformationMessage.mock.calls[0]).toEqual([
      'The reviews of 2 Sentry integrations are overdue.',
      'Show',
      'Remind Me in a Week',
      'Never Here',
    ]);
    expect(await open(2)).toBe(false);
    expect(await open(3, undefined, 1)).toBe(true);
    expect(code.showInformationMessage.mock.calls[0]?.[0]).toBe(
      'The review of one Sentry integration is overdue.',
    );
  });

  it('is said to have come as soon as it is there, although nobody has answered', async () => {
    code.showInformationMessage.mockReset().mockReturnValue(new Promise(() => undefined));
    now = new Date(2026, 10, 2, 9);
    void promptForReviews(1, world);
    await vi.waitFor(() => {
      expect(code.showInformationMessage).toHaveBeenCalledOnce();
    });
    expect(await open(2)).toBe(false);
  });

  it('shows the view where that is wanted', async () => {
    await open(2);
    expect(show).not.toHaveBeenCalled();
    await open(3, 'Show');
    expect(show).toHaveBeenCalledOnce();
  });

  it('waits a week, and then comes daily again', async () => {
    await open(2, 'Remind Me in a Week');
    expect(await open(8)).toBe(false);
    expect(await open(9)).toBe(true);
    expect(await open(10)).toBe(true);
  });

  it('never comes again, until the setting is turned on anew', async () => {
    await open(2, 'Never Here');
    expect(await open(30)).toBe(false);
    await forgetPromptAnswers(world);
    expect(await open(30)).toBe(true);
  });

  it('turned on anew on the day that it has come, it waits for the next', async () => {
    await open(2);
    await forgetPromptAnswers(world);
    expect(await open(2)).toBe(false);
    expect(await open(3)).toBe(true);
  });
});
