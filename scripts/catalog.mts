import { readFileSync, writeFileSync } from 'node:fs';
import { run } from './catalog/run.mts';

// npm run catalog -- <openapi.json>: see docs/catalog.md.
const catalog = new URL('../server/src/catalog/data/operations.json', import.meta.url);

process.exitCode = run(process.argv.slice(2), {
  read: (path) => readFileSync(path, 'utf8'),
  readCatalog: () => readFileSync(catalog, 'utf8'),
  writeCatalog: (text) => {
    writeFileSync(catalog, text);
  },
  print: (line) => {
    console.log(line);
  },
  complain: (line) => {
    console.error(line);
  },
});
