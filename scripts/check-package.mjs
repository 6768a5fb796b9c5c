/** Holds the packaged extension against the list of what may be in it, test/project/package-files.txt, its size and its pages. */
import { readFileSync, statSync } from 'node:fs';
import { isMain } from './lib/is-main.mjs';
import { at, root } from './lib/paths.mjs';
import { CommandFailed, runMain } from './lib/run.mjs';
import { readZip } from './lib/read-zip.mjs';
import { packageFile } from './package.mjs';

const LIST = 'test/project/package-files.txt';

/** In bytes: what somebody downloads to try it. */
const LARGEST = 1_000_000;

/** The list, with a line for each file or, as `docs/rules/*.md`, for a folder's files of one kind. */
function allowedFiles() {
  return readFileSync(at(LIST), 'utf8').trim().split('\n');
}

/**
 * The files as the list writes them: a rule's page is a line less to keep.
 * @param {readonly string[]} files
 */
function summarizeFiles(files) {
  return [
    ...new Set(files.map((file) => file.replace(/^docs\/rules\/[a-z-]+\.md$/, 'docs/rules/*.md'))),
  ].sort();
}

/**
 * What a page of the Marketplace could not follow: links and pictures that are no address, headings of the page aside.
 * @param {string} page Markdown
 */
export function relativeTargets(page) {
  const targets = [...page.matchAll(/\]\(([^)\s]+)|\bsrc="([^"]+)"|\bsrcset="([^"]+)"/g)];
  return targets
    .map(([, link, picture, source]) => link ?? picture ?? source ?? '')
    .filter((target) => !/^https:\/\/|^#/.test(target));
}

function checkPackage() {
  const entries = readZip(readFileSync(at(packageFile)));
  const files = [...entries.keys()]
    .filter((name) => name.startsWith('extension/'))
    .map((name) => name.slice('extension/'.length));
  const [is, should] = [summarizeFiles(files), allowedFiles()];
  const odd = is.filter((file) => !should.includes(file));
  const missing = should.filter((file) => !is.includes(file));
  if (odd.length > 0 || missing.length > 0) {
    throw new CommandFailed(
      `${packageFile} and ${LIST} differ.\n  not on the list: ${odd.join(', ') || '–'}\n  not in the package: ${missing.join(', ') || '–'}`,
    );
  }
  const telltale = [...entries].filter(([, content]) => content.includes(root)).map(([name]) => name);
  if (telltale.length > 0) {
    throw new CommandFailed(`These name a folder of the machine that built them: ${telltale.join(', ')}`);
  }
  const { size } = statSync(at(packageFile));
  if (size >= LARGEST)
    throw new CommandFailed(
      `${packageFile} has ${String(size)} bytes; less than ${String(LARGEST)} are allowed.`,
    );
  for (const page of ['extension/readme.md', 'extension/changelog.md']) {
    const broken = relativeTargets(entries.get(page)?.toString('utf8') ?? '');
    if (broken.length > 0)
      throw new CommandFailed(`${page} leads nowhere in the Marketplace: ${broken.join(', ')}`);
  }
  console.log(
    `${packageFile}: ${String(files.length)} files, as listed; ${String(Math.ceil(size / 1000))} kB`,
  );
}

if (isMain(import.meta.url)) await runMain(checkPackage);
