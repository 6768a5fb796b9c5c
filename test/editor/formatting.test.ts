import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openFile, until, provided } from './support.ts';

suite('formatting', () => {
  teardown(closeEditors);

  test('Format Document tidies the file', async () => {
    const editor = await openFile(
      'tidy.sentry-permissions.yaml',
      'version:   1\nintegrations:   {} # none yet\n',
    );
    // Without a formatter, the command below does nothing and says so to nobody.
    await until('the formatter is there', async () => {
      const edits = await provided<vscode.TextEdit[] | undefined>(
        'vscode.executeFormatDocumentProvider',
        editor.document.uri,
        { tabSize: 2, insertSpaces: true },
      );
      return edits && edits.length > 0 ? edits : undefined;
    });
    await vscode.commands.executeCommand('editor.action.formatDocument');
    assert.equal(editor.document.getText(), 'version: 1\nintegrations: {} # none yet\n');
  });
});
