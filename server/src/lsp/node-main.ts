/** The language server on Node: over stdio, or over the channel of a Node process that has forked it. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { systemClock, systemDays } from '../ports/clock.ts';
import { diskFiles } from './disk-files.ts';
import { fitEngine } from './engine.ts';
import { openConnection } from './node-transport.ts';
import { startServer } from './server.ts';

declare const __VERSION__: string;

/** For what has started this bundle; it has its own copy of the module, which knows no texts. */
export { asAtStart } from './engine.ts';

startServer(openConnection(process.argv.slice(2), __VERSION__), {
  clock: systemClock,
  days: systemDays,
  files: diskFiles,
  version: __VERSION__,
  fitTo: fitEngine,
  documentation: { base: pathToFileURL(join(__dirname, '..', 'docs', 'rules')).href + '/', end: '.md' },
  loadService: async (clock) => (await import('../service.ts')).createService(clock),
  loadFormatter: async () => (await import('../formatter/formatter.ts')).formatter,
});
