import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  ADMIN,
  answering,
  choose,
  closeEditors,
  day,
  finding,
  fixOf,
  manifest,
  noFinding,
  openFile,
  pageSays,
  provided,
  setReviewer,
  READ,
  ruleOf,
  until,
} from './support.ts';

async function run(command: string): Promise<void> {
  await vscode.commands.executeCommand(`sentryPermissions.${command}`);
}

suite('findings and their fixes', () => {
  teardown(closeEditors);

  test('a manifest in order has no finding', async () => {
    const { document } = await openFile('order.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, whole, manifest({ scopes: READ }));
    await vscode.workspace.applyEdit(edit);
    await noFinding(document, 'broad-scope');
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  test('org:admin is an error that says what it reaches, and a fix narrows it', async () => {
    const { document } = await openFile('broad.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    const broad = await finding(document, 'broad-scope');
    assert.equal(broad.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(broad.range), 'org:admin');
    assert.match(broad.message, /release-bot/);
    assert.match(broad.message, /\d+ operations/);
    await choose(await fixOf(document, broad, /org:read/));
    assert.match(document.getText(), /- scope: org:read\n {8}rationale: Lists the teams/);
    await noFinding(document, 'broad-scope');
  });

  test('a manifest by its name is checked as it stands in the editor, whatever language VS Code takes it for', async () => {
    const name = 'plain.sentry-permissions.yaml';
    const { document: ours } = await openFile(name, manifest({ scopes: READ, reviewed: -100 }));
    const document = await vscode.languages.setTextDocumentLanguage(ours, 'plaintext');
    const editor = await vscode.window.showTextDocument(document);
    const { text } = document.lineAt(12);
    const column = text.indexOf('read');
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(12, column, 12, text.length), 'admin');
    });
    const broad = await finding(document, 'broad-scope');
    assert.equal(document.getText(broad.range), 'org:admin');
    assert.ok(document.isDirty);
    await fixOf(document, broad, /org:read/);
    const [hover] = await provided<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      broad.range.start,
    );
    assert.ok(hover, 'the scope is explained');
    await run('whyChecked');
    await pageSays(`${name} – checks`, /^# This file is checked\n[^]*Language: ` plaintext `/);

    await vscode.window.showTextDocument(document);
    // Whoever answers the question is kept, and other tests ask it.
    await setReviewer('dana@acme.example');
    const asked = await answering(['Compared.'], () => run('markAllReviewed'));
    await setReviewer(undefined);
    assert.equal(asked.at(-1)?.title, 'Mark as Reviewed: All Overdue');
    await noFinding(document, 'overdue-review');
    assert.match(document.getText(), /notes: Compared\./);
  });

  test('what the text was, beside what it is, repeats no finding', async () => {
    const { document } = await openFile('beside.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
    await vscode.env.clipboard.writeText(document.getText());
    const commands = ['compareWithSaved', 'compareWithClipboard'];
    for (const command of commands) {
      await vscode.window.showTextDocument(document, { preview: false });
      await vscode.commands.executeCommand(`workbench.files.action.${command}`);
      const sides = await until('both sides are shown', () => {
        const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
        return input instanceof vscode.TabInputTextDiff ? input : undefined;
      });
      assert.notEqual(sides.original.scheme, document.uri.scheme);
      // Whoever is asked about this side later has been asked about the other before.
      const { document: later } = await openFile(
        `${command}.sentry-permissions.yaml`,
        manifest({ scopes: ADMIN }),
      );
      await finding(later, 'broad-scope');
      const doubled = vscode.languages.getDiagnostics(sides.original);
      assert.deepEqual(doubled.map(ruleOf), []);
    }
  });

  test('a bare scope lacks its rationale, and the fix asks for one', async () => {
    const { document } = await openFile('bare.sentry-permissions.yaml', manifest({ scopes: ['- org:read'] }));
    const missing = await finding(document, 'missing-rationale');
    assert.equal(document.getText(missing.range), 'org:read');
    const fix = await fixOf(document, missing, /rationale/i);
    const asked = await answering(['Finds who owns a release: #team'], () => choose(fix));
    assert.match(asked[0]?.prompt ?? '', /org:read/);
    assert.match(
      document.getText(),
      /- scope: org:read\n {8}rationale: (["'])Finds who owns a release: #team\1/,
    );
    await noFinding(document, 'missing-rationale');
  });

  test('a day that is asked for is a day to come, and nothing else is written', async () => {
    const accepted = [
      '- scope: org:admin',
      '  rationale: Lists the teams to find who owns a release.',
      '  accept:',
      `    - { rule: broad-scope, reason: Until the new token., until: ${day(-5)}, by: dana@acme.example }`,
    ];
    const { document } = await openFile('until.sentry-permissions.yaml', manifest({ scopes: accepted }));
    const fix = await fixOf(document, await finding(document, 'expired-acceptance'), /^Extend/);
    const asked = await answering(['next year', day(0), day(30)], () => choose(fix));
    assert.equal(asked.length, 3);
    assert.ok(document.getText().includes(`until: ${day(30)}, by`), document.getText());
  });

  test('no answer leaves the file as it is', async () => {
    const text = manifest({ scopes: ['- org:read'] });
    const { document } = await openFile('cancelled.sentry-permissions.yaml', text);
    const fix = await fixOf(document, await finding(document, 'missing-rationale'), /rationale/i);
    await answering([undefined], () => choose(fix));
    assert.equal(document.getText(), text);
  });
});
