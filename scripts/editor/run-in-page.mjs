/** Opens a workbench that runs a test suite, and tells what came of it. */
import { format } from 'node:util';
import { at } from '../lib/paths.mjs';
import { openBrowser } from './browser.mjs';

const TIMEOUT = 900_000;
/** The suite marks its own lines; the rest is the workbench talking to itself. */
const SUITE_LINE = /^│/m;
/** What this way of running VS Code complains about: no gallery, no service worker, modules that were not compiled. */
const NOISE = /open-vsx|spdlog|bindings file|native-watchdog|watchdog'|ServiceWorker|vsda|ENOTFOUND/;

/**
 * Passes the suite's lines on; where it fails, the workbench's last errors and a picture as well.
 * @param {string} url
 * @returns {Promise<{code: number, lines: readonly string[]}>} what the suite ended with, and what it said
 */
export async function runInPage(url) {
  const { browser, page } = await openBrowser();
  /** @type {{lines: string[], errors: string[]}} */
  const output = { lines: [], errors: [] };
  try {
    const code = await resultOf(page, url, output);
    if (code !== 0) {
      const picture = at('.cache', 'editor-failure.png');
      await page.screenshot({ path: picture }).catch(() => undefined);
      console.error(`\nLast errors of the workbench (a picture is at ${picture}):`);
      console.error(output.errors.slice(-10).join('\n'));
    }
    return { code, lines: output.lines };
  } finally {
    await browser.close();
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} url
 * @param {{lines: string[], errors: string[]}} output
 * @returns {Promise<number>}
 */
function resultOf(page, url, output) {
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
      if (SUITE_LINE.test(text)) {
        output.lines.push(text);
        console.log(text);
      } else if (type === 'error' && !NOISE.test(text)) {
        output.errors.push(text.split('\n').slice(0, 6).join('\n'));
      }
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
