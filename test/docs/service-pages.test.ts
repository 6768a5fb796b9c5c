import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { servicePages } from '../../scripts/generate/service-pages.mts';
import { meta, sourceFiles } from '../../server/src/catalog/data/services.json';
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

  it.each(allServices())(
    '$key names every permission and what it is for, what is broad about it, and both sides’ pages',
    (service) => {
      const page = readFileSync(join(ROOT, 'docs/services', `${service.key}.md`), 'utf8');
      for (const { name, does, broadWhy, narrower } of service.permissions) {
        expect(page).toContain(`| \`${name}\` | ${does}. |`);
        if (broadWhy !== undefined) expect(page).toContain(broadWhy);
        if (narrower !== undefined) expect(page).toContain(narrower);
      }
      expect(page).toContain(service.docs);
      const [code, documentation] = meta.sources;
      expect(page).toContain(`(${service.docs}) as of ${documentation?.state ?? ''} |`);
      if (service.key in sourceFiles)
        expect(page).toContain(` of getsentry/sentry as of ${code?.state ?? ''}; `);
      expect(page).toContain(`(${service.providerDocs})`);
      for (const { do: what, source } of service.settings)
        expect(page).toContain(`- ${what} ([how](${source}))`);
    },
  );
});
