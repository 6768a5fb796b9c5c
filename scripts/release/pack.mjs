/** Packs the extension and the npm package into one folder, as they are published. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { at } from '../lib/paths.mjs';
import { runMain } from '../lib/run.mjs';
import { packServer } from '../pack-server.mjs';
import { packageFile, packExtension } from '../package.mjs';

await runMain(() => {
  const folder = resolve(process.argv[2] ?? 'release');
  mkdirSync(folder, { recursive: true });
  packExtension();
  copyFileSync(at(packageFile), join(folder, packageFile));
  console.log(packServer(folder));
});
