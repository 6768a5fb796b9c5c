import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { host } from './host.ts';
import {
  children,
  emptyList,
  groups,
  integration,
  itemOf,
  labels,
  lineOf,
  opened,
  path,
  pathIn,
  run,
  shown,
  shows,
  write,
} from './review-list.ts';
import {
  answering,
  day,
  entryOf,
  extension,
  fileUri,
  finding,
  manifest,
  noFinding,
  openFile,
  READ,
  until,
} from './support.ts';

const { fs } = vscode.workspace;

suite('the Reviews view', () => {
  emptyList();

  test('what is no file yet, as the sample of the walkthrough, counts for nobody', async () => {
    await run('openSample');
    const document = await until('the sample is shown', () => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.isUntitled ? active : undefined;
    });
    await finding(document, 'overdue-review');
    await openFile(pathIn('sentry-permissions.yaml'), manifest({ scopes: READ, reviewed: -100 }));
    await shows({
      'Overdue 1': ['release-bot: was due 10 days ago · reviewed 100 days ago by dana@acme.example'],
    });
    assert.equal(badge(), 1);
  });

  test('a changed scope makes a review stale at once, marking makes it fine, and undo brings both back', async () => {
    const text = manifest({ scopes: READ, reviewed: -100 });
    const editor = await openFile(pathIn('sentry-permissions.yaml'), text);
    const { document } = editor;
    await shows({
      'Overdue 1': ['release-bot: was due 10 days ago · reviewed 100 days ago by dana@acme.example'],
    });
    assert.equal(badge(), 1);

    await markFromList('release-bot', 'As it should be.');
    const marked = document.getText();
    assert.match(
      marked,
      new RegExp(`date: ${day(0)}, by: dana@acme\\.example, of: p1-\\w+, notes: As it should be\\.`),
    );
    await shows({ 'Fine 1': ['release-bot: due in 90 days · reviewed today by dana@acme.example'] });
    assert.equal(badge(), undefined);

    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, rangeOf(document, 'org:read'), 'org:write');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await finding(document, 'stale-review');
    await shows({
      'Stale 1': [
        'release-bot: permissions changed since the last review · due in 90 days · reviewed today by dana@acme.example',
      ],
    });

    await markFromList('release-bot', 'It writes now.');
    await noFinding(document, 'stale-review');
    await shows({ 'Fine 1': ['release-bot: due in 90 days · reviewed today by dana@acme.example'] });

    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    await finding(document, 'stale-review');
    await shows({
      'Stale 1': [
        'release-bot: permissions changed since the last review · due in 90 days · reviewed today by dana@acme.example',
      ],
    });
    await vscode.commands.executeCommand('undo');
    await noFinding(document, 'stale-review');
    assert.equal(document.getText(), marked);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
    await shows({
      'Overdue 1': ['release-bot: was due 10 days ago · reviewed 100 days ago by dana@acme.example'],
    });
    assert.equal(badge(), 1);
  });

  test('files that are not open are listed and followed, grouped by state, owner or sensitivity', async () => {
    await write('one', manifest({ scopes: READ, reviewed: -100 }) + entryOf('second-bot', -1));
    await write(
      'two',
      manifest({ scopes: ['- scope: org:admin', '  rationale: Runs everything there is.'] }),
    );
    await shows({
      'Overdue 1': [
        `release-bot: was due 10 days ago · reviewed 100 days ago by dana@acme.example · ${path('one')}`,
      ],
      'Fine 2': [
        `release-bot: due in 89 days · reviewed 1 day ago by dana@acme.example · ${path('two')}`,
        'second-bot: due in 89 days · reviewed 1 day ago by kim@acme.example',
      ],
    });
    await run('groupReviewsByOwner');
    assert.deepEqual(await labels(), ['kim@acme.example 1', 'team-release@acme.example 2 · 1 overdue']);
    await run('groupReviewsBySensitivity');
    assert.deepEqual(await labels(), ['Highest 1', 'Low 2 · 1 overdue']);
    assert.equal(extension().exports.reviews.view.description, 'by sensitivity');
    await run('groupReviewsByState');

    await write('one', manifest({ scopes: READ }));
    await until('the file is read again', async () => (await labels()).join() === 'Fine 2' || undefined);
    assert.equal(badge(), undefined);
    await fs.delete(fileUri(pathIn('two')), { recursive: true });
    await until('the file is gone', async () => (await labels()).join() === 'Fine 1' || undefined);
    assert.deepEqual(opened('one', 'two'), []);
  });

  test('Enter opens the line, and the tooltip and the copied summary have the facts', async () => {
    await write('one', manifest({ scopes: READ, reviewed: -100 }) + entryOf('second-bot', -1));
    const second = await integration('second-bot');
    const item = await itemOf(second);
    assert.equal(
      item.accessibilityInformation?.label,
      `second-bot, Fine, due in 89 days · reviewed 1 day ago by kim@acme.example, owner kim@acme.example, ${path('one')}`,
    );
    const { command, arguments: words = [] } = item.command ?? { command: '' };
    await vscode.commands.executeCommand(command, ...(words as unknown[]));
    const { document, selection } = shown();
    assert.equal(document.lineAt(selection.active.line).text, '  second-bot:');

    const { provider } = extension().exports.reviews;
    const token = new vscode.CancellationTokenSource().token;
    const { tooltip } = (await provider.resolveTreeItem?.(item, second, token)) ?? {};
    assert.ok(tooltip instanceof vscode.MarkdownString, 'the tooltip is Markdown');
    assert.match(tooltip.value, /Owner: kim\\@acme\.example\n/);
    assert.match(tooltip.value, /`org:read`/);
    assert.ok(!tooltip.isTrusted && !tooltip.supportHtml);

    const both = [await integration('release-bot'), second];
    // A browser gives its clipboard to a page that has the focus, and says nothing where it does not.
    const copied = await until('the summary is copied', async () => {
      await run('copyReviewSummary', second, both);
      return (await vscode.env.clipboard.readText()) || undefined;
    });
    assert.match(
      copied,
      /^release-bot · internal-integration\nOverdue · Reviewed 100 days ago[^]*\n\nsecond-bot · /,
    );
    assert.match(copied, new RegExp(`Owner: kim@acme\\.example\n[^]*File: ${path('one')}\n$`));
  });

  test('several of several files are marked at once, whether they are open or not', async () => {
    await write('one', manifest({ scopes: READ, reviewed: -100 }));
    await write('two', manifest({ scopes: READ, reviewed: -1 }) + entryOf('second-bot', -200));
    await until('both are overdue', async () => (await labels())[0] === 'Overdue 2' || undefined);
    const [overdue] = await groups();
    const rows = await children(overdue);
    const asked = await answering(['Both compared.'], async () => {
      await run('markListedReviewed', rows[0], rows);
    });
    assert.match(asked[0]?.prompt ?? '', /dana@acme\.example.* 2 integrations .*Sentry today: /);
    await until('none is overdue', async () => (await labels()).join() === 'Fine 3' || undefined);
    for (const name of ['one', 'two']) {
      const document = await vscode.workspace.openTextDocument(
        fileUri(pathIn(`${name}/sentry-permissions.yaml`)),
      );
      assert.equal(document.getText().match(/Both compared\./g)?.length, 1);
      assert.ok(document.isDirty, 'nothing is saved for the person');
      // What is changed without an editor would come back after its file is deleted.
      await document.save();
    }
    const cancelled = await answering([undefined], async () => {
      await run('markListedReviewed', rows[0], rows);
    });
    assert.equal(cancelled.length, 1);
  });

  test('it says what it cannot read, and leads to the fault', async () => {
    await write('one', `${manifest({ scopes: READ })}  - nonsense: [\n`);
    await write('two', 'version: 2\nintegrations: {}\n');
    await until('both are named', async () => (await labels())[0] === 'Not Read in Full 2' || undefined);
    const [first] = await groups();
    const unread = await children(first);
    assert.deepEqual(await Promise.all(unread.map((file) => lineOf(file, ': '))), [
      `${path('one')}: a syntax error hides some of it`,
      `${path('two')}: of a version of the format that is not known here`,
    ]);
    await run('showIntegration', unread[1]);
    assert.match(shown().document.getText(), /^version: 2\n/);
    await run('showIntegration', unread[0]);
    assert.ok(shown().selection.active.line > 10, 'the fault is shown');
  });

  test('a file that is renamed on the disk while it is shown counts once', async () => {
    await write('one', manifest({ scopes: READ }));
    const uri = fileUri(pathIn('one/sentry-permissions.yaml'));
    await vscode.window.showTextDocument(uri, { preview: false });
    await until('it is listed', async () => (await labels()).join() === 'Fine 1' || undefined);
    await write('two', manifest({ scopes: READ }));
    await until('both are listed', async () => (await labels()).join() === 'Fine 2' || undefined);
    await fs.delete(uri);
    await until('one is gone', async () => (await labels()).join() === 'Fine 1' || undefined);
    assert.ok(
      vscode.workspace.textDocuments.some((document) => document.uri.path === uri.path),
      'its tab is open still',
    );
  });

  test('it is there again after the server was killed', async () => {
    await write('one', manifest({ scopes: READ, reviewed: -100 }));
    await until('it is listed', async () => (await labels()).join() === 'Overdue 1' || undefined);
    const [killed] = host().servers();
    assert.ok(killed !== undefined, 'there is a server to kill');
    host().killServer(killed);
    assert.deepEqual(await labels(), ['Overdue 1']);
    await until('another server runs', () =>
      host()
        .servers()
        .find((id) => id !== killed),
    );
    await write('one', manifest({ scopes: READ, reviewed: -1 }));
    await until('the new server is heard', async () => (await labels()).join() === 'Fine 1' || undefined);
  });
});

async function markFromList(name: string, notes: string): Promise<void> {
  const element = await integration(name);
  const asked = await answering([notes], async () => {
    await run('markListedReviewed', element);
  });
  assert.match(asked[0]?.prompt ?? '', new RegExp(`compared ${name} with its settings in Sentry today`));
}

function badge(): number | undefined {
  return extension().exports.reviews.view.badge?.value;
}

function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}
