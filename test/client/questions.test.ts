import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inputBoxes } from '../../client/src/questions.ts';

const code = vi.hoisted(() => ({ showInputBox: vi.fn() }));
vi.mock('vscode', () => ({ window: { showInputBox: code.showInputBox } }));

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
});
