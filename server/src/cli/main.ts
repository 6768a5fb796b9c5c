/** The command line on Node: ties the program to the process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { isMainThread } from 'node:worker_threads';
import { systemClock } from '../ports/clock.ts';
import { MAX_BYTES } from '../ports/files.ts';
import { hideCredentials } from '../service.ts';
import { EXIT } from './check.ts';
import { findFiles } from './find-files.ts';
import { nodeFiles, whyUnwritten } from './node-files.ts';
import { gitIn } from './node-git.ts';
import { run } from './program.ts';
import { serveAsThread, threadPool } from './threads.ts';
import type { World } from './world.ts';

declare const __VERSION__: string;

const { stdin, stdout, stderr, env } = process;

/** Whether standard output or standard error takes nothing more, as on a full disk. */
let isStuck = false;

const git = gitIn('.');

const world: World = {
  version: __VERSION__,
  clock: systemClock,
  files: nodeFiles,
  git,
  find: (paths) => findFiles(paths, git),
  input: async () => {
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of stdin as AsyncIterable<Uint8Array>) {
      parts.push(part);
      length += part.length;
      if (length > MAX_BYTES) break;
    }
    return Buffer.concat(parts);
  },
  // A reader may be slower than the check: what it has not read yet does not pile up.
  print: (text) => (isStuck || stdout.write(text) || stdout.destroyed ? undefined : readerToCatchUp()),
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
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!isStuck && getsStuck(error))
      stderr.write(`sentry-permissions: standard output: ${whyUnwritten(error)}\n`);
  });
  stderr.on('error', getsStuck);
  void run(process.argv.slice(2), world)
    .catch((error: unknown) => {
      stderr.write(
        `sentry-permissions: A fault of the program itself. Please report it.\n${hideCredentials(String(error))}\n`,
      );
      return EXIT.trouble;
    })
    // Not process.exit(): a pipe may still have to take what was written.
    .then((exitCode) => (process.exitCode = isStuck ? EXIT.trouble : exitCode));
}

/** Takes note that a stream takes nothing more. The run goes on to its end all the same: it may be in the middle of writing a file. */
function getsStuck(error: NodeJS.ErrnoException): boolean {
  // Whoever reads only the beginning, such as `head`, has seen enough.
  if (error.code === 'EPIPE') return false;
  isStuck = true;
  // The last words of all are told after the run has ended.
  process.exitCode = EXIT.trouble;
  return true;
}

if (isMainThread) main();
else serveAsThread();
