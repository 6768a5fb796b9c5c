import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  ADMIN,
  closeEditors,
  fileSystem,
  fileUri,
  finding,
  manifest,
  openFile,
  READ,
  ruleOf,
  until,
} from './support.ts';

const FILES = 300;
const { fs } = vscode.workspace;

function file(number: number): vscode.Uri {
  return fileUri(`many/${String(number)}/sentry-permissions.yaml`);
}

async function write(uri: vscode.Uri, scopes: string[]): Promise<void> {
  await fs.writeFile(uri, new TextEncoder().encode(manifest({ scopes })));
}

function isBroad(uri: vscode.Uri): boolean {
  return vscode.languages.getDiagnostics(uri).some((found) => ruleOf(found) === 'broad-scope');
}

suite('the workspace', () => {
  suiteSetup(async () => {
    // Awake by a manifest, which is closed again.
    const { document } = await openFile('awake.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
    await closeEditors();
  });
  suiteTeardown(async () => {
    await fs.delete(fileUri('many'), { recursive: true });
  });

  test('300 manifests are listed in Problems, and none is opened', async () => {
    const numbers = Array.from({ length: FILES }, (_, number) => number);
    for (const number of numbers) await write(file(number), ADMIN);
    await until('all are listed', () => numbers.every((number) => isBroad(file(number))) || undefined);
    const opened = vscode.workspace.textDocuments.filter(({ uri }) => uri.path.includes('/many/'));
    assert.deepEqual(opened, []);
  });

  test('a change, a rename and a deletion on disk follow', async () => {
    const [first, second] = ['first', 'second'].map((name) => fileUri(`${name}.sentry-permissions.yml`));
    assert.ok(first && second);
    await write(first, ADMIN);
    await until('the new one is listed', () => isBroad(first) || undefined);
    await write(first, READ);
    await until('the change shows', () => !isBroad(first) || undefined);
    await write(first, ADMIN);
    await until('the change back shows', () => isBroad(first) || undefined);
    await fs.rename(first, second);
    await until('the new name is listed', () => isBroad(second) || undefined);
    await until('the old name is not', () => !isBroad(first) || undefined);
    await fs.delete(second);
    await until('the deleted one is not', () => !isBroad(second) || undefined);
  });

  test('what is found in a file goes with it, though VS Code keeps its document, and comes back', async () => {
    const [kept, shown] = ['kept', 'shown'].map((name) => fileUri(`${name}.sentry-permissions.yaml`));
    assert.ok(kept && shown);
    for (const uri of [kept, shown]) await write(uri, ADMIN);
    await vscode.workspace.openTextDocument(kept);
    const editor = await vscode.window.showTextDocument(shown, { preview: false });
    await until('both are listed', () => (isBroad(kept) && isBroad(shown)) || undefined);
    for (const uri of [kept, shown]) await fs.delete(uri);
    await until('neither is listed', () => (!isBroad(kept) && !isBroad(shown)) || undefined);
    const open = vscode.workspace.textDocuments.map(({ uri }) => uri.path);
    assert.ok(open.includes(kept.path) && open.includes(shown.path), 'VS Code keeps both');

    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '# not gone for whoever writes\n');
    });
    await until('what is changed counts again', () => isBroad(shown) || undefined);
    await vscode.commands.executeCommand('undo');
    for (const uri of [kept, shown]) await write(uri, ADMIN);
    await until('both are listed again', () => (isBroad(kept) && isBroad(shown)) || undefined);
    await closeEditors();
    for (const uri of [kept, shown]) await fs.delete(uri);
    await until('neither is left', () => (!isBroad(kept) && !isBroad(shown)) || undefined);
  });

  test('files.exclude is honoured as soon as it is set', async () => {
    const settings = vscode.workspace.getConfiguration('files');
    assert.ok(isBroad(file(3)));
    await settings.update('exclude', { '**/many/3': true }, vscode.ConfigurationTarget.Workspace);
    await until('the excluded one is gone', () => !isBroad(file(3)) || undefined);
    assert.ok(isBroad(file(4)));
    await settings.update('exclude', undefined, vscode.ConfigurationTarget.Workspace);
    await until('it is back', () => isBroad(file(3)) || undefined);
  });

  test('a manifest in a virtual file system is checked like one on disk', async () => {
    const bytes = new TextEncoder().encode(manifest({ scopes: ADMIN }));
    const registration = vscode.workspace.registerFileSystemProvider('memfs', fileSystem(bytes));
    try {
      const uri = vscode.Uri.parse('memfs:/sentry-permissions.yaml');
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
      await until('it is checked', () => isBroad(uri) || undefined);
      await closeEditors();
    } finally {
      registration.dispose();
    }
  });
});
