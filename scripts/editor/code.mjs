#!/usr/bin/env node
/**
 * Stands where the program `code` of a desktop VS Code would: takes the same command line, and runs
 * the test suite inside the extension host of a VS Code server with headless Chromium before it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import { at } from '../lib/paths.mjs';
import { openBrowser } from './browser.mjs';
import { installExtension, startServer } from './server.mjs';

const TIMEOUT = 120_000;
/** The suite marks its own lines; the rest is the workbench talking to itself. */
const SUITE_LINE = /^│/m;
/** What this way of running VS Code complains about: no gallery, no service worker, modules that were not compiled. */
const NOISE = /open-vsx|spdlog|bindings file|native-watchdog|watchdog'|ServiceWorker|vsda|ENOTFOUND/;

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
  const { browser, page } = await openBrowser();
  /** @type {string[]} */
  const log = [];
  try {
    const code = await resultOf(page, address(server.port), log);
    if (code !== 0) {
      const picture = at('.cache', 'editor-failure.png');
      await page.screenshot({ path: picture }).catch(() => undefined);
      console.error(`\nLast errors of the workbench (a picture is at ${picture}):`);
      console.error(log.slice(-10).join('\n'));
      console.error(`Last lines of the server:\n${readFileSync(server.logFile, 'utf8').slice(-500)}`);
    }
    return code;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/**
 * Opens the workbench, passes the suite's lines on and keeps the others in `log`.
 * @param {import('playwright-core').Page} page
 * @param {string} url
 * @param {string[]} log
 * @returns {Promise<number>}
 */
function resultOf(page, url, log) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      console.error(`The suite gave no result within ${String(TIMEOUT / 1000)} seconds.`);
      end(1);
    }, TIMEOUT);
    /** @param {number} code */
    function end(code) {
      clearTimeout(timer);
      resolve(code);
    }
    /**
     * @param {string} type
     * @param {unknown[]} words
     */
    function take(type, words) {
      const text = format(...words);
      if (SUITE_LINE.test(text)) console.log(text);
      else if (type === 'error' && !NOISE.test(text)) log.push(text.split('\n').slice(0, 6).join('\n'));
    }
    page.on('crash', () => {
      end(1);
    });
    page
      .exposeFunction('codeAutomationLog', take)
      .then(() => page.exposeFunction('codeAutomationExit', end))
      .then(() => page.goto(url))
      .catch(reject);
  });
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
  const folder = line.find((word) => !word.startsWith('--')) ?? '';
  const query = new URLSearchParams({ folder: resolve(folder), payload: JSON.stringify(payload) });
  return `http://${authority}/?${query.toString()}`;
}
