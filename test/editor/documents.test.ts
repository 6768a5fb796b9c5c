import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  ADMIN,
  answering,
  closeEditors,
  extension,
  fileUri,
  finding,
  LANGUAGE,
  manifest,
  openFile,
  READ,
  until,
} from './support.ts';

const { fs } = vscode.workspace;
const run = (command: string): Thenable<unknown> =>
  vscode.commands.executeCommand(`sentryPermissions.${command}`);
const pick =
  (label: string) =>
  (items: readonly vscode.QuickPickItem[]): vscode.QuickPickItem | undefined =>
    items.find((item) => item.label === label);

suite('audit report', () => {
  suiteSetup(() => extension().activate());
  suiteTeardown(() => fs.delete(fileUri('audit'), { recursive: true }));
  teardown(closeEditors);

  const NAME = 'audit/sentry-permissions.yaml';
  /** Exports in a format, to a place. */
  async function exported(label: string, name: string): Promise<string> {
    const asked = await answering([pick(label), fileUri(`audit/${name}`)], async () => {
      await run('exportReport');
    });
    assert.equal(asked.length, 2);
    return new TextDecoder().decode(await fs.readFile(fileUri(`audit/${name}`)));
  }

  test('is written and shown as HTML, in which nothing runs', async () => {
    const { document } = await openFile(NAME, manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
    const text = await exported('HTML', 'report.html');
    assert.match(text, /^<!doctype html>/);
    assert.match(text, /release-bot/);
    assert.match(text, /default-src 'none'/);
    await until('the report is shown', () =>
      tab(({ input, label }) => input instanceof vscode.TabInputWebview && label === 'Audit Report'),
    );
  });

  test('is written and shown in the other formats, with what is not saved yet', async () => {
    const editor = await openFile(NAME, manifest({ scopes: READ }));
    const at = editor.document.getText().indexOf('Watches');
    await editor.edit((edit) => {
      edit.insert(editor.document.positionAt(at), 'Unsaved: ');
    });
    const markdown = await exported('Markdown', 'report.md');
    assert.match(markdown, /Unsaved/);
    await until('the page is shown', () => tab(({ label }) => label === 'Preview report.md'));
    const rows = (await exported('CSV', 'report.csv')).split('\r\n');
    assert.ok(rows.some((row) => row.includes('audit/sentry-permissions.yaml') && row.includes('org:read')));
    await until('the table is shown', () => active('report.csv'));
    const json = JSON.parse(await exported('JSON', 'report.json')) as { integrations: { name: string }[] };
    assert.ok(json.integrations.some(({ name }) => name === 'release-bot'));
    await until('the text is shown', () => active('report.json'));
  });

  test('tells of files, as they stand in the editor also where they are plain YAML, and of no text that is no file yet', async () => {
    const { document } = await openFile(NAME, manifest({ scopes: READ }));
    const editor = await vscode.window.showTextDocument(
      await vscode.languages.setTextDocumentLanguage(document, 'yaml'),
    );
    const at = editor.document.getText().indexOf('Watches');
    await editor.edit((edit) => {
      edit.insert(editor.document.positionAt(at), 'Plain and unsaved: ');
    });
    const content = manifest({ scopes: ADMIN }).replace('release-bot', 'no-file-yet');
    const untitled = await vscode.workspace.openTextDocument({ language: LANGUAGE, content });
    await vscode.window.showTextDocument(untitled, { preview: false });
    await finding(untitled, 'broad-scope');
    const markdown = await exported('Markdown', 'plain.md');
    assert.match(markdown, /Plain and unsaved: Watches/);
    assert.doesNotMatch(markdown, /no-file-yet/);
  });

  test('cancelled, nothing is written; and no manifest is written over', async () => {
    const text = manifest({ scopes: READ });
    const { document } = await openFile(NAME, text);
    const before = await fs.readDirectory(fileUri('audit'));
    for (const answers of [[undefined], [pick('CSV'), undefined], [pick('CSV'), document.uri]])
      await answering(answers, async () => {
        await run('exportReport');
      });
    assert.deepEqual(await fs.readDirectory(fileUri('audit')), before);
    assert.equal(new TextDecoder().decode(await fs.readFile(document.uri)), text);
  });
});

function tab(is: (tab: vscode.Tab) => boolean): true | undefined {
  return vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(is)) || undefined;
}

function active(name: string): true | undefined {
  const path = vscode.window.activeTextEditor?.document.uri.path ?? '';
  return path.endsWith(`/${name}`) || undefined;
}
