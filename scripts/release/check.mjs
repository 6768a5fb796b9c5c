/** Holds a tag against what is about to be published: versions, changelog, the address of the repository. */
import { readFileSync } from 'node:fs';
import { isMain } from '../lib/is-main.mjs';
import { at } from '../lib/paths.mjs';
import { readJson } from '../lib/read-json.mjs';
import { CommandFailed, runMain } from '../lib/run.mjs';

/** Stands in the address of the repository until there is a public one. */
const PLACEHOLDER = 'OWNER';

/**
 * What keeps the tag from being published; nothing where all is well.
 * @param {string} tag
 * @param {{versions: readonly string[], changelog: string, repository: string}} state
 * @returns {string[]}
 */
export function faultsOf(tag, { versions, changelog, repository }) {
  const version = tag.replace(/^v/, '');
  const faults = [];
  if (!/^v\d+\.\d+\.\d+$/.test(tag)) faults.push(`“${tag}” is no tag of a release, such as v1.2.3.`);
  for (const other of new Set(versions.filter((own) => own !== version)))
    faults.push(`A package.json says version ${other}, and the tag ${tag}.`);
  const heading = changelog
    .split('\n')
    .find((line) => line.split(' ')[1] === version && line.startsWith('## '));
  if (heading === undefined) faults.push(`CHANGELOG.md has no “## ${version}”.`);
  else if (/unreleased/i.test(heading))
    faults.push(`CHANGELOG.md says “${heading.slice(3)}”. Write the day.`);
  if (repository.includes(PLACEHOLDER))
    faults.push(`The address of the repository in package.json still is ${repository}.`);
  return faults;
}

if (isMain(import.meta.url)) {
  await runMain(() => {
    const packages = ['package.json', 'client/package.json', 'server/package.json'].map(
      (file) => /** @type {{version: string, repository?: {url: string}}} */ (readJson(at(file))),
    );
    const faults = faultsOf(process.env['TAG'] ?? '', {
      versions: packages.map(({ version }) => version),
      changelog: readFileSync(at('CHANGELOG.md'), 'utf8'),
      repository: packages[0]?.repository?.url ?? '',
    });
    if (faults.length > 0) throw new CommandFailed(faults.join('\n'));
    console.log('Ready to be published.');
  });
}
