import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, manifest, openFile, until } from './support.ts';

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

  test('a quote closes by itself behind a key, and not within a word', async () => {
    const text = manifest({ scopes: ['- scope: org:read', '  rationale: '] });
    const editor = await openFile('quote.sentry-permissions.yaml', text);
    // VS Code colours a text first, which tells it what a quote stands in.
    await until('the quote is closed', async () => {
      await typeBehind(editor, 'rationale: ', '"');
      if (editor.document.getText().includes('rationale: ""\n')) return true;
      await vscode.commands.executeCommand('undo');
      return undefined;
    });
    await typeBehind(editor, 'Watches', "'");
    assert.match(editor.document.getText(), /Watches' the releases/);
  });

  test('a word may have any letters, and a double click takes a name with its hyphens', async () => {
    const editor = await openFile(
      'word.sentry-permissions.yaml',
      'integrations:\n  größen-prüfer:\n    owner: zoë@acme.example\n    scopes: [project:read]\n',
    );
    const { document } = editor;
    const positionOf = (text: string): vscode.Position =>
      document.positionAt(document.getText().indexOf(text));
    for (const word of ['größen-prüfer', 'zoë@acme.example', 'project:read', 'owner'])
      assert.equal(document.getText(document.getWordRangeAtPosition(positionOf(word))), word);
    editor.selection = new vscode.Selection(positionOf('größen'), positionOf('größen'));
    await vscode.commands.executeCommand('cursorWordEndRightSelect');
    assert.equal(document.getText(editor.selection), 'größen-prüfer');
    editor.selection = new vscode.Selection(positionOf('project:'), positionOf('project:'));
    await vscode.commands.executeCommand('cursorWordEndRightSelect');
    assert.equal(document.getText(editor.selection), 'project');
  });
});

/** Types where the text behind which to type ends, a character at a time as a person does. */
async function typeBehind(editor: vscode.TextEditor, behind: string, text: string): Promise<void> {
  const at = editor.document.positionAt(editor.document.getText().indexOf(behind) + behind.length);
  editor.selection = new vscode.Selection(at, at);
  for (const character of text) await vscode.commands.executeCommand('type', { text: character });
}
