/** What is given as an empty text: a variable that is not set, most likely. */
import { expect, it } from 'vitest';
import { CLEAN, cliThatWrites } from './support.ts';

it.each([
  [['check', '']],
  [['check', 'a.yaml', '']],
  [['check', 'a.yaml', '--output', '']],
  [['check', 'a.yaml', '--output=']],
  [['check', 'a.yaml', '--policy', '']],
  [['check', 'a.yaml', '--baseline', '']],
  [['check', '--stdin', '--stdin-filename', '']],
  [['report', '']],
  [['report', 'a.yaml', '--output', '']],
  [['diff', '', 'a.yaml']],
  [['diff', 'a.yaml', '']],
  [['diff', 'a.yaml', 'a.yaml', '--output', '']],
  [['diff', '--git', '']],
  [['init', '']],
  [['init', '', '--stdout']],
])('%j is refused', async (args) => {
  const { code, out, err, written } = await cliThatWrites(args, { 'a.yaml': CLEAN });
  expect({ code, out, written }).toEqual({ code: 2, out: '', written: {} });
  expect(err).toMatch(/^error: .*'' is invalid.* It is empty\.$/m);
});
