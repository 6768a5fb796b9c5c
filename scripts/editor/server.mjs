/** Starts and stops VS Code's own server, the one that `installHost` put into .cache/. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { host } from './install-host.mjs';

/** Quiet, without network and without anything that would stand before the manifest. */
const settings = {
  'chat.disableAIFeatures': true,
  'editor.hover.delay': 150,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * @typedef {object} ServerOptions
 * @property {string} data a folder of its own for all that the server writes
 * @property {string} extensions the folder of installed extensions
 * @property {number} [port] any free one where left out
 * @property {string} [token] what a browser must present; without one, any local user may connect
 * @property {boolean} [automation] lets the browser hand over a test suite and read its output
 * @property {Record<string, unknown>} [settings] beside the ones above
 */

/**
 * Resolves when the server answers.
 * @param {ServerOptions} options
 */
export async function startServer(options) {
  const port = options.port ?? (await freePort());
  writeSettings(options);
  const logFile = join(options.data, 'server.log');
  const log = openSync(logFile, 'w');
  const server = spawn(
    host.node,
    [
      ...[host.main, '--host', '127.0.0.1', '--port', String(port)],
      ...(options.token ? ['--connection-token', options.token] : ['--without-connection-token']),
      ...folders(options.data, options.extensions),
      ...['--telemetry-level', 'off', '--disable-workspace-trust'],
      ...(options.automation ? ['--enable-smoke-test-driver'] : []),
    ],
    // A process group of its own, so that one signal ends the extension hosts as well.
    { stdio: ['ignore', log, log], detached: true, env: environment(options.data) },
  );
  closeSync(log);
  const ended = new Promise((resolve) => server.once('exit', resolve));

  async function stop() {
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGKILL'])) {
      if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
      try {
        process.kill(-server.pid, signal);
      } catch {
        return; // It ended in between.
      }
      await Promise.race([ended, sleep(5000, undefined, { ref: false })]);
    }
  }

  const running = await waitUntilReady(
    `http://127.0.0.1:${String(port)}/version`,
    () => server.exitCode === null && server.signalCode === null,
  );
  if (!running) {
    await stop();
    throw new Error(`The VS Code server did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
  }
  return { port, logFile, stop, ended };
}

/**
 * Installs a packaged extension into a folder of extensions.
 * @param {string} vsix
 * @param {string} data
 * @param {string} extensions
 */
export function installExtension(vsix, data, extensions) {
  const result = spawnSync(
    host.node,
    [host.main, ...folders(data, extensions), '--install-extension', vsix, '--force'],
    { env: environment(data), encoding: 'utf8' },
  );
  if (result.status !== 0) throw new Error(`${vsix} was not installed:\n${result.stdout}${result.stderr}`);
}

/**
 * @param {string} data
 * @param {string} extensions
 */
function folders(data, extensions) {
  return ['--accept-server-license-terms', '--server-data-dir', data, '--extensions-dir', extensions];
}

/** Sockets and temporary files of two servers must not meet. @param {string} data */
function environment(data) {
  return { ...process.env, XDG_RUNTIME_DIR: data, TMPDIR: data };
}

/** @param {ServerOptions} options */
function writeSettings({ data, settings: own }) {
  const folder = join(data, 'data', 'Machine');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...settings, ...own }, null, 2));
}

/**
 * Waits for a server's first answer; false where it ended instead, or never gave one.
 * @param {string} url
 * @param {() => boolean} isAlive
 */
export async function waitUntilReady(url, isAlive) {
  for (let attempt = 0; attempt < 300 && isAlive(); attempt++) {
    try {
      const answer = await fetch(url);
      // Refused without the token, but there.
      if (answer.ok || answer.status === 403) return true;
    } catch {
      // Not listening yet.
    }
    await sleep(100);
  }
  return false;
}

/** @returns {Promise<number>} a port that nobody listens at */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
