/**
 * Makes a fresh clone ready: the project's packages, the VS Codes for the editor tests, and Chromium.
 * What is there already is left alone. Needs nothing but Node and npm; `--no-editor` sets up the packages only.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, installChromium } from './editor/chromium.mjs';
import { installHost } from './editor/install-host.mjs';
import { installWebHost } from './editor/install-web-host.mjs';
import { isMain } from './lib/is-main.mjs';
import { optionsOf } from './lib/options.mjs';
import { at, cache } from './lib/paths.mjs';
import { headline, run, runMain } from './lib/run.mjs';

/** @param {{editor: boolean}} wanted */
export function setUp({ editor }) {
  installPackages();
  if (!editor) return;
  // Somebody's own desktop build needs no server.
  if (!process.env['VSCODE_TEST_EXECUTABLE']) installHost();
  installWebHost();
  if (!findChromium()) installChromium();
}

/** `npm ci`, but only after the lock file or the Node below it changed. */
function installPackages() {
  const stamp = join(cache, 'packages.stamp');
  const state = createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest('hex');
  const current = existsSync(stamp) && readFileSync(stamp, 'utf8') === state;
  if (current && existsSync(at('node_modules/.package-lock.json'))) return;
  headline('Installing the packages of package-lock.json');
  run('npm', ['ci', '--no-progress']);
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, state);
}

if (isMain(import.meta.url)) {
  const { values: options } = optionsOf({ options: { 'no-editor': { type: 'boolean', default: false } } });
  await runMain(() => {
    setUp({ editor: !options['no-editor'] });
    console.log('Ready.');
  });
}
