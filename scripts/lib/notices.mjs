/** The licences of what is bundled: most of them ask to go along with every copy. */
import { readdirSync, readFileSync } from 'node:fs';
import { at } from './paths.mjs';
import { readJson } from './read-json.mjs';

/**
 * The folders, below the repository's, of all packages that went into bundles.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 */
export function packagesIn(metafiles) {
  const folders = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return [...new Set(folders)].filter((folder) => folder !== undefined).sort();
}

/**
 * One text with the name, the version and the licence of each of these packages. Throws where one comes without a licence.
 * @param {readonly string[]} folders
 */
export function noticesOf(folders) {
  const notices = folders.map((folder) => {
    const { name, version } = /** @type {{name: string, version: string}} */ (
      readJson(at(folder, 'package.json'))
    );
    const file = readdirSync(at(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${folder} comes without its licence.`);
    return `${name} ${version}\n\n${readFileSync(at(folder, file), 'utf8').trim()}\n`;
  });
  const line = '-'.repeat(80);
  return `What Sentry Permissions holds of others, and under which licences.\n\n${notices.map((notice) => `${line}\n${notice}`).join('\n')}`;
}
