import { expect, it, vi } from 'vitest';
import { openUntitled } from '../../client/src/untitled.ts';

/** The text that VS Code hands out with a new document, whatever was asked for. */
const code = vi.hoisted(() => ({ text: '', replaced: [] as string[] }));
vi.mock('vscode', () => ({
  Range: class {
    readonly kind = 'range';
  },
  WorkspaceEdit: class {
    replace(_uri: unknown, _range: unknown, text: string): void {
      code.replaced.push(text);
    }
  },
  workspace: {
    openTextDocument: () => Promise.resolve({ getText: () => code.text, positionAt: (at: number) => at }),
    applyEdit: () => Promise.resolve(true),
  },
}));

it('has the text that was asked for, whatever VS Code remembers of one by its name', async () => {
  code.text = 'new';
  await openUntitled('yaml', 'new');
  expect(code.replaced).toEqual([]);
  code.text = 'closed just now';
  await openUntitled('yaml', 'new');
  expect(code.replaced).toEqual(['new']);
});
