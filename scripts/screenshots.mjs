/**
 * Takes the pictures of README.md: `npm run screenshots [-- FOLDER] [--theme NAME]`, by default into docs/images/.
 * Opens a small manifest with the packaged extension in the VS Code server, with headless Chromium before it. The window is
 * narrow and the pictures have two pixels for each of its own, so that they can be read at half size.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openBrowser } from './editor/browser.mjs';
import { installExtension, startServer } from './editor/server.mjs';
import { optionsOf } from './lib/options.mjs';
import { at } from './lib/paths.mjs';
import { runMain } from './lib/run.mjs';
import { packageFile, packExtension } from './package.mjs';

/** @typedef {import('playwright-core').Page} Page */

const { values: options, positionals } = optionsOf({
  allowPositionals: true,
  options: { theme: { type: 'string', default: 'Default Light Modern' } },
});
const FILE = 'sentry-permissions.yaml';
const VIEWPORT = { width: 900, height: 580 };
/** Nothing but what the picture is about. */
const SETTINGS = {
  'workbench.colorTheme': options.theme,
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.editor.editorActionsLocation': 'hidden',
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.lineNumbersMinChars': 3,
  'editor.inlayHints.fontSize': 11,
  'sentryPermissions.reviews.prompt': false,
};

/** The ones in need come first, so that they are in sight. */
const MANIFEST = `version: 1
organization: acme
review:
  every: 90 days

integrations:
  cleanup-bot:
    kind: internal-integration
    purpose: Deletes the projects of previews that are gone.
    owner: team-platform@acme.example
    credential:
      storedIn: vault://platform/sentry/cleanup-bot
      rotated: ${day(-20)}
    scopes:
      - scope: org:admin
        rationale: Deletes projects, and reads their teams.
      - org:read
    uses:
      - DELETE /projects/{organization_id_or_slug}/{project_id_or_slug}/
    reviews:
      - { date: ${day(-100)}, by: dana@acme.example }

  release-uploader:
    kind: organization-token
    purpose: Creates releases and uploads source maps.
    owner: team-release@acme.example
    credential:
      storedIn: GitHub Actions secret SENTRY_AUTH_TOKEN of acme/shop
      rotated: ${day(-30)}
    scopes:
      - scope: org:ci
        rationale: sentry-cli creates the release and uploads with it.
    uses:
      - sentry-cli releases new
    reviews:
      - { date: ${day(-80)}, by: lee@acme.example }

  status-page:
    kind: internal-integration
    purpose: Shows the number of unresolved issues of the shop.
    owner: team-shop@acme.example
    credential:
      storedIn: vault://shop/sentry/status-page
      rotated: ${day(-60)}
    scopes:
      - scope: event:read
        rationale: Counts the unresolved issues of the shop.
    uses:
      - GET /organizations/{organization_id_or_slug}/issues/
    reviews:
      - { date: ${day(-12)}, by: dana@acme.example }

  alerts-exporter:
    kind: internal-integration
    purpose: Copies alert rules into the shop's own dashboards.
    owner: team-shop@acme.example
    credential:
      storedIn: vault://shop/sentry/alerts-exporter
      rotated: ${day(-60)}
    scopes:
      - scope: alerts:read
        rationale: Reads the rules that it copies, once an hour.
    reviews: []
`;

await runMain(async () => {
  const out = resolve(positionals[0] ?? at('docs', 'images'));
  mkdirSync(out, { recursive: true });
  const temporary = mkdtempSync(join(tmpdir(), 'screenshots-'));
  const folder = join(temporary, 'acme');
  const extensions = join(temporary, 'extensions');
  const data = join(temporary, 'server');
  mkdirSync(folder);
  writeFileSync(join(folder, FILE), MANIFEST);
  try {
    packExtension();
    installExtension(at(packageFile), data, extensions);
    const server = await startServer({ data, extensions, settings: SETTINGS });
    const { browser, page } = await openBrowser(VIEWPORT, 2);
    try {
      page.setDefaultTimeout(60_000);
      await page.goto(`http://127.0.0.1:${String(server.port)}/?folder=${encodeURIComponent(folder)}`);
      await takePictures(page, out);
      await takeReport(page, folder, out);
    } catch (error) {
      await page.screenshot({ path: at('.cache', 'screenshots-failure.png') });
      throw error;
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
});

/**
 * @param {Page} page
 * @param {string} out
 */
async function takePictures(page, out) {
  /** Once nothing moves any more. @param {string} name */
  const picture = async (name) => {
    await page.waitForTimeout(1500);
    await page.screenshot({ path: join(out, `${name}.png`) });
    console.log(`${name}.png`);
  };
  /** The middle of `part` in the first line of the editor that holds `text`. @param {string} text @param {string} part */
  const place = async (text, part) => {
    const line = page.locator('.monaco-editor .view-line', { hasText: text }).first();
    await line.waitFor();
    return line.evaluate(middleOf, part);
  };
  /** Runs a command of the palette. @param {string} title */
  const command = async (title) => {
    await page.keyboard.press('F1');
    await page.waitForSelector('.quick-input-widget input');
    await page.keyboard.type(title);
    await page.waitForSelector(`.quick-input-list .monaco-list-row >> text=${title}`);
    await page.keyboard.press('Enter');
  };
  /** Opens the light bulb's menu. @param {string} text @param {string} part */
  const lightBulb = async (text, part) => {
    const { x, y } = await place(text, part);
    await page.mouse.click(x, y);
    await page.keyboard.press('Control+.');
    await page.waitForSelector('.action-widget .monaco-list-row');
  };

  const openManifest = async () => {
    await page.keyboard.press('Control+P');
    await page.waitForSelector('.quick-input-widget input');
    await page.keyboard.type(FILE);
    await page.waitForSelector(`.quick-input-list .monaco-list-row >> text=${FILE}`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.monaco-editor .squiggly-error');
    // Lenses move the lines below them.
    await page.waitForSelector('.codelens-decoration >> text=Replace by the least');
  };

  await page.waitForSelector('.explorer-folders-view .monaco-list-row');
  await command('View: Toggle Primary Side Bar Visibility');
  await openManifest();
  await lightBulb('scope: org:admin', 'org:admin');
  await picture('light-bulb');
  await page.locator('.action-widget .monaco-list-row', { hasText: 'Explain the least scopes' }).click();
  await page.waitForSelector('.tab >> text=Least scopes');
  await command('View: Join All Editor Groups');
  await page.locator('.tab', { hasText: 'Least scopes' }).click();
  // A page of its own, which ends where its text does.
  await page.setViewportSize({ ...VIEWPORT, height: 690 });
  await picture('least-scopes');
  await page.setViewportSize(VIEWPORT);
  await command('View: Close All Editors');
  await openManifest();

  await command('Problems: Focus on Problems View');
  await page.waitForSelector('.markers-panel .monaco-list-row');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.mouse.move(5, 5);
  await picture('problems');
  await command('View: Toggle Panel Visibility');

  const scope = await place('scope: org:admin', 'org:admin');
  await page.mouse.move(scope.x, scope.y);
  await page.waitForSelector('.monaco-hover:not(.hidden) .hover-contents');
  await picture('hover');
  await page.mouse.move(5, 5);

  await command('Focus on Sentry Reviews View');
  await page.locator('.pane', { hasText: 'Sentry Reviews' }).locator('text=cleanup-bot').waitFor();
  await page.locator('.pane-header', { hasText: 'ACME' }).first().click();
  const sash = await page.locator('.part.sidebar').boundingBox();
  if (!sash) throw new Error('There is no side bar.');
  await page.mouse.move(sash.x + sash.width, 300);
  await page.mouse.down();
  await page.mouse.move(sash.x + sash.width + 130, 300, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(5, 5);
  await picture('reviews-view');

  // Last, since it changes the file.
  await command('View: Toggle Primary Side Bar Visibility');
  const bare = await place('- org:read', 'org:read');
  await page.mouse.click(bare.x, bare.y);
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('- scope: ');
  await page.keyboard.press('Control+Space');
  await page.waitForSelector('.suggest-widget.visible .monaco-list-row');
  // Where the list is still being filled, the key asks for it once more instead.
  const details = page.locator('.suggest-details');
  for (let attempt = 0; attempt < 5 && !(await details.isVisible()); attempt++) {
    await page.keyboard.press('Control+Space');
    await page.waitForTimeout(2000);
  }
  await picture('completion');
}

/**
 * The report of the same manifest, as the command line writes it.
 * @param {Page} page
 * @param {string} folder
 * @param {string} out
 */
async function takeReport(page, folder, out) {
  writeFileSync(join(folder, FILE), MANIFEST);
  const file = join(folder, 'audit.html');
  const { status, stderr } = spawnSync(
    process.execPath,
    [at('server/dist/cli.js'), 'report', FILE, '--format', 'html', '--output', file],
    { cwd: folder, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`There is no report: ${stderr}`);
  // Wide and high enough for what it begins with.
  await page.setViewportSize({ width: 1000, height: 880 });
  await page.goto(`file://${file}`);
  await page.screenshot({ path: join(out, 'report.png') });
  console.log('report.png');
}

/**
 * Runs in the page. A part may be cut into several spans, by its colours.
 * @param {Node} line
 * @param {string} part
 */
function middleOf(line, part) {
  const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const [start, end] = [document.createRange(), document.createRange()];
  const from = (line.textContent ?? '').replaceAll('\u00A0', ' ').indexOf(part);
  for (let node = texts.nextNode(), offset = 0; node; node = texts.nextNode()) {
    const { length } = node.textContent ?? '';
    if (offset <= from && from < offset + length) start.setStart(node, from - offset);
    const to = from + part.length;
    if (offset < to && to <= offset + length) end.setStart(node, to - offset);
    offset += length;
  }
  const [left, right] = [start.getBoundingClientRect(), end.getBoundingClientRect()];
  return { x: (left.x + right.x) / 2, y: left.y + left.height / 2 };
}

/** A day as the manifest writes it. @param {number} daysFromNow */
function day(daysFromNow) {
  return new Date(Date.now() + daysFromNow * 86_400_000).toISOString().slice(0, 10);
}
