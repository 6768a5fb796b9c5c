import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { servicePages } from '../../scripts/generate/service-pages.mts';
import { allServices } from '../../server/src/catalog/services.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('the pages of the services', () => {
  it('are what the generator writes', () => {
    for (const { path, text } of servicePages())
      expect(readFileSync(join(ROOT, path), 'utf8'), path).toBe(text);
  });

  it('are as many as the services', () => {
    const pages = readdirSync(join(ROOT, 'docs/services')).map((name) => basename(name, '.md'));
    const keys = allServices().map(({ key }) => key);
    expect(pages.sort()).toEqual([...keys, 'README'].sort());
  });

  it.each(allServices())('$key names every permission, and what is broad about it', (service) => {
    const page = readFileSync(join(ROOT, 'docs/services', `${service.key}.md`), 'utf8');
    for (const { name, broadWhy, narrower } of service.permissions) {
      expect(page).toContain(`| \`${name}\` |`);
      if (broadWhy !== undefined) expect(page).toContain(broadWhy);
      if (narrower !== undefined) expect(page).toContain(narrower);
    }
    expect(page).toContain(service.docs);
  });
});
