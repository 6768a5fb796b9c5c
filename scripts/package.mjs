/** Packs the extension: `sentry-permissions-<version>.vsix` in the top folder. vsce builds it first. */
import { isMain } from './lib/is-main.mjs';
import { endWithoutPackages } from './lib/packages.mjs';
import { at } from './lib/paths.mjs';
import { readJson } from './lib/read-json.mjs';
import { runMain, runPackage } from './lib/run.mjs';

const manifest = /** @type {{name: string, version: string}} */ (readJson(at('package.json')));

/** The file that `npm run package` writes. */
export const packageFile = `${manifest.name}-${manifest.version}.vsix`;

/** Builds and packs the extension, into {@link packageFile}; throws where vsce refuses. */
export function packExtension() {
  runPackage('@vscode/vsce/vsce', [
    'package',
    // Everything is in the bundles.
    '--no-dependencies',
    ...['--out', packageFile],
  ]);
}

if (isMain(import.meta.url)) {
  endWithoutPackages();
  await runMain(packExtension);
}
