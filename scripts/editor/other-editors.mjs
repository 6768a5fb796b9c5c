/**
 * Runs test/editors: the built language server in Neovim, Emacs and Vim, without a screen. The build must be there.
 * Missing editors are installed with apt as root or through sudo.
 */
import { spawnSync } from 'node:child_process';
import { isMain } from '../lib/is-main.mjs';
import { CommandFailed, headline, run, runMain, runPackage } from '../lib/run.mjs';

/** Debian's packages that the tests run. */
const PACKAGES = ['neovim', 'emacs-nox', 'elpa-eglot', 'vim-nox', 'vim-ale'];

/** @param {string} name */
function isInstalled(name) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return stdout === 'installed';
}

/** @param {string} command @param {readonly string[]} args */
function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function installEditors() {
  const missing = PACKAGES.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  const root = process.getuid?.() === 0;
  if (!works('apt-get', ['--version']) || !(root || works('sudo', ['-n', 'true']))) {
    throw new CommandFailed(
      `The tests in other editors need Debian's packages ${missing.join(', ')}. Run this once, then try again:\n` +
        `    sudo apt-get update && sudo apt-get ${install.join(' ')}`,
    );
  }
  headline(`Installing ${missing.join(', ')} with apt`);
  const prefix = root ? [] : ['sudo', '-n'];
  for (const args of [['update'], install]) {
    const [command = '', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    run(command, rest, { quiet: true });
  }
}

if (isMain(import.meta.url)) {
  await runMain(() => {
    installEditors();
    runPackage('vitest/vitest.mjs', [
      'run',
      '--config',
      'vitest.editors.config.mts',
      ...process.argv.slice(2),
    ]);
  });
}
