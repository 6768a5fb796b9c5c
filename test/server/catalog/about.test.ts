import { describe, expect, it } from 'vitest';
import { CATALOG_DATE, catalogSources } from '../../../server/src/catalog/about.ts';

describe('about the catalogue', () => {
  it('is dated', () => {
    expect(CATALOG_DATE).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(CATALOG_DATE >= '2026-08-16').toBe(true);
  });

  it('names its sources and how old each one is, the newest document first', () => {
    expect(catalogSources()[0]?.state).toContain(CATALOG_DATE);
    for (const { what, state } of catalogSources()) {
      expect(what).not.toBe('');
      expect(state).toMatch(/20\d\d/);
    }
  });
});
