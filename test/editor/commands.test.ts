import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  ADMIN,
  answering,
  closeEditors,
  extension,
  fileSystem,
  fileUri,
  finding,
  insertAt,
  LANGUAGE,
  manifest,
  noFinding,
  openFile,
  pageSays,
  READ,
  ruleOf,
  until,
} from './support.ts';

/** What a manifest begins with: an integration that holds scopes in Sentry. */
const OWN = pick('An Integration of Your Own');

/** Leaves every item of a list picked. */
const all = ([item]: readonly vscode.QuickPickItem[]): vscode.QuickPickItem | undefined => item;

const run = (command: string, ...words: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`sentryPermissions.${command}`, ...words);

suite('commands', () => {
  suiteSetup(() => extension().activate());
  suiteTeardown(async () => {
    for (const folder of ['.github', 'taken', 'chosen', 'undone'])
      await vscode.workspace.fs.delete(fileUri(folder), { recursive: true });
  });
  teardown(closeEditors);

  test('a new manifest is written where it was asked for, and asks only for what is its owner’s to say', async () => {
    const uri = fileUri('.github/sentry-permissions.yaml');
    const asked = await answering([pick('.github/sentry-permissions.yaml'), OWN, 'acme'], async () => {
      await run('newManifest');
    });
    assert.equal(asked.length, 3);
    const editor = await shown(uri);
    assert.equal(editor.document.languageId, LANGUAGE);
    assert.equal(editor.document.isDirty, false);
    assert.match(editor.document.getText(), /^organization: acme$/m);
    assert.equal(editor.document.getText(editor.selection), 'new-integration');
    await finding(editor.document, 'missing-owner');
    const rules = vscode.languages.getDiagnostics(uri).map(ruleOf);
    assert.deepEqual(
      rules.filter((rule) => !rule.startsWith('missing-')),
      [],
    );
  });

  test('undo ends at the text that a new manifest began with', async () => {
    const uri = fileUri('undone/sentry-permissions.yaml');
    await answering([OWN, 'acme'], async () => {
      await run('newManifest', fileUri('undone'));
    });
    const { document } = await shown(uri);
    const first = document.getText();
    await insertAt(document, 0, '# ours\n');
    for (let times = 0; times < 3; times++) await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), first);
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), first);
  });

  test('a new manifest can begin with another service, and the least that its features need there', async () => {
    const offered: vscode.QuickPickItem[] = [];
    await answering(
      [
        pick('Untitled File'),
        pick('GitHub'),
        ([item]) => {
          if (item) offered.push(item);
          return item?.label === 'suspect-commits' ? item : undefined;
        },
        '',
        'acme',
      ],
      async () => {
        await run('newManifest');
      },
    );
    const usual = offered.filter(({ picked }) => picked).map(({ label }) => label);
    assert.ok(usual.includes('commits') && !usual.includes('status-checks'), usual.join());
    const document = await until('an untitled manifest is shown', () => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.isUntitled ? active : undefined;
    });
    assert.match(document.getText(), /features:\n {6}- suspect-commits\n/);
    await finding(document, 'unlimited-installation');
    const rules = new Set(vscode.languages.getDiagnostics(document.uri).map(ruleOf));
    assert.deepEqual([...rules].sort(), [
      'broad-permission',
      'excess-permission',
      'missing-owner',
      'missing-purpose',
      'missing-review',
      'unlimited-installation',
    ]);
  });

  test('a new manifest never takes the place of another', async () => {
    const text = manifest({ scopes: READ });
    const { document } = await openFile('taken/sentry-permissions.yml', text);
    await closeEditors();
    const asked = await answering([], async () => {
      await run('newManifest', fileUri('taken'));
    });
    assert.deepEqual(asked, []);
    await shown(document.uri);
    const files = await vscode.workspace.fs.readDirectory(fileUri('taken'));
    assert.deepEqual(files, [['sentry-permissions.yml', vscode.FileType.File]]);
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri)), text);
  });

  test('a new manifest can be a file without a place, and another folder can be chosen', async () => {
    await answering([pick('Untitled File'), OWN, ''], async () => {
      await run('newManifest');
    });
    const document = await until('an untitled manifest is shown', () => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.isUntitled ? active : undefined;
    });
    assert.equal(document.languageId, LANGUAGE);
    assert.doesNotMatch(document.getText(), /organization:/);
    await finding(document, 'missing-owner');

    const asked = await answering(
      [pick('Another Folder…'), fileUri('chosen'), OWN, 'Acme Inc.', 'acme'],
      async () => {
        await run('newManifest');
      },
    );
    assert.equal(asked.length, 5, 'what no organization is called is not taken');
    await shown(fileUri('chosen/sentry-permissions.yaml'));
  });

  test('cancelled, no manifest is written', async () => {
    const files = async (): Promise<string[]> =>
      (await vscode.workspace.findFiles('**/*.{yaml,yml}')).map(String).sort();
    const before = await files();
    for (const answers of [
      [undefined],
      [pick('sentry-permissions.yaml'), undefined],
      [pick('sentry-permissions.yaml'), OWN, undefined],
      [pick('sentry-permissions.yaml'), pick('GitHub'), undefined],
      [pick('sentry-permissions.yaml'), pick('GitHub'), all, undefined],
      [pick('sentry-permissions.yaml'), pick('GitHub'), all, '', undefined],
      [pick('Another Folder…'), undefined],
      [pick('Another Folder…'), fileUri('chosen/not'), undefined],
    ]) {
      await answering(answers, async () => {
        await run('newManifest');
      });
    }
    assert.deepEqual(await files(), before);
  });

  test('a scope is looked up in a list of all, the one at the cursor first', async () => {
    const editor = await openFile('look-up.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    const at = editor.document.positionAt(editor.document.getText().indexOf('org:admin') + 3);
    editor.selection = new vscode.Selection(at, at);
    let items: readonly vscode.QuickPickItem[] = [];
    await answering(
      [
        (offered: readonly vscode.QuickPickItem[]) => {
          items = offered;
          return offered[0];
        },
      ],
      async () => {
        await run('lookUpScope');
      },
    );
    assert.equal(items[0]?.label, 'org:admin');
    assert.ok(items.length > 20, 'all scopes are offered');
    assert.ok(items.every(({ description, detail }) => description && detail));
    await previewOf('Scope org:admin');
    await pageSays('Scope org:admin', /\*\*Risk:\*\*/);
  });

  test('a rationale is added to the grant at the cursor', async () => {
    const scopes = ['- org:read', '- team:read'];
    const editor = await openFile('one.sentry-permissions.yaml', manifest({ scopes }));
    await finding(editor.document, 'missing-rationale');
    const at = editor.document.positionAt(editor.document.getText().indexOf('team:read') + 9);
    editor.selection = new vscode.Selection(at, at);
    const asked = await answering(['Finds out: who is on call.'], async () => {
      await run('addRationale');
    });
    assert.equal(asked.length, 1);
    assert.match(
      editor.document.getText(),
      /- org:read\n {6}- scope: team:read\n {8}rationale: "Finds out: who is on call\."\n/,
    );
  });

  test('rationales are asked for grant by grant, until one is not given', async () => {
    const scopes = ['- org:read', ...READ.map((line) => line.replace('org:', 'event:')), '- team:read'];
    const editor = await openFile('all.sentry-permissions.yaml', manifest({ scopes }));
    await finding(editor.document, 'missing-rationale');
    editor.selection = new vscode.Selection(5, 6, 5, 6);
    const first = await answering(['Lists the projects of the shop.', undefined], async () => {
      await run('addRationale');
    });
    assert.deepEqual(
      first.map(({ title }) => title),
      ['Add Rationale (1 of 2)', 'Add Rationale (2 of 2)'],
    );
    assert.match(editor.document.getText(), /rationale: Lists the projects of the shop\./);
    const second = await answering(['Finds out who is on call.'], async () => {
      await run('addRationale');
    });
    assert.deepEqual(
      second.map(({ title }) => title),
      ['Add Rationale'],
    );
    await noFinding(editor.document, 'missing-rationale');
    assert.deepEqual(
      await answering([], async () => {
        await run('addRationale');
      }),
      [],
    );
  });

  test('a file says why it is checked, and another why it is not', async () => {
    const { document } = await openFile('why.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
    await run('whyChecked');
    const name = 'why.sentry-permissions.yaml – checks';
    await previewOf(name);
    await pageSays(name, /^# This file is checked\n[^]*Integrations: 1\. Open findings: \d/);
    await pageSays(name, /^(?![^]*only while it is open)/);
    const page = vscode.workspace.textDocuments.find(({ uri }) => uri.path === `/${name}`);
    assert.notEqual(page?.languageId, LANGUAGE);

    await openFile('values.yaml', manifest({ scopes: ADMIN }));
    await run('whyChecked');
    await pageSays(
      'values.yaml – checks',
      /^# This file is not checked\n[^]*no manifest by its language or name/,
    );

    await openFile('other-version.sentry-permissions.yaml', 'version: 2\nintegrations: {}\n');
    await run('whyChecked');
    await pageSays(
      'other-version.sentry-permissions.yaml – checks',
      /^# This file is not checked\n[^]*version: 1/,
    );
    await closeEditors();

    await run('whyChecked', document.uri);
    await pageSays(name, /^# This file is checked\n[^]*why\.sentry-permissions\.yaml/);
  });

  test('a file that cannot be opened says what keeps it from being checked', async () => {
    const { fs } = vscode.workspace;
    const write = (name: string, text: string): Thenable<void> =>
      fs.writeFile(fileUri(name), new TextEncoder().encode(text));
    await fs.createDirectory(fileUri('folder.sentry-permissions.yaml'));
    await write('nul.sentry-permissions.yaml', `\0${manifest({ scopes: ADMIN })}`);
    await write('large.sentry-permissions.yaml', '#'.repeat(53_000_000));
    const { document } = await openFile('gone.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await fs.delete(document.uri);
    for (const [name, what] of [
      ['folder', /^# This file is not checked\n[^]*It is a folder/],
      ['nul', /^# This file is checked in part\n[^]*cannot open it as text/],
      ['large', /^# This file is not checked\n[^]*more than 20 MB/],
      ['gone', /^# This file is not checked\n[^]*no such file any more/],
      ['never', /^# This file is not checked\n[^]*no such file any more/],
    ] as const) {
      await run('whyChecked', fileUri(`${name}.sentry-permissions.yaml`));
      await pageSays(`${name}.sentry-permissions.yaml – checks`, what);
    }
    const found = vscode.languages.getDiagnostics(fileUri('nul.sentry-permissions.yaml'));
    assert.ok(found.length > 0, 'the server reads it from the disk');
    for (const name of ['folder', 'nul', 'large'])
      await fs.delete(fileUri(`${name}.sentry-permissions.yaml`), { recursive: true });
  });

  test('a file that is no text is not checked where no folder that is open has it', async () => {
    const bytes = new TextEncoder().encode(`\0${manifest({ scopes: ADMIN })}`);
    const registration = vscode.workspace.registerFileSystemProvider('no-folder', fileSystem(bytes));
    try {
      const uri = vscode.Uri.from({ scheme: 'no-folder', path: '/alone.sentry-permissions.yaml' });
      await run('whyChecked', uri);
      await pageSays(
        'alone.sentry-permissions.yaml – checks',
        /^# This file is not checked\n[^]*cannot open it as text[^]*folders of the workspace/,
      );
    } finally {
      registration.dispose();
    }
  });

  test('the status shows findings and catalogue, and of a file that is gone that it is not checked', async () => {
    const { status } = extension().exports;
    const { document } = await openFile('status.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await finding(document, 'broad-scope');
    const counted = (): true | undefined => status.text.startsWith('Errors: 1,') || undefined;
    await until('the finding is counted', counted);
    assert.match(status.detail ?? '', /^Catalogue of \d{4}-\d\d-\d\d$/);
    assert.equal(status.busy, false);
    assert.equal(status.severity, vscode.LanguageStatusSeverity.Information);

    await vscode.workspace.fs.delete(document.uri);
    await until('it is not checked', () => status.text === 'Not checked' || undefined);
    await insertAt(document, 0, '# not gone for whoever writes\n');
    await until('it counts again', counted);
  });
});

/** Chooses the item of this label. */
function pick(label: string): (items: readonly vscode.QuickPickItem[]) => vscode.QuickPickItem {
  return (items) => {
    const found = items.find((item) => item.label === label);
    assert.ok(found, `${label} among ${items.map((item) => item.label).join(' | ')}`);
    return found;
  };
}

function shown(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return until(`${uri.path} is shown`, () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.toString() === uri.toString() ? editor : undefined;
  });
}

async function previewOf(name: string): Promise<void> {
  await until(`the page ${name} is shown`, () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(({ label, input }) => input instanceof vscode.TabInputCustom && label === name),
  );
}
