/** Has axe-core look at the HTML report in Chromium: light and dark, wide and as narrow as a phone. */
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
