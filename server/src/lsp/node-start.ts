/**
 * Where the language server begins on Node: has the engine keep what it compiled, and loads the server behind that. Compiling is
 * most of a start, and a file cannot ask for it to be kept before it is compiled itself.
 */
import module, { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

/** Newer than the oldest Node that we run on. */
interface CompileCache {
  readonly enableCompileCache?: (folder: string) => unknown;
  readonly flushCompileCache?: () => void;
}

/** When a server has done enough to know what is worth keeping, and before its client ends it the hard way. */
const KEEP_AFTER = 5000;

/** A folder of the person's own: what lies there is run. */
function cacheFolder(): string {
  const folder = process.env[process.platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_CACHE_HOME'];
  const common = process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  // Anything but a full path would be a folder of whatever project is open.
  const base = folder !== undefined && isAbsolute(folder) ? folder : join(homedir(), ...common);
  return join(base, 'sentry-permissions', 'compiled');
}

/**
 * A server that an editor keeps for days is better small than a little faster: young objects get no more room than at the start,
 * and old ones are looked through before they have doubled. Both may be set while the engine runs.
 */
const THRIFTY = ['--semi-space-growth-factor=1', '--heap-growing-percent=30'];

for (const flag of THRIFTY) setFlagsFromString(flag);
try {
  const cache = module as unknown as CompileCache;
  cache.enableCompileCache?.(process.env['NODE_COMPILE_CACHE'] ?? cacheFolder());
  setTimeout(() => cache.flushCompileCache?.(), KEEP_AFTER).unref();
} catch {
  // Without it the start takes a little longer.
}
createRequire(__filename)('./language-server-main.js');
