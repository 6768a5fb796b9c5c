import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dayFault, inputBoxes } from '../../client/src/questions.ts';

const code = vi.hoisted(() => ({ showInputBox: vi.fn(), showQuickPick: vi.fn() }));
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  window: { showInputBox: code.showInputBox, showQuickPick: code.showQuickPick },
}));

interface Shown {
  readonly prompt: string;
  readonly validateInput: (text: string) => string | undefined;
}
const shown = (): Shown => code.showInputBox.mock.calls[0]?.[0] as Shown;

describe('ask', () => {
  beforeEach(() => {
    code.showInputBox.mockReset().mockResolvedValue('  an answer ');
  });

  it('takes the blanks off the answer', async () => {
    expect(await inputBoxes.ask({ title: 'T', prompt: 'P' })).toBe('an answer');
  });

  it('insists where an answer is needed', async () => {
    await inputBoxes.ask({ title: 'T', prompt: 'P', needed: 'Please.' });
    expect(shown().validateInput(' ')).toBe('Please.');
    expect(shown().validateInput('a')).toBeUndefined();
  });

  it('makes no link of what a file says', async () => {
    await inputBoxes.ask({ title: 'T', prompt: 'Why does “[bot](command:evil)” need “org:read”?' });
    expect(shown().prompt).not.toMatch(/\]\(/);
    expect(shown().prompt).toContain('[bot]');
  });

  it('makes no icon of what a file says', async () => {
    await inputBoxes.ask({ title: 'T', prompt: 'Every integration of team$(zap)' });
    expect(shown().prompt).toBe('Every integration of team$ (zap)');
  });
});

describe('a list', () => {
  const items = [
    {
      label: 'main$(zap)',
      description: 'Release $(rocket)',
      detail: '$(check) reviewed',
      revision: 'main$(zap)',
    },
    { label: 'HEAD', revision: 'HEAD' },
  ];

  it('makes no icon of what a repository says, and gives back what was listed', async () => {
    code.showQuickPick.mockImplementation((listed: readonly unknown[]) => Promise.resolve(listed[0]));
    expect(await inputBoxes.pick('T', items)).toBe(items[0]);
    code.showQuickPick.mockImplementation((listed: readonly unknown[]) => Promise.resolve(listed));
    expect(await inputBoxes.pickMany('T', items)).toEqual(items);
    for (const [listed] of code.showQuickPick.mock.calls as [readonly (typeof items)[number][]][]) {
      expect(listed[0]).toMatchObject({
        label: 'main$ (zap)',
        description: 'Release $ (rocket)',
        detail: '$ (check) reviewed',
      });
      expect(listed[1]).not.toHaveProperty('description');
    }
  });

  it('gives nothing back where nothing is chosen', async () => {
    code.showQuickPick.mockResolvedValue(undefined);
    expect(await inputBoxes.pick('T', items)).toBeUndefined();
    expect(await inputBoxes.pickMany('T', items)).toBeUndefined();
  });
});

describe('a question for a day', () => {
  it.each([
    ['2027-02-28', undefined],
    ['2027-02-28', '2027-02-27'],
  ])('takes %s after %s', (answer, after) => {
    expect(dayFault(answer, after)).toBeUndefined();
  });

  it.each([
    ['next year', undefined, 'Type a day as YYYY-MM-DD, or press Escape.'],
    ['2027-02-30', undefined, 'Type a day as YYYY-MM-DD, or press Escape.'],
    ['2027-2-3', undefined, 'Type a day as YYYY-MM-DD, or press Escape.'],
    ['2027-02-27', '2027-02-27', 'Type a day after 2027-02-27, as YYYY-MM-DD, or press Escape.'],
    ['soon', '2027-02-27', 'Type a day after 2027-02-27, as YYYY-MM-DD, or press Escape.'],
  ])('says of %s after %s what is wrong', (answer, after, fault) => {
    expect(dayFault(answer, after)).toBe(fault);
  });
});
