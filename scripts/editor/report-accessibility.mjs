/** Has axe-core look at the HTML report in Chromium, and measures it: light and dark, wide and as narrow as a phone. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at } from '../lib/paths.mjs';
import { CommandFailed, runMain } from '../lib/run.mjs';
import { openBrowser } from './browser.mjs';

/** A report with everything that it can hold; a test of the command line keeps it as it is. */
const REPORT = 'test/cli/golden/audit.html';

await runMain(async () => {
  const axe = readFileSync(at('node_modules/axe-core/axe.min.js'), 'utf8');
  const { browser, page } = await openBrowser();
  try {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      for (const width of [1280, 360]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await page.goto(pathToFileURL(at(REPORT)).href);
        await page.evaluate(axe);
        const result = /** @type {{violations: {id: string, help: string}[], passes: unknown[]}} */ (
          await page.evaluate('axe.run()')
        );
        const faults = result.violations.map(({ id, help }) => `${id}: ${help}`);
        if (faults.length > 0)
          throw new CommandFailed(`${colorScheme}, ${String(width)} wide:\n${faults.join('\n')}`);
        const parted = await page.evaluate(partedWords);
        if (parted.length > 0)
          throw new CommandFailed(`${String(width)} wide, these words are parted: ${parted.join(', ')}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) throw new CommandFailed(`${String(width)} wide, the page needs ${String(wide)}.`);
        // Where nothing was looked at, nothing is found either.
        if (result.passes.length < 20)
          throw new CommandFailed('The checker saw next to nothing of the report.');
      }
    }
  } finally {
    await browser.close();
  }
  console.log(`${REPORT}: nothing to complain of, light and dark, wide and narrow`);
});

/** The words of the tables that stand in more than one line, where they are not too long for a column. */
function partedWords() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const parted = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest('td')) continue;
    for (const { index, 0: word } of (node.nodeValue ?? '').matchAll(/[\p{L}\p{N}@.:]{1,24}/gu)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) parted.push(word);
    }
  }
  return parted;
}
