/** Renders icon.svg into the extension's icon.png. Run by hand after a change of the drawing. */
import { readFileSync } from 'node:fs';
import { openBrowser } from '../editor/browser.mjs';
import { at } from '../lib/paths.mjs';

const { browser, page } = await openBrowser({ width: 256, height: 256 });
try {
  await page.setContent(
    `<style>body { margin: 0 }</style>${readFileSync(at('scripts/icon/icon.svg'), 'utf8')}`,
  );
  await page.screenshot({ path: at('icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
