import { expect, it } from 'vitest';
import { nearest } from '../../../server/src/rules/nearest.ts';

it.each([
  ['waring', 'warning'],
  ['warn', 'warning'],
  ['errors', 'error'],
  ['e', undefined],
  ['in', undefined],
  ['info*', undefined],
])('takes %s for %s', (written, meant) => {
  const words = ['warning', 'error', 'information'];
  expect(nearest(written, words)).toBe(meant);
  expect(nearest(written, new Set(words).values()), 'of what can be gone through but once').toBe(meant);
});
