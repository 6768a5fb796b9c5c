/** The first step of action.yml: has the program of the action's own version at hand, and tells where. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readJson } from '../lib/read-json.mjs';
import { newFolder, output } from './step.mjs';

const OLDEST_NODE = 20;

const root = fileURLToPath(new URL('../..', import.meta.url));
const { name, version } = /** @type {{name: string, version: string}} */ (
  readJson(join(root, 'server/package.json'))
);

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  fail(`Node ${process.versions.node} is too old. Give "node-version" 20 or newer.`);
} else {
  // A checkout of this project that was built runs what it built.
  const built = join(root, 'server/dist/cli.js');
  const program = existsSync(built) ? built : installed();
  if (program) output('program', program);
  else fail(`${name}@${version} cannot be installed. The lines above say why.`);
}

/** Installs the package apart from the checkout, whose .npmrc could name another registry. */
function installed() {
  const folder = newFolder();
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  const { status } = spawnSync('npm', ['install', ...options, `${name}@${version}`], {
    cwd: folder,
    stdio: 'inherit',
    // npm is a .cmd file on Windows; none of the words comes from outside.
    shell: process.platform === 'win32',
  });
  return status === 0 ? join(folder, 'node_modules', name, 'dist/cli.js') : undefined;
}

/** @param {string} message */
function fail(message) {
  console.log(`::error title=sentry-permissions::${message}`);
  process.exitCode = 1;
}
