import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { failWorker, serverWorkers } from './server-worker.ts';
import { ADMIN, answering, closeEditors, finding, manifest, openFile, until } from './support.ts';

suite('in a browser', () => {
  teardown(closeEditors);

  test('a manifest in a virtual file system is checked', async () => {
    assert.ok(vscode.workspace.workspaceFolders?.every(({ uri }) => uri.scheme !== 'file'));
    const { document } = await openFile('virtual.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
  });

  test('nothing is compared with a Git revision where there is no Git', async () => {
    await openFile('virtual.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    const asked = await answering([], async () => {
      await vscode.commands.executeCommand('sentryPermissions.compareRevision');
    });
    assert.deepEqual(asked, []);
  });

  test('a server that throws is ended, and another takes its place', async () => {
    const { document } = await openFile('throws.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
    const [before] = serverWorkers();
    assert.ok(before !== undefined, 'there is a server');
    failWorker(before);
    const now = await until('another server runs', () => {
      const servers = serverWorkers();
      return servers.some((id) => id !== before) ? servers : undefined;
    });
    assert.equal(now.length, 1);
    await finding(document, 'broad-scope');
  });
});
