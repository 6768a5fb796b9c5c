/**
 * Runs test/editor inside the extension host of a real VS Code, over the sources' build or, with
 * `--vsix FILE`, over the packaged extension. The build must be there. `--grep TEXT` runs the tests so named.
 *
 * The VS Code is the desktop build that VSCODE_TEST_EXECUTABLE names, or with `--download` one that
 * @vscode/test-electron fetches, or else the server out of .cache/ with headless Chromium before it.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  downloadAndUnzipVSCode,
  resolveCliPathFromVSCodeExecutablePath,
  runTests,
} from '@vscode/test-electron';
import { build } from 'esbuild';
import { optionsOf } from '../lib/options.mjs';
import { at, cache, root } from '../lib/paths.mjs';
import { readJson } from '../lib/read-json.mjs';
import { CommandFailed, run, runMain } from '../lib/run.mjs';

const { values: options } = optionsOf({
  options: {
    vsix: { type: 'string' },
    download: { type: 'boolean', default: false },
    grep: { type: 'string' },
  },
});
const stand = at('scripts/editor/code.mjs');
const executable = options.download
  ? await downloadAndUnzipVSCode()
  : (process.env['VSCODE_TEST_EXECUTABLE'] ?? stand);

await runMain(async () => {
  const suite = await buildSuite();
  const temporary = mkdtempSync(join(tmpdir(), 'editor-suite-'));
  try {
    await runSuite(suite, temporary);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
});

/**
 * @param {string} suite
 * @param {string} temporary
 */
async function runSuite(suite, temporary) {
  const started = performance.now();
  const result = join(temporary, 'result.json');
  const extensions = join(temporary, 'extensions');
  const workspace = join(temporary, 'workspace');
  // The packaged extension opens a folder that holds manifests, the sources one without: two ways to wake up.
  cpSync(at('test/editor/workspaces', options.vsix ? 'with-manifest' : 'empty'), workspace, {
    recursive: true,
  });
  // Two folders: VS Code for the Web runs the suite over one.
  mkdirSync(join(temporary, 'second'));
  const folders = join(temporary, 'suite.code-workspace');
  writeFileSync(folders, JSON.stringify({ folders: [{ path: 'workspace' }, { path: 'second' }] }));
  if (options.vsix) installExtension(resolve(options.vsix), extensions);
  const ended = runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: options.vsix ? emptyExtension(temporary) : root,
    extensionTestsPath: suite,
    extensionTestsEnv: {
      SENTRY_PERMISSIONS_SUITE_RESULT: result,
      SENTRY_PERMISSIONS_SUITE_GREP: options.grep,
    },
    launchArgs: [
      folders,
      `--extensions-dir=${extensions}`,
      `--user-data-dir=${join(temporary, 'user')}`,
      '--disable-telemetry',
    ],
  });
  // What went wrong stands above; the library's own stack adds nothing to it.
  await ended.catch((/** @type {unknown} */ error) => {
    throw new CommandFailed(error instanceof Error ? error.message : String(error));
  });
  const passed = passedTests(result);
  const what = options.vsix ? 'packaged extension' : 'extension';
  console.log(`editor suite over the ${what}: ${String(passed)} passed in ${String(seconds(started))} s`);
}

/** An extension host that dies, and a suite that runs nothing, both end with 0. @param {string} result */
function passedTests(result) {
  let passed = 0;
  try {
    ({ passed } = /** @type {{passed: number}} */ (readJson(result)));
  } catch {
    // No result at all is treated like an empty one.
  }
  if (passed > 0) return passed;
  throw new CommandFailed('VS Code ended without an error, but no test has passed.');
}

/**
 * One bundle, so that the suite finds its modules wherever the extension under test lies. Mocha stays a package.
 * @returns {Promise<string>}
 */
async function buildSuite() {
  const outfile = join(cache, 'editor-suite', 'index.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/editor/node-index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

/**
 * @param {string} vsix
 * @param {string} extensions
 */
function installExtension(vsix, extensions) {
  const program = executable === stand ? stand : resolveCliPathFromVSCodeExecutablePath(executable);
  run(program, [`--install-extension=${vsix}`, `--extensions-dir=${extensions}`]);
}

/** A suite needs an extension under development; beside the packaged one it is an empty one. @param {string} temporary */
function emptyExtension(temporary) {
  const folder = join(temporary, 'empty-extension');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'empty', publisher: 'test', version: '0.0.0', engines: { vscode: '*' } }),
  );
  return folder;
}

/** @param {number} started */
function seconds(started) {
  return Math.round((performance.now() - started) / 100) / 10;
}
