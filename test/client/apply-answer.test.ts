import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { difference } from '../../client/src/apply-answer.ts';

vi.mock('vscode', async () => ({ ...(await import('./l10n.ts')) }));

describe('the difference of two texts', () => {
  function applied(from: string, to: string): string {
    const { start, end, replacement } = difference(from, to);
    expect(end).toBeGreaterThanOrEqual(start);
    return from.slice(0, start) + replacement + from.slice(end);
  }

  it('turns one into the other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\n', '😀', '😁', '🐀')).map((parts) => parts.join(''));
    fc.assert(fc.property(text, text, (from, to) => applied(from, to) === to));
  });

  it('is no more than what was put in between', () => {
    expect(difference('a: 1\nnew: 2\nb: 3\n', 'a: 1\nb: 3\n')).toEqual({
      start: 5,
      end: 12,
      replacement: '',
    });
  });

  it('cuts no character in two', () => {
    expect(difference('a😀', 'a😁')).toEqual({ start: 1, end: 3, replacement: '😁' });
    expect(difference('😀b', '🐀b')).toEqual({ start: 0, end: 2, replacement: '🐀' });
  });
});
