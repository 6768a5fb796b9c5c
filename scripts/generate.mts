/**
 * Writes every file that is made from the sources: the reader's table of the format, the JSON Schema, the strings to translate.
 * `npm run generate` writes them; with `--check` it only compares and fails where one is out of date.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatTable } from './generate/format-table.mts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const check = process.argv.includes('--check');
const outdated: string[] = [];

async function write(path: string, text: string | Promise<string>): Promise<void> {
  const content = await text;
  const file = join(root, path);
  let current: string | undefined;
  try {
    current = readFileSync(file, 'utf8');
  } catch {
    current = undefined;
  }
  if (current === content) return;
  if (check) {
    outdated.push(path);
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`wrote ${path}`);
}

await write('server/src/manifest/format.generated.ts', formatTable());
// What the others are made from reads the table, so they are loaded once it is there.
const { formatPage } = await import('./generate/format-page.mts');
const { jsonSchema } = await import('./generate/json-schema.mts');
const { l10nBundle } = await import('./generate/l10n-bundle.mts');
const { readme } = await import('./generate/readme.mts');
const { rulePages } = await import('./generate/rule-pages.mts');
const { servicePages } = await import('./generate/service-pages.mts');
await write('schemas/sentry-permissions.schema.json', jsonSchema());
for (const { path, text } of [...rulePages(root), ...servicePages()]) await write(path, text);
await write('docs/format.md', formatPage(root));
await write('README.md', readme(root));
await write('l10n/bundle.l10n.json', l10nBundle(root));

if (outdated.length > 0) {
  console.error(`Out of date: ${outdated.join(', ')}. Run "npm run generate" and commit the result.`);
  process.exit(1);
}
