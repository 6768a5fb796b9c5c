/**
 * Writes every file that is made from the sources: the reader's table of the format, the JSON Schema, the strings to translate.
 * `npm run generate` writes them; with `--check` it only compares and fails where one is out of date.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatPage } from './generate/format-page.mts';
import { formatTable } from './generate/format-table.mts';
import { jsonSchema } from './generate/json-schema.mts';
import { l10nBundle } from './generate/l10n-bundle.mts';
import { readme } from './generate/readme.mts';
import { rulePages } from './generate/rule-pages.mts';
import { servicePages } from './generate/service-pages.mts';

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
await write('schemas/sentry-permissions.schema.json', jsonSchema());
for (const { path, text } of [...rulePages(root), ...servicePages()]) await write(path, text);
await write('docs/format.md', formatPage(root));
await write('README.md', readme(root));
await write('l10n/bundle.l10n.json', l10nBundle(root));

if (outdated.length > 0) {
  console.error(`Out of date: ${outdated.join(', ')}. Run "npm run generate" and commit the result.`);
  process.exit(1);
}
