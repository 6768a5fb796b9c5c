/**
 * Bundles the extension, the language server and the command line with esbuild; the first two for browsers too.
 * What it makes is what is shipped; with `--debug` nothing is minified, and the bundles carry source maps. `--into FOLDER` writes all of
 * it below another folder than the repository's.
 */
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtinsWhenUsed } from './lib/builtins-when-used.mjs';
import { formatterApart } from './lib/formatter-apart.mjs';
import { noNetwork } from './lib/no-network.mjs';
import { noVersionCheck } from './lib/no-version-check.mjs';
import { noticesOf, packagesIn } from './lib/notices.mjs';
import { oneMinimatch, oneYaml } from './lib/one-form.mjs';
import { optionsOf } from './lib/options.mjs';
import { endWithoutPackages } from './lib/packages.mjs';
import { at, root } from './lib/paths.mjs';
import { readJson } from './lib/read-json.mjs';

endWithoutPackages();
// Only now: what is imported above is looked for before anything runs.
const { build } = await import('esbuild');

const { values: options } = optionsOf({
  options: { debug: { type: 'boolean', default: false }, into: { type: 'string', default: root } },
});
const { debug } = options;
/** @param {string} path below the folder that everything is written to */
const target = (path) => join(resolve(options.into), path);
const manifest = /** @type {{version: string}} */ (readJson(at('package.json')));

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: !debug,
  // What loads the bundle of the server does not know where `import()` would begin to look.
  supported: { 'dynamic-import': false },
  // The licences are in a file of their own.
  legalComments: 'none',
  metafile: true,
  alias: oneYaml,
  plugins: [noNetwork],
  sourcemap: debug ? 'linked' : false,
  define: { __VERSION__: JSON.stringify(manifest.version) },
  logLevel: 'warning',
};
/** @type {import('esbuild').BuildOptions} */
const web = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
};
/** @type {import('esbuild').BuildOptions} */
const extension = { external: ['vscode'], alias: oneMinimatch, plugins: [noVersionCheck, noNetwork] };
const FORMATTER = 'sentryPermissionsFormatter';
const program = { banner: { js: '#!/usr/bin/env node' } };

const started = performance.now();
// Maps of an earlier build for the debugger must not stay beside a minified one.
const bundles = [
  'dist/extension',
  'dist/language-server',
  'dist/language-server-main',
  'dist/browser-extension',
  'dist/browser-language-server',
  'dist/formatter',
  'server/dist/cli',
];
for (const bundle of bundles) rmSync(target(`${bundle}.js.map`), { force: true });
const built = await Promise.all([
  build({
    ...common,
    ...extension,
    entryPoints: ['client/src/extension.ts'],
    outfile: target('dist/extension.js'),
  }),
  buildServer(),
  build({
    ...web,
    ...extension,
    entryPoints: ['client/src/browser-extension.ts'],
    outfile: target('dist/browser-extension.js'),
  }),
  build({
    ...web,
    format: 'iife',
    entryPoints: ['server/src/lsp/browser-main.ts'],
    outfile: target('dist/browser-language-server.js'),
  }),
  // One file for both: a worker finds the global name, and Node what the last line exports.
  build({
    ...web,
    format: 'iife',
    globalName: FORMATTER,
    footer: { js: `typeof module==="object"&&(module.exports=${FORMATTER});` },
    entryPoints: ['server/src/formatter/formatter.ts'],
    outfile: target('dist/formatter.js'),
  }),
  build({
    ...common,
    ...program,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: target('server/dist/cli.js'),
  }),
]);

const metafiles = built.flatMap(({ metafile }) => metafile ?? []);
const NOTICES = 'THIRD-PARTY-NOTICES.txt';
writeFileSync(target(`dist/${NOTICES}`), noticesOf(packagesIn(metafiles)));

// The extension and the server's own package hold the same program.
mkdirSync(target('server/dist'), { recursive: true });
for (const file of ['language-server.js', 'language-server-main.js', 'formatter.js', NOTICES])
  copyFileSync(target(`dist/${file}`), target(`server/dist/${file}`));
// What the server's own package ships beside its programs: the pages that findings link to, and the schemas.
for (const part of ['docs/rules', 'schemas', 'LICENSE']) {
  rmSync(target(`server/${part}`), { recursive: true, force: true });
  cpSync(at(part), target(`server/${part}`), { recursive: true });
}
for (const bin of ['server/dist/language-server.js', 'server/dist/cli.js']) chmodSync(target(bin), 0o755);
console.log(`built in ${String(Math.round(performance.now() - started))} ms`);

/**
 * The server on Node: what answers, as one expression that `server/src/lsp/code-cache.ts` runs, and what starts it, which knows the
 * other's content by its hash.
 */
async function buildServer() {
  const outfile = target('dist/language-server-main.js');
  const main = await build({
    ...common,
    entryPoints: ['server/src/lsp/node-main.ts'],
    outfile,
    banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
    footer: { js: '})' },
    plugins: [formatterApart, builtinsWhenUsed, noNetwork],
  });
  const hash = createHash('sha256').update(readFileSync(outfile)).digest('hex').slice(0, 16);
  await build({
    ...common,
    ...program,
    entryPoints: ['server/src/lsp/node-start.ts'],
    outfile: target('dist/language-server.js'),
    define: { ...common.define, __MAIN_HASH__: JSON.stringify(hash) },
  });
  return main;
}
