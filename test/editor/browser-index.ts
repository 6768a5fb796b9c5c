/** Where the extension host of VS Code for the Web enters the suite. */
import 'mocha/mocha.js';
import * as vscode from 'vscode';
import { runSuite } from './index.ts';
import { hangWorker, killWorker, serverWorkers, watchWorkers } from './server-worker.ts';
import { extension, until } from './support.ts';

/** Put in by the bundler; empty for all. */
declare const __GREP__: string;

export async function run(): Promise<void> {
  watchWorkers();
  // A server that runs already, or is on its way, has escaped us; the next one does not.
  if (extension().isActive) {
    await until('a server runs that we can see', async () => {
      await vscode.commands.executeCommand('sentryPermissions.restartServer');
      return serverWorkers()[0];
    });
  }
  await runSuite(Mocha, {
    wanted: __GREP__ || undefined,
    loadMore: () => import('./browser.test.ts'),
    // The driver reads what is printed.
    report: () => undefined,
    servers: serverWorkers,
    killServer: killWorker,
    hangServer: hangWorker,
  });
}
