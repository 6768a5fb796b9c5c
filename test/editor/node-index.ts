/** Where VS Code's extension host enters the suite. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { runSuite } from './index.ts';
import { hangServer, killServer, serverProcesses } from './server-process.ts';

export function run(): Promise<void> {
  const result = process.env['SENTRY_PERMISSIONS_SUITE_RESULT'];
  return runSuite(Mocha, {
    wanted: process.env['SENTRY_PERMISSIONS_SUITE_GREP'],
    loadMore: async () => {
      await import('./folders.test.ts');
      await import('./git.test.ts');
    },
    report(counts) {
      if (result) writeFileSync(result, JSON.stringify(counts));
    },
    servers: serverProcesses,
    killServer,
    hangServer,
  });
}
