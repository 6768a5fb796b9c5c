import fc from 'fast-check';
import type { Connection } from 'vscode-languageserver';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSettings, trackSettings } from '../../../server/src/lsp/settings.ts';

const ON = { impliedScopes: true, reviewDue: true, uses: true };

it.each([
  [undefined, ON],
  [null, ON],
  [{}, ON],
  [{ inlayHints: null }, ON],
  [{ inlayHints: false }, ON],
  [{ inlayHints: { impliedScopes: 'no', reviewDue: 0 } }, ON],
  [{ inlayHints: { impliedScopes: false } }, { ...ON, impliedScopes: false }],
  [{ inlayHints: { uses: false } }, { ...ON, uses: false }],
  [{ 'inlayHints.uses': false }, { ...ON, uses: false }],
  [{ sentryPermissions: { inlayHints: { reviewDue: false } } }, { ...ON, reviewDue: false }],
  [{ 'inlayHints.reviewDue': false }, { ...ON, reviewDue: false }],
])('reads %j', (sent, expected) => {
  expect(readSettings(sent).inlayHints).toEqual(expected);
});

it.each([
  [{}, { leastScopes: true, reviews: true }],
  [{ codeLens: { reviews: false } }, { leastScopes: true, reviews: false }],
  [{ 'codeLens.leastScopes': false }, { leastScopes: false, reviews: true }],
  [{ sentryPermissions: { codeLens: { leastScopes: false } } }, { leastScopes: false, reviews: true }],
])('reads of lenses %j', (sent, expected) => {
  expect(readSettings(sent).codeLens).toEqual(expected);
});

it('takes whatever a client can send', () => {
  fc.assert(
    fc.property(fc.anything(), (sent) => {
      const { inlayHints, codeLens } = readSettings(sent);
      expect(
        [...Object.values(inlayHints), ...Object.values(codeLens)].every(
          (value) => typeof value === 'boolean',
        ),
      ).toBe(true);
    }),
  );
});

describe('settings that were asked for', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function tracked(getConfiguration: () => Promise<unknown>): ReturnType<typeof trackSettings> {
    const connection = { workspace: { getConfiguration }, onDidChangeConfiguration: vi.fn() };
    const settings = trackSettings(connection as unknown as Connection, vi.fn(), vi.fn());
    settings.initialize({ workspace: { configuration: true } }, undefined);
    settings.initialized();
    return settings;
  }

  it('are waited for, and nothing runs on once they have come', async () => {
    const settings = tracked(() => Promise.resolve({ codeLens: { reviews: false } }));
    expect((await settings.current()).codeLens.reviews).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are waited for once where they do not come, and count when they come late', async () => {
    let answer: (sent: unknown) => void = () => undefined;
    const settings = tracked(() => new Promise((resolve) => (answer = resolve)));
    const first = settings.current();
    await vi.runAllTimersAsync();
    expect((await first).codeLens.reviews).toBe(true);
    expect((await settings.current()).codeLens.reviews, 'at once').toBe(true);
    answer({ codeLens: { reviews: false } });
    await vi.runAllTimersAsync();
    expect((await settings.current()).codeLens.reviews).toBe(false);
  });
});
