/** Git as a program of the machine. */
import { execFile } from 'node:child_process';
import type { Git } from '../ports/git.ts';

/** More than any list of changed files or any manifest needs. */
const MAX_OUTPUT = 64_000_000;

/** The Git that is installed, run in `folder`. */
export const gitIn = (folder: string): Git => ({
  run: (args) =>
    new Promise((resolve) => {
      const options = { cwd: folder, encoding: 'buffer', maxBuffer: MAX_OUTPUT, windowsHide: true } as const;
      // No shell, so no argument means anything but itself.
      execFile('git', args, options, (error, stdout, stderr) => {
        if (!error) resolve({ bytes: stdout });
        else if (error.code === 'ENOENT') resolve({ fault: 'Git is not installed, or not on the PATH.' });
        else resolve({ fault: stderr.toString().trim().split('\n')[0] ?? '' });
      });
    }),
});
