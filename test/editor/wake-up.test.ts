import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, extension, fileUri, LANGUAGE, openFile, until } from './support.ts';

suite('waking up', () => {
  teardown(closeEditors);

  test('a folder without a manifest leaves the extension asleep, one with a manifest wakes it', async () => {
    const isManifestThere =
      (await vscode.workspace.findFiles('**/*sentry-permissions.{yaml,yml}')).length > 0;
    if (isManifestThere) {
      await until('the extension is awake', () => extension().isActive || undefined);
    } else {
      await vscode.window.showTextDocument(fileUri('other.yaml'));
      // What the YAML file wakes has begun to wake before what a later one does, and that waits for a server of its own.
      const later = vscode.extensions.getExtension('vscode.markdown-language-features');
      assert.ok(later, 'VS Code has its own extension for Markdown');
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown' }));
      await until('that extension is awake', () => later.isActive);
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
