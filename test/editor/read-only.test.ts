/** What VS Code lets nobody type into is not written to by our commands either. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  answering,
  closeEditors,
  day,
  extension,
  fileUri,
  finding,
  manifest,
  openFile,
  READ,
  setReviewer,
  until,
} from './support.ts';

suite('a read-only manifest', () => {
  suiteSetup(async () => {
    await extension().activate();
    await setReviewer('dana@acme.example');
  });
  suiteTeardown(() => setReviewer(undefined));
  teardown(async () => {
    await setFiles('readonlyInclude', undefined);
    await setFiles('autoSave', undefined);
    await setFiles('autoSaveDelay', undefined);
    await closeEditors();
  });

  test('stays as it is where a setting says so, from a lens as from the Reviews view', async () => {
    const text = manifest({ scopes: READ, reviewed: -100 });
    const { document } = await openFile('locked.sentry-permissions.yaml', text);
    await finding(document, 'overdue-review');
    await setFiles('readonlyInclude', { '**/locked.*': true });
    const { uri } = document;
    await until('the file is read-only', async () => !(await canType(document)) || undefined);

    const target = { uri: uri.toString(), integration: 'release-bot' };
    const listed = { uri: uri.toString(), id: '=release-bot', name: 'release-bot' };
    for (const [command, argument] of [
      ['markReviewed', target],
      ['markAllReviewed', target],
      ['markListedReviewed', { kind: 'integration', group: 'state/overdue', row: listed }],
    ] as const) {
      await answering(['Compared.'], async () => {
        await vscode.commands.executeCommand(`sentryPermissions.${command}`, argument);
      });
      assert.equal(document.getText(), text, command);
    }
    await finding(document, 'overdue-review');
    await setFiles('readonlyInclude', undefined);
    await until('the file can be written', async () => (await canType(document)) || undefined);
  });

  test('stays as it is where somebody made it so for the session; of several the others are written', async () => {
    const text = manifest({ scopes: READ, reviewed: -100 });
    const { document: other } = await openFile('free.sentry-permissions.yaml', text);
    const { document } = await openFile('locked.sentry-permissions.yaml', text);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
    await until('the file is read-only', async () => !(await canType(document)) || undefined);
    const rows = [document, other].map(({ uri }) => ({
      kind: 'integration',
      group: 'state/overdue',
      row: { uri: uri.toString(), id: '=release-bot', name: 'release-bot' },
    }));
    await answering(['Compared.'], async () => {
      await vscode.commands.executeCommand('sentryPermissions.markListedReviewed', rows[0], rows);
    });
    assert.equal(document.getText(), text);
    assert.match(other.getText(), new RegExp(day(0)));
    assert.ok(other.isDirty);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.resetActiveEditorReadonlyInSession');
  });

  test('is not taken for one where VS Code saves at once', async () => {
    const text = manifest({ scopes: READ, reviewed: -100 });
    const { document } = await openFile('saved.sentry-permissions.yaml', text);
    await finding(document, 'overdue-review');
    await setFiles('autoSaveDelay', 1);
    await setFiles('autoSave', 'afterDelay');
    for (let time = 1; time <= 5; time++) {
      await answering([`Compared ${String(time)}.`], async () => {
        const target = { uri: document.uri.toString(), integration: 'release-bot' };
        await vscode.commands.executeCommand('sentryPermissions.markReviewed', target);
      });
      assert.match(document.getText(), new RegExp(`Compared ${String(time)}\\.`));
    }
    await until('it is saved', () => !document.isDirty || undefined);
  });
});

function setFiles(name: string, value: unknown): Thenable<void> {
  return vscode.workspace
    .getConfiguration('files', fileUri(''))
    .update(name, value, vscode.ConfigurationTarget.Workspace);
}

/** Whether what a person types into the editor arrives; takes it back. */
async function canType(document: vscode.TextDocument): Promise<boolean> {
  await vscode.window.showTextDocument(document);
  const before = document.getText();
  await vscode.commands.executeCommand('type', { text: '#' });
  if (document.getText() === before) return false;
  await vscode.commands.executeCommand('undo');
  return true;
}
