/** What a message shows of a manifest's text holds no credential, wherever the text is cut. */
import { describe, expect, it } from 'vitest';
import { shown } from '../../../server/src/rules/wording.ts';

const SECRET = '7f3a91c04be2d85f6a1907c3e48b2d5f0c69e1a3b7d4f82856c0e9a1b3d7f42c';
const long = (length: number): string =>
  'q8Zr3vTn5Kx0Lw2Yb7Dg9Hc1Mf4Jp6Rs'.repeat(length / 32).slice(0, length);

/** What is cut is cut at some place around here. */
const EDGE = 4000;

describe('shown', () => {
  it.each([
    ['a token', `sntryi_${SECRET}`, SECRET],
    ['a token behind its name', `sentry_token=${SECRET}`, SECRET],
    ['a token behind its argument', `--auth-token ${SECRET}`, SECRET],
    ['a token with an escape', `sntryi%5F${SECRET}`, SECRET],
    ['a token over lines', `sntryi_${SECRET.slice(0, 32)}\n  ${SECRET.slice(32)}`, SECRET],
    [
      'an address',
      `https://${SECRET.slice(0, 32)}:${SECRET.slice(32)}@sentry.acme.example:9000/sentry/4`,
      SECRET.slice(32),
    ],
    ['a long token', `sntryag_eyJ${long(96)}.${long(3968)}.${long(64)}`, long(96)],
    ['a very long token', `sntrys_eyJ${long(64_000)}_${long(32)}${long(11)}`, long(64)],
  ])('shows nothing of %s that its cut goes through', (_what, value, secret) => {
    for (let before = EDGE - value.length - 40; before <= EDGE; before += before < EDGE - 150 ? 97 : 1) {
      const message = shown('\n'.repeat(Math.max(0, before)) + value);
      for (let at = 0; at + 12 <= secret.length; at += 4)
        expect(message, `behind ${String(before)}`).not.toContain(secret.slice(at, at + 12));
    }
  });

  it('shows the start of what is long and no credential', () => {
    expect(shown('x'.repeat(5000))).toBe(`${'x'.repeat(59)}…`);
    expect(shown(`Draws maps ${'of towns '.repeat(1000)}sntryi_${SECRET}`)).toMatch(
      /^Draws maps of towns .*…$/,
    );
    expect(shown(`Draws maps ${'x'.repeat(3960)} sntryi_${SECRET}`)).toMatch(/^Draws maps x+…$/);
  });
});
