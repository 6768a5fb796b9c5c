/** The command line on Node: ties the program to the process. */
import { isatty } from 'node:tty';
import { systemClock } from '../ports/clock.ts';
import { hideCredentials } from '../service.ts';
import { EXIT } from './check.ts';
import { nodeFiles } from './node-files.ts';
import { gitIn } from './node-git.ts';
import { run } from './program.ts';

declare const __VERSION__: string;

const { stdout, stderr, env } = process;

// Whoever reads only the beginning, such as `head`, has seen enough.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void run(process.argv.slice(2), {
  version: __VERSION__,
  clock: systemClock,
  files: nodeFiles,
  git: gitIn('.'),
  print: (text) => void stdout.write(text),
  complain: (text) => void stderr.write(text),
  // Not stdout.isTTY, which is undefined on a pipe: the colour library would then go by CI variables.
  colors: isatty(1) && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  columns: stdout.isTTY ? stdout.columns : undefined,
})
  .catch((error: unknown) => {
    stderr.write(
      `sentry-permissions: A fault of the program itself. Please report it.\n${hideCredentials(String(error))}\n`,
    );
    return EXIT.trouble;
  })
  // Not process.exit(): a pipe may still have to take what was written.
  .then((exitCode) => (process.exitCode = exitCode));
