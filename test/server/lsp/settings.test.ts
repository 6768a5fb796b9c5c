import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSettings } from '../../../server/src/lsp/settings.ts';

const ON = { impliedScopes: true, reviewDue: true };

it.each([
  [undefined, ON],
  [null, ON],
  [{}, ON],
  [{ inlayHints: null }, ON],
  [{ inlayHints: false }, ON],
  [{ inlayHints: { impliedScopes: 'no', reviewDue: 0 } }, ON],
  [{ inlayHints: { impliedScopes: false } }, { impliedScopes: false, reviewDue: true }],
  [{ sentryPermissions: { inlayHints: { reviewDue: false } } }, { impliedScopes: true, reviewDue: false }],
  [{ 'inlayHints.reviewDue': false }, { impliedScopes: true, reviewDue: false }],
])('reads %j', (sent, expected) => {
  expect(readSettings(sent).inlayHints).toEqual(expected);
});

it('takes whatever a client can send', () => {
  fc.assert(
    fc.property(fc.anything(), (sent) => {
      const { inlayHints } = readSettings(sent);
      expect(Object.values(inlayHints).every((value) => typeof value === 'boolean')).toBe(true);
    }),
  );
});
