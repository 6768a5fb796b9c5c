/** Finds Chromium, or installs it where we may. Built-in modules only: this runs before `npm ci`. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandFailed, headline, run } from '../lib/run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PACKAGES = ['chromium', 'fonts-dejavu-core'];

/**
 * The browser that `CHROMIUM` names, or the first on the path.
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** Installs Chromium with apt as root; anybody else is told the line to run. */
export function installChromium() {
  const install = ['install', '-y', '--no-install-recommends', ...PACKAGES];
  if (process.getuid?.() !== 0) {
    throw new CommandFailed(
      'The editor needs Chromium, and only root may install it. Run this once, then try again:\n' +
        `    sudo apt-get update && sudo apt-get ${install.join(' ')}\n` +
        'or name another Chromium in the variable CHROMIUM.',
    );
  }
  headline('Installing Chromium with apt');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update'], { env, quiet: true });
  run('apt-get', install, { env, quiet: true });
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
