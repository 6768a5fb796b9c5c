/**
 * `npm test`: everything. Sets itself up on a fresh clone.
 * `--no-editor` leaves the real VS Code out, for a machine that cannot have one.
 */
import { existsSync } from 'node:fs';
import { optionsOf } from './lib/options.mjs';
import { at } from './lib/paths.mjs';
import { headline, run, runMain, runPackage, runScript } from './lib/run.mjs';
import { setUp } from './setup.mjs';

const { values: options } = optionsOf({ options: { 'no-editor': { type: 'boolean', default: false } } });
const editor = !options['no-editor'];
const WITHOUT = `
  ┌───────────────────────────────────────────────────────────────────────┐
  │  WITHOUT THE EDITOR: nothing is tried in a real VS Code in this run.  │
  │  \`npm test\` without --no-editor does that, and CI asks for it.        │
  └───────────────────────────────────────────────────────────────────────┘`;

await runMain(async () => {
  const started = performance.now();
  if (!editor) console.log(WITHOUT);
  setUp({ editor });
  // Only after set-up: the packages that these need are there now.
  const { packageFile, packExtension } = await import('./package.mjs');

  headline('Generated files are up to date');
  runTypeScript('scripts/generate.mts', ['--check']);
  headline('Types');
  for (const project of ['.', 'client', 'scripts']) runPackage('typescript/bin/tsc', ['-p', project]);
  headline('Build');
  runScript('scripts/build.mjs', ['--debug']);
  headline('Unit tests');
  runPackage('vitest/vitest.mjs', ['run']);
  if (editor) {
    headline('Real VS Code: the extension from its sources');
    runScript('scripts/editor/run-suite.mjs');
    headline('The report, for everybody');
    runScript('scripts/editor/report-accessibility.mjs');
    headline('Other editors: Neovim, Emacs, Vim');
    runScript('scripts/editor/other-editors.mjs');
  }
  headline('Package');
  packExtension();
  runScript('scripts/check-package.mjs');
  if (editor) {
    headline('Real VS Code: the packaged extension');
    runScript('scripts/editor/run-suite.mjs', ['--vsix', packageFile]);
    headline('VS Code for the Web: the packaged extension');
    runScript('scripts/editor/run-web-suite.mjs', ['--vsix', packageFile]);
  }
  headline(`All passed in ${String(Math.round((performance.now() - started) / 1000))} s`);
  if (!editor) console.log(WITHOUT);
});

/**
 * @param {string} script
 * @param {readonly string[]} args
 */
function runTypeScript(script, args) {
  if (!existsSync(at(script))) throw new Error(`${script} is missing.`);
  run(process.execPath, ['--import', 'tsx', script, ...args]);
}
