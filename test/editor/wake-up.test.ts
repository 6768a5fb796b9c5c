import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, extension, fileUri, LANGUAGE, openFile, pause, until } from './support.ts';

suite('waking up', () => {
  teardown(closeEditors);

  test('a folder without a manifest leaves the extension asleep, one with a manifest wakes it', async () => {
    const isManifestThere =
      (await vscode.workspace.findFiles('**/*sentry-permissions.{yaml,yml}')).length > 0;
    if (isManifestThere) {
      await until('the extension is awake', () => extension().isActive || undefined);
    } else {
      await vscode.window.showTextDocument(fileUri('other.yaml'));
      await pause(1000);
      assert.equal(extension().isActive, false);
    }
  });

  test('opening a manifest wakes it', async () => {
    const editor = await openFile('sentry-permissions.yaml', 'version: 1\nintegrations: {}\n');
    assert.equal(editor.document.languageId, LANGUAGE);
    // By its own activation event: activate() here would hide that there is none.
    await until('the extension is awake', () => extension().isActive || undefined);
  });

  for (const name of [
    'sentry-permissions.yaml',
    'sentry-permissions.yml',
    'shop.sentry-permissions.yaml',
    'shop.sentry-permissions.yml',
  ]) {
    test(`${name} is a manifest`, async () => {
      const editor = await openFile(name, 'version: 1\nintegrations: {}\n');
      assert.equal(editor.document.languageId, LANGUAGE);
    });
  }

  test('other YAML files stay what they are', async () => {
    const editor = await openFile('my-sentry-permissions.yaml', 'version: 1\n');
    assert.equal(editor.document.languageId, 'yaml');
  });
});
