import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  answering,
  closeEditors,
  extension,
  manifest,
  openFile,
  pageSays,
  pageTabs,
  READ,
  until,
} from './support.ts';

const run = (command: string, ...words: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`sentryPermissions.${command}`, ...words);

/** Where the tab of this name is the one in front, once it is. */
function columnOf(name: string): Promise<vscode.ViewColumn> {
  return until(
    `${name} is in front`,
    () => vscode.window.tabGroups.all.find(({ activeTab }) => activeTab?.label.includes(name))?.viewColumn,
  );
}

suite('pages', () => {
  suiteSetup(() => extension().activate());
  teardown(closeEditors);

  test('each further one opens where the pages are, from a page as from the manifest', async () => {
    const { document } = await openFile('pages.sentry-permissions.yaml', manifest({ scopes: READ }));
    await run('whyChecked', document.uri);
    assert.equal(await columnOf('checks'), vscode.ViewColumn.Two);
    for (const rule of ['broad-scope', 'excess-scope', 'broad-scope']) {
      await run('openRulePage', rule);
      assert.equal(await columnOf(rule), vscode.ViewColumn.Two);
    }
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
    await run('openRulePage', 'unused-acceptance');
    await run('openRulePage', 'missing-owner');
    assert.equal(await columnOf('missing-owner'), vscode.ViewColumn.Two);
    assert.equal(vscode.window.tabGroups.all.length, 2);
  });

  test('none covers the manifest that is worked on', async () => {
    const { document } = await openFile('covered.sentry-permissions.yaml', manifest({ scopes: READ }));
    await run('openRulePage', 'broad-scope');
    await columnOf('broad-scope');
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Two, preview: false });
    await run('openRulePage', 'missing-owner');
    assert.equal(await columnOf('missing-owner'), vscode.ViewColumn.Three);
  });

  test('one that was closed is another at the next question, and one that is open the same', async () => {
    await openFile('asked.sentry-permissions.yaml', manifest({ scopes: READ }));
    const addresses = new Set<string>();
    const ask = async (request: string, least: string): Promise<void> => {
      await answering([request], async () => {
        await run('findScopes');
      });
      await pageSays('Scopes for a 403', new RegExp(`The least that does it: \`${least}\``));
      const tabs = pageTabs('Scopes for a 403');
      assert.equal(tabs.length, 1);
      addresses.add(String(tabs));
    };
    await ask('POST /api/0/organizations/acme/releases/', 'project:releases');
    await ask('GET /api/0/organizations/acme/projects/', 'org:read');
    assert.equal(addresses.size, 1);
    // VS Code draws nothing anew at an address that it has drawn.
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await until('the page is closed', () => pageTabs('Scopes for a 403').length === 0 || undefined);
    await ask('POST /api/0/organizations/acme/releases/', 'project:releases');
    assert.equal(addresses.size, 2);
  });

  test('one takes the window where nothing is open', async () => {
    await run('openRulePage', 'broad-scope');
    assert.equal(await columnOf('broad-scope'), vscode.ViewColumn.One);
    assert.equal(vscode.window.tabGroups.all.length, 1);
  });
});
