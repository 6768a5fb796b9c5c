/** Holds a tag against what is about to be published: versions, changelog, the address of the repository, and what people copy from us. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { isMain } from '../lib/is-main.mjs';
import { at, root } from '../lib/paths.mjs';
import { readJson } from '../lib/read-json.mjs';
import { CommandFailed, runMain } from '../lib/run.mjs';

/** Stands in the address of the repository until there is a public one. */
const PLACEHOLDER = 'OWNER';

/** One of our packages with its version, as a registry, a file's name, a lock file or our own output writes it. */
const MENTION =
  /\bsentry-permissions(?:-client|-language-server)?(?:[@-]|",\s{1,9}"version": ")(\d+\.\d+\.\d+)/g;

/** The changelog tells of earlier versions, tests of invented ones, and the packages' own are compared by themselves. */
const OF_OTHER_VERSIONS = /^test\/|^CHANGELOG\.md$|(?:^|\/)package\.json$/;

/**
 * Where a text tells of another version of our packages than this one.
 * @param {string} version
 * @param {ReadonlyMap<string, string>} texts by their files
 * @returns {string[]}
 */
function otherMentions(version, texts) {
  return [...texts].flatMap(([file, text]) =>
    [...text.matchAll(MENTION)].flatMap(({ 0: mention, 1: said, index }) => {
      const line = text.slice(0, index + mention.length).split('\n').length;
      return said === version ? [] : [`${file}:${String(line)} still says version ${String(said)}.`];
    }),
  );
}

/**
 * What Git keeps, but for what may tell of other versions.
 * @returns {Map<string, string>}
 */
function ownTexts() {
  const { status, stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new CommandFailed('Git does not say which files there are. Run this in a clone.');
  const files = stdout.split('\0').filter((file) => file !== '' && !OF_OTHER_VERSIONS.test(file));
  return new Map(
    // What is deleted and not yet committed is still listed.
    files.filter((file) => existsSync(at(file))).map((file) => [file, readFileSync(at(file), 'utf8')]),
  );
}

/**
 * What keeps the tag from being published; nothing where all is well.
 * @param {string} tag
 * @param {{versions: readonly string[], changelog: string, repository: string, texts: ReadonlyMap<string, string>}} state
 * @returns {string[]}
 */
export function faultsOf(tag, { versions, changelog, repository, texts }) {
  const version = tag.replace(/^v/, '');
  const faults = [];
  const isTag = /^v\d+\.\d+\.\d+$/.test(tag);
  if (!isTag) faults.push(`“${tag}” is no tag of a release, such as v1.2.3.`);
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
  return isTag ? [...faults, ...otherMentions(version, texts)] : faults;
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
      texts: ownTexts(),
    });
    if (faults.length > 0) throw new CommandFailed(faults.join('\n'));
    console.log('Ready to be published.');
  });
}
