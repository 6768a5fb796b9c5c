import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  type Answer,
  answering,
  choose,
  closeEditors,
  day,
  entryOf,
  finding,
  fixOf,
  insertAt,
  manifest,
  meanwhile,
  noFinding,
  openFile,
  provided,
  READ,
  setReviewer,
  until,
} from './support.ts';

suite('reviews', () => {
  suiteSetup(() => setReviewer('dana@acme.example'));
  suiteTeardown(() => setReviewer(undefined));
  teardown(closeEditors);

  test('an overdue review is flagged, a review clears it, and one more scope makes it stale', async () => {
    const { document } = await openFile(
      'overdue.sentry-permissions.yaml',
      manifest({ scopes: READ, reviewed: -100 }),
    );
    const overdue = await finding(document, 'overdue-review');
    assert.equal(overdue.severity, vscode.DiagnosticSeverity.Warning);

    const asked = await answering(['Nothing to change.'], async () => {
      await choose(await fixOf(document, overdue, /review/i));
    });
    assert.match(asked[0]?.prompt ?? '', /compared/);
    assert.match(document.getText(), new RegExp(`date: ${day(0)}`));
    assert.match(document.getText(), /Nothing to change\./);
    await noFinding(document, 'overdue-review');

    const edit = new vscode.WorkspaceEdit();
    const below = document.getText().indexOf('    reviews:');
    const grant = '      - scope: team:read\n        rationale: Reads who is on call for a release.\n';
    edit.insert(document.uri, document.positionAt(below), grant);
    await vscode.workspace.applyEdit(edit);
    await finding(document, 'stale-review');
  });

  test('the command works on the integration at the cursor', async () => {
    const editor = await openFile(
      'palette.sentry-permissions.yaml',
      manifest({ scopes: READ, reviewed: -100 }),
    );
    await finding(editor.document, 'overdue-review');
    editor.selection = new vscode.Selection(6, 10, 6, 10);
    await answering([''], async () => {
      await vscode.commands.executeCommand('sentryPermissions.markReviewed');
    });
    assert.match(editor.document.getText(), new RegExp(`date: ${day(0)}`));
    await noFinding(editor.document, 'overdue-review');
  });

  test('the review is of the integration that was asked about, wherever that has moved, or of none', async () => {
    const text = manifest({ scopes: READ, reviewed: -100 }) + entryOf('second-bot', -100);
    const { document } = await openFile('moves.sentry-permissions.yaml', text);
    await finding(document, 'overdue-review');
    const cursor = new vscode.Position(6, 10);
    const review = async (change: () => Thenable<unknown>): Promise<string | undefined> => {
      await vscode.window.showTextDocument(document, { selection: new vscode.Range(cursor, cursor) });
      const asked = await answering(['Found as it should be.'], async () => {
        meanwhile(1, change);
        await vscode.commands.executeCommand('sentryPermissions.markReviewed');
      });
      return asked[0]?.prompt;
    };
    // Where the cursor was, another integration stands then.
    const above = entryOf('above-bot', -1);
    assert.match((await review(() => insertAt(document, 4, above))) ?? '', /release-bot/);
    const [, moved = ''] = document.getText().split('  release-bot:');
    assert.match(moved, /Found as it should be\.[^]*second-bot/);
    assert.equal(document.getText().split('Found as it should be.').length, 2);

    const before = document.getText();
    const renamed = await review(() => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(4, 2, 4, 11), 'other-bot');
      return vscode.workspace.applyEdit(edit);
    });
    assert.match(renamed ?? '', /above-bot/);
    assert.equal(document.getText(), before.replace('above-bot', 'other-bot'));
  });

  test('no review is of what was granted while its notes were asked for', async () => {
    const text = manifest({ scopes: READ, reviewed: -100 });
    const { document } = await openFile('widened.sentry-permissions.yaml', text);
    await finding(document, 'overdue-review');
    const cursor = document.positionAt(text.indexOf('org:read'));
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(cursor, cursor) });
    await answering(['Found as it should be.'], async () => {
      meanwhile(1, () => {
        const edit = new vscode.WorkspaceEdit();
        edit.replace(document.uri, new vscode.Range(cursor, cursor.translate(0, 8)), 'org:admin');
        return vscode.workspace.applyEdit(edit);
      });
      await vscode.commands.executeCommand('sentryPermissions.markReviewed');
    });
    assert.equal(document.getText(), text.replace('org:read', 'org:admin'));
  });

  test('nobody is asked in vain: not outside an integration, nor where no review is overdue', async () => {
    const text = manifest({ scopes: READ, reviewed: -1 });
    const { document } = await openFile('in-vain.sentry-permissions.yaml', text);
    await until('lenses are there', async () => (await reviewLenses(document)).length > 0 || undefined);
    const top = new vscode.Range(0, 0, 0, 0);
    await vscode.window.showTextDocument(document, { selection: top });
    const asked = await answering([], async () => {
      for (const command of ['markReviewed', 'markAllReviewed', 'importUses'])
        await vscode.commands.executeCommand(`sentryPermissions.${command}`);
    });
    assert.deepEqual(asked, []);
  });

  test('cancelled, it writes nothing', async () => {
    const text = manifest({ scopes: READ, reviewed: -100 });
    const editor = await openFile('cancelled-review.sentry-permissions.yaml', text);
    editor.selection = new vscode.Selection(6, 10, 6, 10);
    await answering([undefined], async () => {
      await vscode.commands.executeCommand('sentryPermissions.markReviewed');
    });
    assert.equal(editor.document.getText(), text);
  });

  test('without the setting it asks who reviewed, and only once', async () => {
    await setReviewer(undefined);
    const editor = await openFile('who.sentry-permissions.yaml', manifest({ scopes: READ, reviewed: -100 }));
    editor.selection = new vscode.Selection(6, 10, 6, 10);
    const review = async (): Promise<void> => {
      await vscode.commands.executeCommand('sentryPermissions.markReviewed');
    };
    assert.equal((await answering(['mistyped@acme.example', undefined], review)).length, 2);
    assert.equal((await answering(['kim@acme.example', 'Second try.'], review)).length, 2);
    assert.match(editor.document.getText(), /by: kim@acme\.example/);
    assert.equal((await answering(['Third time.'], review)).length, 1);
    assert.doesNotMatch(editor.document.getText(), /mistyped/);
  });

  test('lenses tell of each review; all that are overdue are marked at once, and one undo takes that back', async () => {
    await setReviewer('dana@acme.example');
    const text = [
      manifest({ scopes: READ, reviewed: -100 }),
      ...['second-bot', 'third-bot'].map((name) => entryOf(name, name === 'second-bot' ? -100 : -1)),
    ].join('');
    const { document } = await openFile('lenses.sentry-permissions.yaml', text);
    await finding(document, 'overdue-review');
    const titles = async (): Promise<string> =>
      (await reviewLenses(document)).map(({ command }) => command?.title).join('\n');
    await until(
      'the lens counts two',
      async () => (await titles()).includes('Reviews: 2 overdue') || undefined,
    );
    assert.match(await titles(), /^Was due 10 days ago · reviewed 100 days ago by .*$/m);
    const all = (await reviewLenses(document)).find(({ command }) => command?.title.endsWith('All Overdue'));
    assert.ok(all?.command);
    const { command, arguments: words = [] } = all.command;
    const asked = await answering(['All as it should be.'], async () => {
      await vscode.commands.executeCommand(command, ...(words as unknown[]));
    });
    assert.equal(asked[0]?.title, 'Mark as Reviewed: All Overdue');
    assert.match(asked[0].prompt, /dana@acme\.example.* 2 integrations .*: release-bot, second-bot\./);
    assert.equal(document.getText().match(/All as it should be\./g)?.length, 2);
    await noFinding(document, 'overdue-review');
    await until('the lens follows', async () => (/overdue/i.test(await titles()) ? undefined : true));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
    await finding(document, 'overdue-review');
  });

  test('all of one owner are marked, whatever state they are in', async () => {
    await setReviewer('dana@acme.example');
    const text = manifest({ scopes: READ, reviewed: -1 }) + entryOf('second-bot', -1);
    const { document } = await openFile('owner.sentry-permissions.yaml', text);
    await until('lenses are there', async () => (await reviewLenses(document)).length > 0 || undefined);
    const kim: Answer = (items) => items.find(({ label }) => label === 'kim@acme.example');
    const { lineCount } = document;
    const cursor = new vscode.Range(lineCount - 2, 0, lineCount - 2, 0);
    await vscode.window.showTextDocument(document, { selection: cursor });
    const first: Answer = ([item]) => item;
    const asked = await answering([first, ''], async () => {
      await vscode.commands.executeCommand('sentryPermissions.markOwnerReviewed');
    });
    assert.match(
      asked[1]?.prompt ?? '',
      /compared second-bot of kim@acme\.example with its settings in Sentry today/,
    );
    assert.equal(document.getText().split(`date: ${day(0)}`).length, 2);
    assert.ok(document.getText().indexOf(day(0)) > document.getText().indexOf('second-bot'));

    const marked = document.getText();
    await answering([kim, ''], async () => {
      await vscode.commands.executeCommand('sentryPermissions.markOwnerReviewed');
    });
    assert.equal(document.getText(), marked, 'the same review is not written twice');
  });

  test('what becomes overdue while the person is asked is not what they signed', async () => {
    const text = manifest({ scopes: READ, reviewed: -100 });
    const { document } = await openFile('meanwhile.sentry-permissions.yaml', text);
    await finding(document, 'overdue-review');
    const target = { uri: document.uri.toString() };
    await answering(['Compared.'], async () => {
      meanwhile(1, () => insertAt(document, 4, entryOf('late-bot', -100)));
      await vscode.commands.executeCommand('sentryPermissions.markAllReviewed', target);
    });
    assert.match(document.getText(), /late-bot:[^]*release-bot:[^]*Compared\./);
    assert.equal(document.getText().split('Compared.').length, 2);
  });

  test('who reviews is for nobody’s workspace to say', async () => {
    for (const target of [vscode.ConfigurationTarget.Workspace, vscode.ConfigurationTarget.WorkspaceFolder]) {
      await assert.rejects(setReviewer('mallory@acme.example', target));
    }
  });
});

function reviewLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  return provided<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 30);
}
