import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSettings } from '../../../server/src/lsp/settings.ts';

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
