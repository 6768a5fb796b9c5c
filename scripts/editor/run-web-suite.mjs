/**
 * Runs test/editor in VS Code for the Web: extension, language server and suite in workers of headless Chromium, over
 * a workspace in a virtual file system. The build must be there; with `--vsix FILE` the packaged extension is tried
 * instead. `--grep TEXT` runs the tests so named.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { optionsOf } from '../lib/options.mjs';
import { at, root } from '../lib/paths.mjs';
import { readZip } from '../lib/read-zip.mjs';
import { CommandFailed, runMain } from '../lib/run.mjs';
import { findChromium, installChromium } from './chromium.mjs';
import { installWebHost } from './install-web-host.mjs';
import { runInPage } from './run-in-page.mjs';
import { startWebServer } from './web-server.mjs';

const { values: options } = optionsOf({ options: { vsix: { type: 'string' }, grep: { type: 'string' } } });

await runMain(async () => {
  installWebHost();
  if (!findChromium()) installChromium();
  const started = performance.now();
  const temporary = mkdtempSync(join(tmpdir(), 'web-suite-'));
  try {
    const passed = await runSuite(temporary);
    const what = options.vsix ? 'packaged extension' : 'extension';
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    console.log(`web suite over the ${what}: ${String(passed)} passed in ${String(seconds)} s`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
});

/**
 * @param {string} temporary
 * @returns {Promise<number>} how many tests have passed
 */
async function runSuite(temporary) {
  const extension = join(temporary, 'extension');
  if (options.vsix) unpackExtension(options.vsix, extension);
  else linkExtension(extension);
  // The serving program takes a suite only from below the extension.
  const suite = join(extension, 'web-suite.js');
  await buildSuite(suite);
  const workspace = join(temporary, 'workspace');
  // As in the extension host: two ways to wake up.
  cpSync(at('test/editor/workspaces', options.vsix ? 'with-manifest' : 'empty'), workspace, {
    recursive: true,
  });

  const server = await startWebServer({
    extension,
    suite,
    workspace,
    logFile: join(temporary, 'server.log'),
  });
  try {
    const { code, lines } = await runInPage(server.url);
    const passed = Number(/^│ (\d+) passed, 0 failed$/m.exec(lines.join('\n'))?.[1] ?? 0);
    if (code !== 0) throw new CommandFailed(`The suite ended with ${String(code)}.`);
    if (passed === 0) throw new CommandFailed('VS Code ended without an error, but no test has passed.');
    return passed;
  } finally {
    server.stop();
  }
}

/** The sources without what is not served: packages, and hidden folders. @param {string} folder */
function linkExtension(folder) {
  mkdirSync(folder);
  for (const part of readdirSync(root)) {
    if (!part.startsWith('.') && part !== 'node_modules') symlinkSync(at(part), join(folder, part));
  }
}

/**
 * @param {string} vsix
 * @param {string} folder
 */
function unpackExtension(vsix, folder) {
  for (const [name, content] of readZip(readFileSync(vsix))) {
    if (!name.startsWith('extension/')) continue;
    const file = join(folder, name.slice('extension/'.length));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** One file; a worker has no modules of its own, and what Node brings has to be packed in. @param {string} outfile */
async function buildSuite(outfile) {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/editor/browser-index.ts'],
    outfile,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'es2022',
    external: ['vscode'],
    alias: { 'node:assert/strict': './test/editor/browser-assert.cjs', 'node:util': 'util/' },
    define: {
      __GREP__: JSON.stringify(options.grep ?? ''),
      global: 'globalThis',
      'process.env.NODE_DEBUG': 'undefined',
      // Looked at where an assertion says what differs.
      'process.stderr': 'undefined',
    },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}
