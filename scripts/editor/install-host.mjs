/**
 * Installs the VS Code server, which wants a newer Node of its own.
 * Built-in modules only: this runs before `npm ci`.
 */
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { CommandFailed, run } from '../lib/run.mjs';
import { folderApart, installApart, QUIETLY } from './install-apart.mjs';

const NAME = 'editor-host';
const SOURCE = 'scripts/editor/host';
const folder = folderApart(NAME, SOURCE);

/** What runs the editor: VS Code's server program and the Node to run it on. */
export const host = {
  main: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  node: join(folder, `node_modules/node-linux-${process.arch}/bin/node`),
};

/** Does nothing where it is installed already. */
export function installHost() {
  if (existsSync(folder)) return;
  if (process.platform !== 'linux') {
    throw new CommandFailed(
      'Only Linux can run VS Code in the browser from npm. Elsewhere name a desktop VS Code in the variable ' +
        'VSCODE_TEST_EXECUTABLE, or leave the editor out with --no-editor.',
    );
  }
  installApart({
    name: NAME,
    source: SOURCE,
    title: 'Installing the VS Code server (once, about 800 MB below .cache/)',
    finish(next, env) {
      const node = dirname(host.node.replace(folder, next));
      env['PATH'] = `${node}${delimiter}${env['PATH'] ?? ''}`;
      const server = join(next, 'node_modules/code-server/lib/vscode');
      run('npm', ['install', ...QUIETLY, '--omit=dev'], { cwd: server, env, quiet: true });
    },
  });
}
