import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOG_DATE } from '../../../server/src/catalog/about.ts';

interface Part {
  readonly meta: {
    readonly date: string;
    readonly sources: readonly { readonly what: string; readonly state: string }[];
  };
}

const folder = new URL('../../../server/src/catalog/data/', import.meta.url);
const parts = readdirSync(folder).map((file): [string, Part['meta']] => [
  file,
  (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Part).meta,
]);

describe('about the catalogue', () => {
  it('is dated by the day of Sentry’s OpenAPI document', () => {
    expect(CATALOG_DATE).toMatch(/^20\d\d-\d\d-\d\d$/);
    const [document] = parts.find(([file]) => file === 'operations.json')?.[1].sources ?? [];
    expect(document?.what).toContain('OpenAPI document');
    expect(document?.state).toContain(CATALOG_DATE);
  });

  it.each(parts)('%s has a date, and names its sources with a year for each', (_file, { date, sources }) => {
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(sources.length).toBeGreaterThan(0);
    for (const { what, state } of sources) {
      expect(what).not.toBe('');
      expect(state).toMatch(/20\d\d/);
    }
  });
});
