import { beforeEach, describe, expect, it, vi } from 'vitest';
import { OpenedRows } from '../../client/src/opened-rows.ts';
import type { ReviewElement } from '../../client/src/review-items.ts';

/** What VS Code does when it selects a row: it opens it, or has nothing to open. */
const code = vi.hoisted(() => ({ select: (): void => undefined }));
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  commands: { executeCommand: async () => Promise.resolve().then(code.select) },
}));

const [one, other] = ['a', 'b'].map((uri): ReviewElement => ({ kind: 'unread', uri, reason: '' })) as [
  ReviewElement,
  ReviewElement,
];
let now = 0;
let rows: OpenedRows;

beforeEach(() => {
  now = 0;
  rows = new OpenedRows(() => now);
  code.select = () => undefined;
});

function opened(element: ReviewElement, later: number): boolean {
  now += later;
  return rows.isGoneTo(element);
}

describe('a row is gone to', () => {
  it('by a double click, and by no two clicks on two rows or at two times', () => {
    expect(opened(one, 0)).toBe(false);
    expect(opened(one, 300)).toBe(true);
    expect(opened(other, 100)).toBe(false);
    expect(opened(one, 100)).toBe(false);
    expect(opened(one, 2000)).toBe(false);
  });

  it('by Enter, whether VS Code opens it at once or a little later', async () => {
    let isGoneTo = false;
    code.select = () => void (isGoneTo = opened(one, 900));
    await rows.enter();
    expect(isGoneTo).toBe(true);
    expect(opened(other, 10)).toBe(false);
    code.select = () => undefined;
    await rows.enter();
    expect(opened(one, 10)).toBe(true);
  });

  it('not by a click after Enter has folded a group', async () => {
    await rows.enter();
    expect(opened(one, 1000)).toBe(false);
  });
});
