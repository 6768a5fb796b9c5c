/**
 * Installs the VS Code server into .cache/, once for each version of its lock file.
 * It is no dependency of the project: it is large, wants a newer Node of its own, and only the editor runs need it.
 * Built-in modules only: this runs before `npm ci`.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { at, cache } from '../lib/paths.mjs';
import { CommandFailed, headline, run } from '../lib/run.mjs';

const source = at('scripts/editor/host');
const digest = createHash('sha256')
  .update(readFileSync(join(source, 'package-lock.json')))
  .digest('hex');
const folder = join(cache, `editor-host-${digest.slice(0, 12)}`);

/** What runs the editor: VS Code's server program and the Node to run it on. */
export const host = {
  main: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  node: join(folder, `node_modules/node-linux-${process.arch}/bin/node`),
};

/** Leaves nothing half done behind: the folder gets its name when all of it is there. */
export function installHost() {
  if (existsSync(folder)) return;
  if (process.platform !== 'linux') {
    throw new CommandFailed(
      'Only Linux can run VS Code in the browser from npm. Elsewhere name a desktop VS Code in the variable ' +
        'VSCODE_TEST_EXECUTABLE, or leave the editor out with --no-editor.',
    );
  }
  headline('Installing the VS Code server (once, about 800 MB below .cache/)');
  const next = `${folder}.installing`;
  removeHosts();
  cpSync(source, next, { recursive: true });
  // No package runs a script while it is installed, and none is asked to compile.
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'];
  const env = withoutNpmSettings(process.env);
  run('npm', ['ci', ...install.slice(1)], { cwd: next, env, quiet: true });
  const node = dirname(host.node.replace(folder, next));
  env['PATH'] = `${node}${delimiter}${env['PATH'] ?? ''}`;
  const server = join(next, 'node_modules/code-server/lib/vscode');
  run('npm', [...install, '--omit=dev'], { cwd: server, env, quiet: true });
  renameSync(next, folder);
}

/** Earlier versions, and what an interrupted installation left. */
function removeHosts() {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    if (name.startsWith('editor-host-')) rmSync(join(cache, name), { recursive: true, force: true });
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
