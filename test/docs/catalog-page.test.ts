/** docs/catalog.md has each part of the catalogue, with as many rows as it has. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CATALOG_DATE } from '../../server/src/catalog/about.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const DATA = 'server/src/catalog/data/';
const files = readdirSync(new URL(`../../${DATA}`, import.meta.url));
const page = read('docs/catalog.md');

it.each(files.map((file) => file.replace('.json', '')))('names %s and counts its rows', (part) => {
  const data = JSON.parse(read(`${DATA}${part}.json`)) as Readonly<Record<string, unknown>>;
  // The operations alone are rows of a table and no list of their own name.
  const rows = data[part] ?? data['rows'];
  expect(Array.isArray(rows)).toBe(true);
  expect(page).toMatch(new RegExp(`^\\| ${part} \\| ${String((rows as unknown[]).length)}\\b`, 'm'));
});

it('names the date that messages cite', () => {
  expect(page).toContain(`**${CATALOG_DATE}**`);
});
