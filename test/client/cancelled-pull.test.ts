import { describe, expect, it, vi } from 'vitest';
import { CancellationError, type CancellationToken } from 'vscode';
import { unlessCancelled } from '../../client/src/cancelled-pull.ts';

vi.mock('vscode', () => ({ CancellationError: class Cancelled extends Error {} }));

function tokenThat(isCancellationRequested: boolean): CancellationToken {
  return { isCancellationRequested, onCancellationRequested: vi.fn() };
}

describe('what is shown of diagnostics that were asked for', () => {
  it('is the report', async () => {
    await expect(unlessCancelled(Promise.resolve('findings'), tokenThat(false))).resolves.toBe('findings');
  });

  it('is nothing where the request was cancelled while it was answered, so that it is asked again', async () => {
    const token = { ...tokenThat(false) };
    const shown = unlessCancelled(Promise.resolve('no findings'), token);
    token.isCancellationRequested = true;
    await expect(shown).rejects.toBeInstanceOf(CancellationError);
  });
});
