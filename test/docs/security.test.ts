/** Each threat in SECURITY.md names files with tests that are there; whether they hold what it promises, only a reader can say. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [, threats = ''] = readFileSync(join(root, 'SECURITY.md'), 'utf8').split('## What it protects');
const rows = (threats.split('\n## ')[0] ?? '')
  .split('\n')
  .filter((line) => /^\| (?!threat |-)/.test(line))
  .map((line) => line.slice(2).split('|'));

it('has a row for each threat', () => {
  expect(rows.length).toBeGreaterThan(10);
});

it.each(rows)('%s: names its tests, and they are there', (threat, ...cells) => {
  const tests = cells.at(-2) ?? '';
  const files = [...tests.matchAll(/\]\((test\/[^)]+)\)/g)].map(([, file]) => file ?? '');
  expect(files, threat).not.toEqual([]);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
