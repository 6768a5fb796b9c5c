/** Serves VS Code for the Web, the one that `installWebHost` put into .cache/. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { at } from '../lib/paths.mjs';
import { freePort, waitUntilReady } from './server.mjs';

/**
 * Resolves when the server answers.
 * @param {object} options
 * @param {string} options.extension the folder of the extension under development
 * @param {string} options.suite the bundled suite, somewhere below the extension
 * @param {string} options.workspace is read once, then lives in the browser's memory
 * @param {string} options.logFile
 */
export async function startWebServer({ extension, suite, workspace, logFile }) {
  const port = await freePort();
  const log = openSync(logFile, 'w');
  const options = {
    port,
    extensionDevelopmentPath: extension,
    extensionTestsPath: suite,
    folderPath: workspace,
  };
  // A process of its own: it talks a lot, and some of its errors end it.
  const server = spawn(process.execPath, [at('scripts/editor/serve-web.mjs'), JSON.stringify(options)], {
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const url = `http://localhost:${String(port)}/`;
  if (!(await waitUntilReady(url, () => server.exitCode === null && server.signalCode === null))) {
    server.kill('SIGKILL');
    throw new Error(`VS Code for the Web was not served:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
  }
  return {
    url,
    // It holds nothing that would be worth a farewell.
    stop: () => server.kill('SIGKILL'),
  };
}
