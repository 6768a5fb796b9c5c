import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, manifest, openFile } from './support.ts';

suite('typing', () => {
  teardown(closeEditors);

  test('prose is not completed by words of the file, which Enter would put in its place', async () => {
    const text = manifest({ scopes: ['- scope: project:read', '  rationale: '] });
    const editor = await openFile('prose.sentry-permissions.yaml', text);
    await typeBehind(editor, 'rationale: ', 'Reads the proj');
    const before = editor.document.getText();
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    for (let tried = 0; tried < 20; tried++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      assert.equal(editor.document.getText(), before);
    }
  });
});

/** Types where the text behind which to type ends, a character at a time as a person does. */
async function typeBehind(editor: vscode.TextEditor, behind: string, text: string): Promise<void> {
  const at = editor.document.positionAt(editor.document.getText().indexOf(behind) + behind.length);
  editor.selection = new vscode.Selection(at, at);
  for (const character of text) await vscode.commands.executeCommand('type', { text: character });
}
