/** Where the extension host of VS Code for the Web enters the suite. */
import 'mocha/mocha.js';
import * as vscode from 'vscode';
import { runSuite } from './run-suite.ts';
import { killWorker, serverWorkers, watchWorkers } from './server-worker.ts';
import { extension } from './support.ts';

/** Put in by the bundler. */
declare const __GREP__: string | undefined;

export async function run(): Promise<void> {
  watchWorkers();
  // A server that runs already has escaped us; the next one does not.
  if (extension().isActive) await vscode.commands.executeCommand('sentryPermissions.restartServer');
  await runSuite(Mocha, {
    wanted: __GREP__,
    // The driver reads what is printed.
    report: () => undefined,
    servers: serverWorkers,
    killServer: killWorker,
  });
}
