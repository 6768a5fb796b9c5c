#!/usr/bin/env node
/**
 * Stands where the program `code` of a desktop VS Code would: takes the same command line, and runs
 * the test suite inside the extension host of a VS Code server with headless Chromium before it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runInPage } from './run-in-page.mjs';
import { installExtension, startServer } from './server.mjs';

const line = process.argv.slice(2);
/** @param {string} name */
const option = (name) => line.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

const data = mkdtempSync(join(tmpdir(), 'vscode-server-'));
const extensions = option('extensions-dir') ?? join(data, 'extensions');
const vsix = option('install-extension');
try {
  if (vsix) installExtension(resolve(vsix), data, extensions);
  else process.exitCode = await runSuite();
} finally {
  rmSync(data, { recursive: true, force: true });
}

/** @returns {Promise<number>} what the suite ended with */
async function runSuite() {
  const server = await startServer({ data, extensions, automation: true });
  try {
    const { code } = await runInPage(address(server.port));
    if (code !== 0) {
      console.error(`Last lines of the server:\n${readFileSync(server.logFile, 'utf8').slice(-500)}`);
    }
    return code;
  } finally {
    await server.stop();
  }
}

/** The workbench takes a suite by its address. @param {number} port */
function address(port) {
  const authority = `127.0.0.1:${String(port)}`;
  /** @param {string} name */
  const remote = (name) => `vscode-remote://${authority}${resolve(option(name) ?? '')}`;
  const payload = [
    ['extensionDevelopmentPath', remote('extensionDevelopmentPath')],
    ['extensionTestsPath', remote('extensionTestsPath')],
    ['enableProposedApi', ''],
    ['skipWelcome', 'true'],
  ];
  const opened = resolve(line.find((word) => !word.startsWith('--')) ?? '');
  const what = opened.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const query = new URLSearchParams({ [what]: opened, payload: JSON.stringify(payload) });
  return `http://${authority}/?${query.toString()}`;
}
