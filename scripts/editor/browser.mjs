/** Headless Chromium, driven by playwright-core. */
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';

/**
 * @param {{width: number, height: number}} [viewport]
 * @param {number} [scale] how many pixels of a picture there are for each of the viewport
 */
export async function openBrowser(viewport = { width: 1280, height: 800 }, scale = 1) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('There is no Chromium: run `node scripts/setup.mjs`.');
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [
      // Root has no sandbox; the only page ever opened is our own server's.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: scale,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { browser, page: await context.newPage() };
}
