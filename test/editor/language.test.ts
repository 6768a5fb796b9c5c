import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ADMIN, closeEditors, manifest, openFile, READ, until, provided } from './support.ts';
import { tokensOf } from './tokens.ts';

suite('reading and writing', () => {
  teardown(closeEditors);

  test('hovering over a scope says what it allows', async () => {
    const { document } = await openFile('hover.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    const position = document.positionAt(document.getText().indexOf('org:admin') + 2);
    const text = await until('there is a hover', async () => {
      const hovers = await provided<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
      const texts = hovers.flatMap(({ contents }) => contents.map(markdownOf));
      return texts.find((part) => part.includes('org:admin'));
    });
    assert.match(text, /org:read/);
    assert.match(text, /operations/);
  });

  test('completion offers scopes, narrow ones first and without what is granted', async () => {
    const { document } = await openFile(
      'completion.sentry-permissions.yaml',
      manifest({ scopes: [...READ, '- scope: '] }),
    );
    const end = document.getText().lastIndexOf('- scope: ') + '- scope: '.length;
    const items = await until('there are suggestions', async () => {
      const list = await provided<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        document.positionAt(end),
      );
      return list.items.some(({ label }) => nameOf(label) === 'project:read') ? list.items : undefined;
    });
    const order = items.map((item) => item.sortText ?? nameOf(item.label));
    const place = (name: string): string =>
      order[items.findIndex(({ label }) => nameOf(label) === name)] ?? '';
    assert.ok(place('project:read') < place('project:admin'), 'narrow before broad');
    assert.equal(place('org:read'), '', 'what is granted is left out');
  });

  test('hovering over a finding leads on to the page of its rule', async () => {
    const { document } = await openFile('way.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    const position = document.positionAt(document.getText().indexOf('org:admin') + 2);
    const content = await until('there is a hover with a link', async () => {
      const hovers = await provided<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
      return hovers
        .flatMap(({ contents }) => contents)
        .find((part) => markdownOf(part).includes('[Rule page]'));
    });
    assert.ok(content instanceof vscode.MarkdownString);
    assert.deepEqual(content.isTrusted, { enabledCommands: ['sentryPermissions.openRulePage'] });
    assert.match(content.value, /\*\*Why:\*\* .*\(command:sentryPermissions\.openRulePage\?/);
    await vscode.commands.executeCommand('sentryPermissions.openRulePage', 'broad-scope');
    await until('the page is shown', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ label }) => label.includes('broad-scope.md')),
    );
  });

  test('a whole entry is written in the indent of the file, with places to fill in', async () => {
    const editor = await openFile('entry.sentry-permissions.yaml', 'version: 1\nintegrations:\n  ');
    const { document } = editor;
    await typeWhereOffered(editor, 'organ', 'organization-token');
    await until('the entry is taken', async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      return document.getText().includes('kind: organization-token') || undefined;
    });
    assert.match(
      document.getText(),
      /^ {2}new-organization-token:\n {4}kind: organization-token\n {4}purpose: [^\n]+\n {4}owner: [^\n]+\n {4}credential:\n {6}storedIn: /m,
    );
    assert.equal(document.getText(editor.selection), 'new-organization-token', 'the first place is selected');
  });

  test('a key that has known values opens the list of them', async () => {
    const editor = await openFile(
      'opens.sentry-permissions.yaml',
      'version: 1\nintegrations:\n  bot:\n    kind: internal-integration\n    ',
    );
    const { document } = editor;
    await typeWhereOffered(editor, 'scop', 'scopes');
    // Nothing asks for the list of scopes but the key that was taken.
    for (const written of [/- scope: $/, /- scope: \w+:\w+$/])
      await until(`it ends in ${String(written)}`, async () => {
        if (written.test(document.getText())) return true;
        await vscode.commands.executeCommand('acceptSelectedSuggestion');
        return undefined;
      });
  });

  test('Enter continues an entry and a list', async () => {
    const editor = await openFile('enter.sentry-permissions.yaml', 'scopes:\n  - scope: org:read');
    await pressEnterAtEnd(editor);
    assert.equal(editor.document.lineAt(2).text, '    ');
    const list = await openFile('enter-list.sentry-permissions.yaml', 'scopes:\n  - org:read');
    await pressEnterAtEnd(list);
    assert.equal(list.document.lineAt(2).text, '  - ');
    assert.equal(list.options.tabSize, 2);
    assert.equal(list.options.insertSpaces, true);
  });

  test('Enter behind a key that has no value yet goes one step in', async () => {
    for (const [text, indent] of [
      ['integrations:', 2],
      ['integrations:\n  bot:', 4],
      ['integrations:\n  bot:\n    scopes:', 6],
      ['integrations:\n  bot:\n    scopes: # why', 6],
      ['integrations:\n  bot:\n    purpose: >-', 6],
      ['integrations:\n  bot:\n    scopes:\n      - accept:', 10],
    ] as const) {
      const editor = await openFile(`step-${String(text.length)}.sentry-permissions.yaml`, text);
      await pressEnterAtEnd(editor);
      const { document } = editor;
      assert.equal(document.lineAt(document.lineCount - 1).text, ' '.repeat(indent), text);
    }
    const plain = await openFile('step-value.sentry-permissions.yaml', 'integrations:\n  bot:\n    owner: a');
    await pressEnterAtEnd(plain);
    assert.equal(plain.document.lineAt(3).text, '    ');
  });

  test('no whole entry of the snippets is offered in the place of a value', async () => {
    const editor = await openFile(
      'snippets.sentry-permissions.yaml',
      'version: 1\nintegrations:\n  bot:\n    kind: ',
    );
    const { document } = editor;
    await typeWhereOffered(editor, 'internal-i', 'internal-integration');
    await until('what is proposed is taken', async () => {
      await vscode.commands.executeCommand('selectLastSuggestion');
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      return document.lineAt(3).text !== '    kind: internal-i' || undefined;
    });
    assert.equal(document.getText().split('\n').slice(3).join('\n'), '    kind: internal-integration');
  });

  test('a scope is one word', async () => {
    const { document } = await openFile('word.sentry-permissions.yaml', manifest({ scopes: READ }));
    for (const word of ['org:read', day0(document), 'internal-integration', 'rotated']) {
      const at = document.positionAt(document.getText().indexOf(word) + 1);
      assert.equal(document.getText(document.getWordRangeAtPosition(at)), word);
    }
  });

  test('scopes, kinds, operations and names have their own colours', async () => {
    const text = manifest({ scopes: ADMIN }).replace(
      '    reviews:',
      '    uses:\n      - GET /api/0/organizations/\n    reviews:',
    );
    const tokens = await tokensOf(text);
    const scopeOf = (part: string): string => tokens.get(part) ?? 'no such token';
    assert.match(scopeOf('admin'), /level\.broad\.sentry-permissions/);
    assert.match(scopeOf('internal-integration'), /enummember\.kind\.sentry-permissions/);
    assert.match(scopeOf('GET'), /method\.sentry-permissions/);
    assert.match(scopeOf('purpose'), /entity\.name\.tag\.yaml$/);
    assert.match(scopeOf('release-bot'), /entity\.name\.type\.key\.sentry-permissions/);
    const named = await tokensOf(text.replace('release-bot:', 'release bot (old):'));
    assert.match(named.get('release bot (old)') ?? '', /entity\.name\.type\.key\.sentry-permissions/);
    assert.match(named.get('purpose') ?? '', /entity\.name\.tag\.yaml$/);
  });
});

/** Types at the end of the document once something of this name is offered there, and opens the list of it. */
async function typeWhereOffered(editor: vscode.TextEditor, text: string, name: string): Promise<void> {
  const { document } = editor;
  const { end } = document.lineAt(document.lineCount - 1).range;
  editor.selection = new vscode.Selection(end, end);
  await until(`${name} is offered`, async () => {
    const list = await provided<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      end,
    );
    return list.items.some(({ label }) => nameOf(label) === name) || undefined;
  });
  await vscode.commands.executeCommand('type', { text });
  await vscode.commands.executeCommand('editor.action.triggerSuggest');
}

async function pressEnterAtEnd(editor: vscode.TextEditor): Promise<void> {
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  await vscode.commands.executeCommand('type', { text: '\n' });
}

/** The first date that the document holds. */
function day0(document: vscode.TextDocument): string {
  return /\d{4}-\d{2}-\d{2}/.exec(document.getText())?.[0] ?? '';
}

function nameOf(label: string | vscode.CompletionItemLabel): string {
  return typeof label === 'string' ? label : label.label;
}

/** A server answers in Markdown; older forms are not ours. */
function markdownOf(content: vscode.Hover['contents'][number]): string {
  return content instanceof vscode.MarkdownString ? content.value : '';
}
