/**
 * Packs the language server and the command line as npm publishes them: `sentry-permissions-language-server-<version>.tgz` in the top
 * folder, or in the one that is given.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isMain } from './lib/is-main.mjs';
import { endWithoutPackages } from './lib/packages.mjs';
import { optionsOf } from './lib/options.mjs';
import { at, root } from './lib/paths.mjs';
import { readJson } from './lib/read-json.mjs';
import { run, runMain, runScript } from './lib/run.mjs';

const { name, version } = /** @type {{name: string, version: string}} */ (
  readJson(at('server/package.json'))
);

/**
 * Builds the package apart from what the repository's own folders hold, so that neither disturbs the other, and packs it.
 * @param {string} folder where the package goes
 * @returns {string} its path
 */
export function packServer(folder) {
  mkdirSync(folder, { recursive: true });
  const stage = mkdtempSync(join(tmpdir(), 'sentry-permissions-pack-'));
  try {
    runScript('scripts/build.mjs', ['--into', stage]);
    for (const file of ['package.json', 'README.md'])
      copyFileSync(at(`server/${file}`), join(stage, 'server', file));
    run('npm', ['pack', '--pack-destination', folder], { cwd: join(stage, 'server'), quiet: true });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  return join(folder, `${name}-${version}.tgz`);
}

if (isMain(import.meta.url)) {
  const { positionals } = optionsOf({ allowPositionals: true });
  endWithoutPackages();
  await runMain(() => {
    console.log(packServer(resolve(positionals[0] ?? root)));
  });
}
