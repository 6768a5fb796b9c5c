/**
 * Takes pictures of the extension at work: `node scripts/screenshots.mjs FOLDER [--theme NAME]`.
 * Opens a copy of a small manifest in the VS Code server with headless Chromium before it. The build must be there.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from './editor/browser.mjs';
import { installExtension, startServer } from './editor/server.mjs';
import { at } from './lib/paths.mjs';
import { runMain } from './lib/run.mjs';
import { packageFile, packExtension } from './package.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { theme: { type: 'string', default: 'Default Light Modern' } },
});
const FILE = 'sentry-permissions.yaml';
const OTHER = 'shop.sentry-permissions.yaml';
const MANIFEST = `version: 1
organization: acme
review:
  every: 90 days

integrations:
  offboarding-bot:
    kind: internal-integration
    purpose: Takes people who left the company out of the organization.
    owner: team-platform@acme.example
    credential:
      storedIn: vault://platform/sentry/offboarding-bot
      rotated: ${day(-20)}
    scopes:
      - scope: org:admin
        rationale: Removes members, and reads which teams they were in.
      - org:read
    uses:
      - DELETE /api/0/organizations/{organization_id_or_slug}/members/{member_id}/
    reviews:
      - { date: ${day(-100)}, by: dana@acme.example }
`;

/** For the list of reviews: one integration in each state that it can show. */
const OTHER_MANIFEST = `version: 1
organization: acme
review:
  every: 90 days

integrations:
${[
  integration('checkout-alerts', 'org:read', 'team-shop@acme.example', day(-80)),
  integration('release-uploader', 'project:releases', 'team-release@acme.example', day(-3)),
  integration('status-page', 'project:write', 'team-shop@acme.example', `${day(-30)}, of: p1-00000000`),
  integration('new-bot', 'event:read', 'team-release@acme.example', undefined),
].join('')}`;

await runMain(async () => {
  const out = resolve(positionals[0] ?? at('.cache', 'screenshots'));
  mkdirSync(out, { recursive: true });
  const temporary = mkdtempSync(join(tmpdir(), 'screenshots-'));
  const folder = join(temporary, 'acme');
  const extensions = join(temporary, 'extensions');
  const data = join(temporary, 'server');
  mkdirSync(folder);
  writeFileSync(join(folder, FILE), MANIFEST);
  const empty = join(temporary, 'empty');
  mkdirSync(empty);
  // A workspace of its own, to which nobody has said yet that reviews are overdue.
  const listed = join(temporary, 'shop');
  mkdirSync(listed);
  writeFileSync(join(listed, FILE), MANIFEST);
  writeFileSync(join(listed, OTHER), OTHER_MANIFEST);
  try {
    packExtension();
    installExtension(at(packageFile), data, extensions);
    const server = await startServer({
      data,
      extensions,
      settings: { 'workbench.colorTheme': options.theme },
    });
    const { browser, page } = await openBrowser();
    try {
      page.setDefaultTimeout(20_000);
      await page.goto(`http://127.0.0.1:${String(server.port)}/?folder=${encodeURIComponent(folder)}`);
      await takePictures(page, out);
      await picturesOfReviews(page, out, (opened) =>
        page.goto(
          `http://127.0.0.1:${String(server.port)}/?folder=${encodeURIComponent(opened ? listed : empty)}`,
        ),
      );
    } catch (error) {
      await page.screenshot({ path: join(out, 'failure.png') });
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
 * @param {import('playwright-core').Page} page
 * @param {string} out
 */
async function takePictures(page, out) {
  /** @param {string} name */
  const picture = async (name) => {
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(out, `${name}.png`) });
    console.log(join(out, `${name}.png`));
  };
  /** The line of the editor that holds a text. @param {string} text */
  const line = (text) => page.locator('.monaco-editor .view-line', { hasText: text }).first();
  /** The middle of a text in the editor. @param {string} text @param {number} column */
  const point = async (text, column) => {
    await line(text).waitFor();
    const box = await line(text).boundingBox();
    if (!box) throw new Error(`${text} is not in sight.`);
    return { x: box.x + column * 8.4, y: box.y + box.height / 2 };
  };

  /** Runs a command of the palette. @param {string} title */
  const command = async (title) => {
    await page.keyboard.press('F1');
    await page.waitForSelector('.quick-input-widget input');
    await page.keyboard.type(title);
    await page.waitForSelector(`.quick-input-list .monaco-list-row >> text=${title}`);
    await page.keyboard.press('Enter');
  };

  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: FILE }).first().dblclick();
  await page.waitForSelector('.monaco-editor .squiggly-error');
  // Lenses move the lines below them.
  await page.waitForSelector('.codelens-decoration >> text=Replace by the least');
  await page.keyboard.press('Control+Shift+M');
  await page.waitForSelector('.markers-panel .monaco-list-row');
  await picture('1-squiggles-and-problems');

  const scope = await point('scope: org:admin', 18);
  await page.keyboard.press('Control+J');
  await page.mouse.move(scope.x, scope.y);
  await page.waitForSelector('.monaco-hover:not(.hidden) .hover-contents');
  await picture('2-hover');
  await page.mouse.move(5, 5);

  await page.mouse.click(scope.x, scope.y);
  await page.keyboard.press('Control+.');
  await page.waitForSelector('.action-widget .monaco-list-row');
  await picture('3-light-bulb');
  await page.locator('.action-widget .monaco-list-row', { hasText: 'Explain the least scopes' }).click();
  await page.waitForSelector('.tab >> text=Preview Least scopes');
  await page.waitForTimeout(1500);
  await picture('10-least-scopes');
  await command('View: Close All Editors in Group');

  const bare = await point('- org:read', 10);
  await page.mouse.click(bare.x, bare.y);
  await page.keyboard.press('Control+.');
  await page
    .locator('.action-widget .monaco-list-row', { hasText: /rationale/i })
    .first()
    .click();
  await page.waitForSelector('.quick-input-widget input');
  await picture('4-a-fix-asks');
  await page.keyboard.type('Finds the teams that a person was in.');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.view-line >> text=Finds the teams');
  await picture('5-after-the-fix');

  const reason = await point('Finds the teams', 30);
  await page.mouse.click(reason.x, reason.y);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Delete');
  await page.keyboard.type('      - scope: ');
  await page.keyboard.press('Control+Space');
  await page.waitForSelector('.suggest-widget.visible .monaco-list-row');
  await picture('6-completion');
  await page.keyboard.press('Escape');

  // The lens over the integration has gone, and every line with it.
  const moved = await point('scope: org:admin', 18);
  await page.mouse.click(moved.x, moved.y);
  await command('Sentry Permissions: Look Up a Scope');
  await page.waitForSelector('.quick-input-list .monaco-list-row >> text=org:admin');
  await picture('7-look-up-a-scope');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.tab >> text=Preview Scope org admin');
  await page.waitForTimeout(1500);
  await picture('8-a-scope-beside');
  await command('View: Close All Editors in Group');

  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: FILE }).first().dblclick();
  await page.locator('#status\\.languageStatus').first().click();
  await page.waitForSelector('.hover-language-status');
  await picture('9-status');
}

/**
 * The list of reviews, and what stands there where there is none.
 * @param {import('playwright-core').Page} page
 * @param {string} out
 * @param {(withManifests: boolean) => Promise<unknown>} open
 */
async function picturesOfReviews(page, out, open) {
  /** @param {string} name */
  const picture = async (name) => {
    await page.waitForTimeout(800);
    await page.screenshot({ path: join(out, `${name}.png`) });
    console.log(join(out, `${name}.png`));
  };
  const pane = page.locator('.pane', { hasText: 'Sentry Reviews' });
  const row = (/** @type {string} */ text) => pane.locator('.monaco-list-row', { hasText: text }).first();

  await open(true);
  await page.locator('.notification-toast', { hasText: 'overdue' }).waitFor();
  await page.locator('.notification-toast .monaco-button', { hasText: 'Show' }).first().click();
  await row('offboarding-bot').waitFor();
  await picture('11-reviews');
  await row('offboarding-bot').hover();
  await page.waitForSelector('.monaco-hover:not(.hidden) .hover-contents >> text=Owner');
  await picture('12-reviews-tooltip');
  await page.mouse.move(900, 600);
  await row('offboarding-bot').click({ button: 'right' });
  await page.waitForTimeout(500);
  await picture('13-reviews-menu');
  await page.keyboard.press('Escape');

  await open(false);
  await page.locator('.pane-header', { hasText: 'Sentry Reviews' }).click();
  await pane.locator('.welcome-view-content', { hasText: 'no Sentry permissions manifest' }).waitFor();
  await picture('14-reviews-welcome');
}

/**
 * @param {string} name
 * @param {string} scope
 * @param {string} owner
 * @param {string | undefined} reviewed
 */
function integration(name, scope, owner, reviewed) {
  const reviews =
    reviewed === undefined ? '' : `    reviews:\n      - { date: ${reviewed}, by: dana@acme.example }\n`;
  return `  ${name}:
    kind: internal-integration
    purpose: Does what its name says for the shop.
    owner: ${owner}
    credential:
      storedIn: vault://shop/sentry/${name}
      rotated: ${day(-20)}
    scopes:
      - scope: ${scope}
        rationale: Its one request accepts no weaker scope.
${reviews}`;
}

/** A day as the manifest writes it. @param {number} daysFromNow */
function day(daysFromNow) {
  return new Date(Date.now() + daysFromNow * 86_400_000).toISOString().slice(0, 10);
}
