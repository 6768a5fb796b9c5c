import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  ADMIN,
  answering,
  closeEditors,
  extension,
  fileSystem,
  fileUri,
  manifest,
  pageSays,
  ruleOf,
  until,
} from './support.ts';

const SCHEME = 'read-only';
/** The commands that write where the cursor is. */
const WRITING = [
  'markReviewed',
  'markAllReviewed',
  'markOwnerReviewed',
  'addRationale',
  'addAllRationales',
  'acceptOwner',
  'importUses',
  'replaceByLeast',
];
const { fs } = vscode.workspace;

suite('several folders', () => {
  suiteSetup(() => extension().activate());
  suiteTeardown(async () => {
    await fs.delete(fileUri('old'), { recursive: true });
    for (const name of ['old', '.vscode']) await fs.delete(inSecond(name), { recursive: true });
  });
  teardown(closeEditors);

  test('each folder’s manifests are listed, by what that folder excludes', async () => {
    const first = fileUri('old/sentry-permissions.yaml');
    const second = inSecond('old/sentry-permissions.yaml');
    for (const uri of [first, second]) await fs.writeFile(uri, text());
    await until('both are listed', () => (isBroad(first) && isBroad(second)) || undefined);

    const settings = vscode.workspace.getConfiguration('search', second);
    await settings.update('exclude', { '**/old': true }, vscode.ConfigurationTarget.WorkspaceFolder);
    await until('the excluded one is gone', () => !isBroad(second) || undefined);
    assert.ok(isBroad(first));
    await settings.update('exclude', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    await until('it is back', () => isBroad(second) || undefined);
  });

  test('a folder that nobody can write to is checked, and what is no part of it is not', async () => {
    const registration = vscode.workspace.registerFileSystemProvider(
      SCHEME,
      fileSystem(text(), { '/shop': ['deploy'], '/shop/deploy': ['sentry-permissions.yaml'] }),
      { isReadonly: true },
    );
    const count = vscode.workspace.workspaceFolders?.length ?? 0;
    try {
      assert.ok(vscode.workspace.updateWorkspaceFolders(count, 0, { uri: at('/shop') }));
      await until(
        'the manifest deep in it is listed',
        () => isBroad(at('/shop/deploy/sentry-permissions.yaml')) || undefined,
      );
      await vscode.commands.executeCommand(
        'sentryPermissions.whyChecked',
        at('/shop/deploy/sentry-permissions.yaml'),
      );
      await pageSays('sentry-permissions.yaml – checks', /^# This file is checked\n/);

      const locked = await vscode.workspace.openTextDocument(at('/shop/deploy/sentry-permissions.yaml'));
      const target = { uri: locked.uri.toString(), integration: 'release-bot' };
      await answering(['dana@acme.example', 'Compared.'], async () => {
        await vscode.commands.executeCommand('sentryPermissions.markReviewed', target);
      });
      assert.equal(locked.getText(), new TextDecoder().decode(text()), 'no review that nobody can save');

      const other = at('/elsewhere/other.sentry-permissions.yaml');
      await vscode.window.showTextDocument(other);
      await vscode.commands.executeCommand('sentryPermissions.whyChecked', other);
      await pageSays(
        'other.sentry-permissions.yaml – checks',
        /^# This file is not checked\n[^]*in no folder/,
      );
      assert.deepEqual(vscode.languages.getDiagnostics(other), []);

      const { document } = await vscode.window.showTextDocument(other, {
        selection: new vscode.Range(6, 10, 6, 10),
      });
      const asked = await answering([], async () => {
        for (const command of WRITING) await vscode.commands.executeCommand(`sentryPermissions.${command}`);
      });
      assert.deepEqual(asked, [], 'nobody is asked what cannot be written');
      assert.equal(document.isDirty, false);
    } finally {
      vscode.workspace.updateWorkspaceFolders(count, 1);
      registration.dispose();
    }
  });
});

function inSecond(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[1];
  assert.ok(folder, 'two folders are open');
  return vscode.Uri.joinPath(folder.uri, name);
}

function text(): Uint8Array {
  return new TextEncoder().encode(manifest({ scopes: ADMIN }));
}

function at(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path });
}

function isBroad(uri: vscode.Uri): boolean {
  return vscode.languages.getDiagnostics(uri).some((found) => ruleOf(found) === 'broad-scope');
}
