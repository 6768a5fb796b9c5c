/**
 * Asks the registry for known weaknesses of all packages, and fails where one of them is shipped. Not every registry answers such
 * questions; then it says so, and nothing has been audited.
 */
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { at, root } from './lib/paths.mjs';

const { stdout } = spawnSync('npm', ['audit', '--json'], {
  cwd: root,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const { vulnerabilities, message } = parsed(stdout);

/**
 * @typedef {{vulnerabilities?: Record<string, {severity: string, range: string}>, message?: string}} Answer
 * @param {string} text
 * @returns {Answer} empty where it is none
 */
function parsed(text) {
  try {
    const answer = /** @type {unknown} */ (JSON.parse(text));
    return /** @type {Answer} */ (answer);
  } catch {
    return {};
  }
}

if (!vulnerabilities) {
  console.log(`NOT AUDITED: the registry does not say what is known of packages. ${message ?? ''}`);
} else {
  // What is shipped is bundled, so to npm all of it is for development; a test holds the page to the bundles.
  const page = readFileSync(at('docs/dependencies.md'), 'utf8').split('## At build time only')[0] ?? '';
  const known = Object.entries(vulnerabilities);
  const shipped = known.filter(([name]) => page.includes(`\`${name}\``));
  for (const [name, { severity, range }] of known) console.log(`${name} ${range}: ${severity}`);
  console.log(
    `Known to be weak: ${String(known.length)} packages, of which ${String(shipped.length)} are shipped.`,
  );
  if (shipped.length > 0) process.exitCode = 1;
}
