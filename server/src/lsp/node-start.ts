/** Where the language server begins on Node: sets the engine up for it, and runs it with the code that was kept of an earlier start. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { runBundle } from './code-cache.ts';
import { setUpEngine } from './engine.ts';

/** Of `language-server-main.js`; the build writes it here. */
declare const __MAIN_HASH__: string;

/** A folder of the person's own; undefined where nothing is to be kept. Node's variables for its own cache hold for ours too. */
function cacheFolder(): string | undefined {
  const { NODE_COMPILE_CACHE: named, NODE_DISABLE_COMPILE_CACHE: disabled } = process.env;
  if (disabled !== undefined && disabled !== '') return undefined;
  if (named !== undefined && named !== '') return join(named, 'sentry-permissions');
  const folder = process.env[process.platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_CACHE_HOME'];
  const common = process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  // Anything but a full path would be a folder of whatever project is open.
  const base = folder !== undefined && isAbsolute(folder) ? folder : join(homedir(), ...common);
  return join(base, 'sentry-permissions', 'compiled');
}

setUpEngine();
runBundle({ file: join(__dirname, 'language-server-main.js'), hash: __MAIN_HASH__ }, cacheFolder());
