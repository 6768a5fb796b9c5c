/** Whether there are packages to work with. Built-in modules only: this runs before `npm ci`. */
import { existsSync } from 'node:fs';
import { at } from './paths.mjs';

/** Ends this program with one line, where Node would print a stack for the first package that it does not find. */
export function endWithoutPackages() {
  if (existsSync(at('node_modules/esbuild'))) return;
  console.error('\n✗ The packages are not installed. Run npm ci first.');
  process.exit(1);
}
