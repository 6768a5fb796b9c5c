/** The command line on Node: ties the program to the process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { isMainThread } from 'node:worker_threads';
import { systemClock } from '../ports/clock.ts';
import { hideCredentials } from '../service.ts';
import { EXIT } from './check.ts';
import { findFiles } from './find-files.ts';
import { nodeFiles } from './node-files.ts';
import { run } from './program.ts';
import { serveAsThread, threadPool } from './threads.ts';
import type { World } from './world.ts';

declare const __VERSION__: string;

const { stdin, stdout, stderr, env } = process;

const world: World = {
  version: __VERSION__,
  clock: systemClock,
  files: nodeFiles,
  find: findFiles,
  input: async () => {
    const parts: Uint8Array[] = [];
    for await (const part of stdin) parts.push(part as Uint8Array);
    return Buffer.concat(parts);
  },
  // A reader may be slower than the check: what it has not read yet does not pile up.
  print: (text) => (stdout.write(text) || stdout.destroyed ? undefined : readerToCatchUp()),
  complain: (text) => void stderr.write(text),
  // Not stdout.isTTY, which is undefined on a pipe: the colour library would then go by CI variables.
  colors: isatty(1) && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  columns: stdout.isTTY ? stdout.columns : undefined,
  progressColumns: stderr.isTTY && env['TERM'] !== 'dumb' ? stderr.columns : undefined,
  packaged: (path) => {
    try {
      return readFileSync(join(__dirname, '..', path), 'utf8');
    } catch {
      return undefined;
    }
  },
  pool: (job, files) => threadPool(__filename, job, files),
};

function readerToCatchUp(): Promise<void> {
  return new Promise((resolve) => {
    const goOn = (): void => {
      stdout.off('drain', goOn).off('close', goOn);
      resolve();
    };
    stdout.on('drain', goOn).on('close', goOn);
  });
}

function main(): void {
  // Whoever reads only the beginning, such as `head`, has seen enough.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  void run(process.argv.slice(2), world)
    .catch((error: unknown) => {
      stderr.write(
        `sentry-permissions: A fault of the program itself. Please report it.\n${hideCredentials(String(error))}\n`,
      );
      return EXIT.trouble;
    })
    // Not process.exit(): a pipe may still have to take what was written.
    .then((exitCode) => (process.exitCode = exitCode));
}

if (isMainThread) main();
else serveAsThread();
