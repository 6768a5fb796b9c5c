import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openFile } from './support.ts';

suite('formatting', () => {
  teardown(closeEditors);

  test('Format Document tidies the file', async () => {
    const editor = await openFile(
      'tidy.sentry-permissions.yaml',
      'version:   1\nintegrations:   {} # none yet\n',
    );
    await vscode.commands.executeCommand('editor.action.formatDocument');
    assert.equal(editor.document.getText(), 'version: 1\nintegrations: {} # none yet\n');
  });
});
