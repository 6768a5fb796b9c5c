/**
 * Installs what a folder's lock file names into a folder of its own below .cache/, once for each version of that
 * file. For what is no dependency of the project: large, and needed for the editor runs only.
 * Built-in modules only: this runs before `npm ci`.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { at, cache } from '../lib/paths.mjs';
import { headline, run } from '../lib/run.mjs';

/** No package runs a script while it is installed, and none is asked to compile. */
export const QUIETLY = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'];

/**
 * Where an installation lies once it is there.
 * @param {string} name
 * @param {string} source the folder with package.json and package-lock.json
 */
export function folderApart(name, source) {
  const digest = createHash('sha256')
    .update(readFileSync(at(source, 'package-lock.json')))
    .digest('hex');
  return join(cache, `${name}-${digest.slice(0, 12)}`);
}

/**
 * Leaves nothing half done behind: the folder gets its name when all of it is there.
 * @param {object} wanted
 * @param {string} wanted.name
 * @param {string} wanted.source
 * @param {string} wanted.title said while it installs
 * @param {(folder: string, env: NodeJS.ProcessEnv) => void} wanted.finish what is left to do after `npm ci`
 */
export function installApart({ name, source, title, finish }) {
  const folder = folderApart(name, source);
  if (existsSync(folder)) return;
  headline(title);
  removeOthers(name);
  const next = `${folder}.installing`;
  cpSync(at(source), next, { recursive: true });
  const env = withoutNpmSettings(process.env);
  run('npm', ['ci', ...QUIETLY], { cwd: next, env, quiet: true });
  finish(next, env);
  renameSync(next, folder);
}

/** Earlier versions, and what an interrupted installation left. @param {string} name */
function removeOthers(name) {
  if (!existsSync(cache)) return;
  for (const entry of readdirSync(cache)) {
    if (entry.startsWith(`${name}-`)) rmSync(join(cache, entry), { recursive: true, force: true });
  }
}

/**
 * `npm test` hands its own settings down by environment, and some would point this installation elsewhere.
 * @param {NodeJS.ProcessEnv} env
 */
function withoutNpmSettings(env) {
  const ours = ['npm_config_local_prefix', 'npm_config_workspace', 'npm_config_workspaces', 'INIT_CWD'];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.includes(name)));
}
