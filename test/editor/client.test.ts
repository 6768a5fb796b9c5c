import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { host } from './host.ts';
import {
  ADMIN,
  closeEditors,
  extension,
  finding,
  findings,
  manifest,
  openFile,
  provided,
  until,
} from './support.ts';

suite('the client', () => {
  teardown(closeEditors);

  test('findings come back after the server was killed', async () => {
    const { document } = await openFile('killed.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
    const [killed] = host().servers();
    assert.ok(killed !== undefined, 'there is a server to kill');
    host().killServer(killed);
    await until('another server runs', () =>
      host()
        .servers()
        .find((id) => id !== killed),
    );
    const fresh = await openFile('fresh.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(fresh.document, 'broad-scope');
  });

  test('findings follow edits that were made while the server was down', async () => {
    const { document } = await openFile('edited.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
    const [killed] = host().servers();
    assert.ok(killed !== undefined, 'there is a server to kill');
    host().killServer(killed);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'nonsense: 1\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    const found = await finding(document, 'unknown-key');
    assert.equal(found.range.start.line, 0);
    await finding(document, 'broad-scope');
    assert.equal(findings(document, 'broad-scope').length, 1);
  });

  test('the server can be restarted by command', async () => {
    const { document } = await openFile('restart.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
    const [before] = host().servers();
    await vscode.commands.executeCommand('sentryPermissions.restartServer');
    await until('another server runs', () =>
      host()
        .servers()
        .find((id) => id !== before),
    );
    await finding(document, 'broad-scope');
  });

  test('asked for several times at once, a restart leaves one server', async () => {
    const { document } = await openFile('twice.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
    const before = host().servers();
    const restart = (): Thenable<unknown> =>
      vscode.commands.executeCommand('sentryPermissions.restartServer');
    await Promise.all([restart(), restart(), restart()]);
    await finding(document, 'broad-scope');
    const now = await until('the first server has ended', () => {
      const servers = host().servers();
      return servers.some((id) => before.includes(id)) ? undefined : servers;
    });
    assert.equal(now.length, 1);
    assert.equal(findings(document, 'broad-scope').length, 1);
  });

  test('a server that hangs is replaced by command, and ended', async () => {
    const { document } = await openFile('hung.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
    const [hung] = host().servers();
    assert.ok(hung !== undefined, 'there is a server to hang');
    host().hangServer(hung);
    await vscode.commands.executeCommand('sentryPermissions.restartServer');
    await until('the hung server has ended', () => !host().servers().includes(hung) || undefined);
    const [next] = host().servers();
    const fresh = await openFile('unhung.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(fresh.document, 'broad-scope');
    assert.deepEqual(host().servers(), [next]);
  });

  test('after five crashes the server stays stopped until somebody restarts it', async () => {
    const { document } = await openFile('crashes.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    const killed: number[] = [];
    for (let crash = 0; crash < 5; crash++) {
      const next = await until('a server runs', () =>
        host()
          .servers()
          .find((id) => !killed.includes(id)),
      );
      // A server that dies before it has answered counts as one that cannot start; findings may be left from the one before.
      const { range } = await finding(document, 'broad-scope');
      await until('the server answers', async () => {
        const hovers = await provided<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          range.start,
        );
        return hovers.length > 0 || undefined;
      });
      killed.push(next);
      host().killServer(next);
    }
    const { status } = extension().exports;
    // The client says so once it has decided to start no other; where it does start one, it says in the same breath that it is starting.
    await until(
      'the server is given up',
      () => status.severity === vscode.LanguageStatusSeverity.Error || undefined,
    );
    assert.deepEqual(
      host()
        .servers()
        .filter((id) => !killed.includes(id)),
      [],
    );
    assert.equal(status.command?.command, 'sentryPermissions.restartServer');
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('sentryPermissions.restartServer');
    await finding(document, 'broad-scope');
    assert.equal(status.severity, vscode.LanguageStatusSeverity.Information);
  });

  test('a manifest that settings make plain YAML is served as well, and reported once', async () => {
    const { document } = await openFile('plain.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await vscode.languages.setTextDocumentLanguage(document, 'yaml');
    const plain = await vscode.workspace.openTextDocument(document.uri);
    assert.equal(plain.languageId, 'yaml');
    await finding(plain, 'broad-scope');
    assert.equal(findings(plain, 'broad-scope').length, 1);
  });

  test('a YAML file of another name is left alone', async () => {
    const { document } = await openFile('values.yaml', manifest({ scopes: ADMIN }));
    const manifestOfOurs = await openFile('ours.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(manifestOfOurs.document, 'broad-scope');
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  test("a finding's link opens the rule's page out of the extension", async () => {
    const { document } = await openFile('link.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    const { code } = await finding(document, 'broad-scope');
    assert.ok(typeof code === 'object', 'the finding carries a link');
    const address = `${vscode.env.uriScheme}://sentry-permissions.sentry-permissions/rules/broad-scope`;
    assert.equal(code.target.toString(), address);
    await vscode.commands.executeCommand('vscode.open', code.target);
    await until('the page is shown', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ label, input }) => input instanceof vscode.TabInputCustom && label.includes('broad-scope')),
    );
  });
});
