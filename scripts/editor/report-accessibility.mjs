/**
 * Has axe-core look at the HTML report in Chromium, and measures it: light and dark as the operating system has it or as VS Code's theme
 * is, whatever the operating system has; wide and as narrow as a phone.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at } from '../lib/paths.mjs';
import { CommandFailed, runMain } from '../lib/run.mjs';
import { openBrowser } from './browser.mjs';

/** A report with everything that it can hold; a test of the command line keeps it as it is. */
const REPORT = 'test/cli/golden/audit.html';

/** How the system looks, and with it the classes that VS Code puts on the body of a page of its own. */
const LOOKS = /** @type {const} */ ([
  { colorScheme: 'light', theme: '' },
  { colorScheme: 'dark', theme: '' },
  { colorScheme: 'dark', theme: 'vscode-light' },
  { colorScheme: 'light', theme: 'vscode-dark' },
  { colorScheme: 'light', theme: 'vscode-high-contrast' },
  { colorScheme: 'dark', theme: 'vscode-high-contrast vscode-high-contrast-light' },
]);

const PAPER = {
  light: 'rgb(255, 255, 255)',
  dark: 'rgb(23, 21, 29)',
  'vscode-light': 'rgb(255, 255, 255)',
  'vscode-dark': 'rgb(23, 21, 29)',
  'vscode-high-contrast': 'rgb(0, 0, 0)',
  'vscode-high-contrast vscode-high-contrast-light': 'rgb(255, 255, 255)',
};

await runMain(async () => {
  const axe = readFileSync(at('node_modules/axe-core/axe.min.js'), 'utf8');
  const { browser, page } = await openBrowser();
  try {
    for (const { colorScheme, theme } of LOOKS) {
      for (const width of [1280, 360]) {
        const look = `${theme || colorScheme}, ${String(width)} wide`;
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await page.goto(pathToFileURL(at(REPORT)).href);
        await page.evaluate((classes) => (document.body.className = classes), theme);
        const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        if (PAPER[theme || colorScheme] !== paper) throw new CommandFailed(`${look}: the paper is ${paper}.`);
        await page.evaluate(axe);
        const result = /** @type {{violations: {id: string, help: string}[], passes: unknown[]}} */ (
          await page.evaluate('axe.run()')
        );
        const faults = result.violations.map(({ id, help }) => `${id}: ${help}`);
        if (faults.length > 0) throw new CommandFailed(`${look}:\n${faults.join('\n')}`);
        const parted = await page.evaluate(partedWords);
        if (parted.length > 0)
          throw new CommandFailed(`${look}, these words are parted: ${parted.join(', ')}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) throw new CommandFailed(`${look}, the page needs ${String(wide)}.`);
        // Where nothing was looked at, nothing is found either.
        if (result.passes.length < 20)
          throw new CommandFailed('The checker saw next to nothing of the report.');
      }
    }
  } finally {
    await browser.close();
  }
  console.log(
    `${REPORT}: nothing to complain of, light and dark, in every theme of VS Code, wide and narrow`,
  );
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
