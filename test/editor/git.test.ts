/** What needs Git, and so a host on Node. */
import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import {
  ADMIN,
  answering,
  closeEditors,
  extension,
  fileUri,
  manifest,
  openFile,
  pageSays,
  READ,
  until,
  type Answer,
} from './support.ts';

const { fs } = vscode.workspace;

interface GitApi {
  openRepository(uri: vscode.Uri): Promise<{ status(): Promise<void> } | null>;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

async function enableGit(enabled: boolean | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('git')
    .update('enabled', enabled, vscode.ConfigurationTarget.Workspace);
}

function git(...args: string[]): void {
  gitIn(fileUri('repository'), ...args);
}

function gitIn(folder: vscode.Uri, ...args: string[]): void {
  const identity = [
    '-c',
    'user.name=Dana',
    '-c',
    'user.email=dana@acme.example',
    '-c',
    'commit.gpgsign=false',
  ];
  execFileSync('git', [...identity, ...args], { cwd: folder.fsPath, stdio: 'ignore' });
}

suite('compare with a Git revision', () => {
  let api: GitApi;
  let repository: { status(): Promise<void> };

  suiteSetup(async () => {
    await extension().activate();
    await write('sentry-permissions.yaml', manifest({ scopes: READ }));
    await write('old.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await write('moved.sentry-permissions.yaml', `${manifest({ scopes: READ })}# moved\n`);
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'First');
    git('tag', 'first');
    await fs.delete(inRepository('old.sentry-permissions.yaml'));
    await fs.rename(
      inRepository('moved.sentry-permissions.yaml'),
      inRepository('elsewhere.sentry-permissions.yaml'),
    );
    git('add', '-A');
    git('commit', '-q', '-m', 'Second');
    // Off for all other tests, which have no use for it.
    await enableGit(true);
    api = await until('Git is there', async () => {
      const found = vscode.extensions.getExtension<GitExtension>('vscode.git');
      const exports = await found?.activate();
      return exports?.enabled ? exports.getAPI(1) : undefined;
    });
    repository = await until(
      'the repository is known',
      async () => (await api.openRepository(fileUri('repository'))) ?? undefined,
    );
  });
  suiteTeardown(async () => {
    await enableGit(undefined);
    for (const name of ['repository', 'other-repository'])
      await fs.delete(fileUri(name), { recursive: true });
  });
  teardown(closeEditors);

  test('says what widened since then, in the editor as on the disk', async () => {
    const { document } = await openFile('repository/sentry-permissions.yaml', manifest({ scopes: READ }));
    await compare(pick('first'));
    await pageSays('Changes since first', /old\.sentry-permissions\.yaml`, removed/);
    await pageSays('Changes since first', /elsewhere\.sentry-permissions\.yaml`, was `[^`]*moved/);

    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf('org:read');
    edit.replace(
      document.uri,
      new vscode.Range(document.positionAt(at), document.positionAt(at + 8)),
      'org:write',
    );
    await vscode.workspace.applyEdit(edit);
    assert.ok(document.isDirty);
    await compare(pick('HEAD'));
    await pageSays('Changes since HEAD', /\*\*widened:\*\* scope `org:write`/);
    await pageSays('Changes since HEAD', /Fails by widened-without-rationale/);
  });

  test('knows a manifest that Git does not know yet, and a revision that is typed', async () => {
    await openFile('repository/new.sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await repository.status();
    await compare(pick('Another Revision…'), 'HEAD~1');
    await pageSays('Changes since HEAD~1', /new\.sentry-permissions\.yaml`, new/);
  });

  test('nothing counts as removed that is there: not what a setting excludes, nor what is large', async () => {
    const names = ['excluded/sentry-permissions.yaml', 'large.sentry-permissions.yaml'];
    const much = `# ${'x'.repeat(6_000_000)}\n`;
    for (const name of names) await write(name, `${manifest({ scopes: READ })}${much}`);
    await write('larger.sentry-permissions.yaml', manifest({ scopes: READ }));
    git('add', '-A');
    git('commit', '-q', '-m', 'Third');
    await write('excluded/sentry-permissions.yaml', manifest({ scopes: ADMIN }));
    await write('large.sentry-permissions.yaml', `${manifest({ scopes: ADMIN })}${much}`);
    await openFile('repository/sentry-permissions.yaml', manifest({ scopes: READ }));
    const settings = vscode.workspace.getConfiguration('search');
    await settings.update('exclude', { '**/excluded': true }, vscode.ConfigurationTarget.Workspace);
    try {
      await compare(pick('HEAD'));
      for (const name of names)
        await pageSays('Changes since HEAD', new RegExp(`${name}\`\n\n#### \`release-bot\` changed`));
      await pageSays('Changes since HEAD', /^(?![^]*removed)/);

      await write('larger.sentry-permissions.yaml', `# ${'x'.repeat(20_000_000)}\n`);
      await compare(pick('HEAD'));
      await pageSays('Changes since HEAD', /larger\.sentry-permissions\.yaml`\n\n- \*\*not read:\*\*/);
      await pageSays('Changes since HEAD', /^(?![^]*(?:removed|Passes))[^]*Not judged/);
    } finally {
      await settings.update('exclude', undefined, vscode.ConfigurationTarget.Workspace);
      git('reset', '-q', '--hard');
    }
  });

  test('of a repository all is compared, whatever part of it is open', async () => {
    const outside = vscode.Uri.joinPath(fileUri(''), '../outside');
    const at = (name: string): vscode.Uri => vscode.Uri.joinPath(outside, name);
    const put = (name: string, scopes: string[]): Thenable<void> =>
      fs.writeFile(at(name), new TextEncoder().encode(manifest({ scopes })));
    for (const name of ['a', 'b', 'gone']) await put(`${name}/sentry-permissions.yaml`, READ);
    gitIn(outside, 'init', '-q', '-b', 'main');
    gitIn(outside, 'add', '-A');
    gitIn(outside, 'commit', '-q', '-m', 'First');
    await put('b/sentry-permissions.yaml', ADMIN);
    await put('new/sentry-permissions.yaml', ADMIN);
    await fs.delete(at('gone'), { recursive: true });
    try {
      const found = await until(
        'the repository is known',
        async () => (await api.openRepository(outside)) ?? undefined,
      );
      await found.status();
      await vscode.window.showTextDocument(at('a/sentry-permissions.yaml'));
      await compare(pick('HEAD'));
      await pageSays('Changes since HEAD', /b\/sentry-permissions\.yaml`\n\n#### `release-bot` changed/);
      await pageSays('Changes since HEAD', /new\/sentry-permissions\.yaml`, new/);
      await pageSays('Changes since HEAD', /gone\/sentry-permissions\.yaml`, removed/);
      await pageSays('Changes since HEAD', /^(?![^]*removed[^]*removed)/);
    } finally {
      await closeEditors();
      await fs.delete(outside, { recursive: true });
    }
  });

  test('the page names its revision, and what of the workspace is in no repository', async () => {
    const second = vscode.workspace.workspaceFolders?.[1];
    assert.ok(second, 'two folders are open');
    const uri = vscode.Uri.joinPath(second.uri, 'sentry-permissions.yaml');
    await fs.writeFile(uri, new TextEncoder().encode(manifest({ scopes: READ })));
    await openFile('repository/sentry-permissions.yaml', manifest({ scopes: READ }));
    try {
      await compare(pick('HEAD'));
      await pageSays('Changes since HEAD', /^# Changes since HEAD\n/);
      await pageSays(
        'Changes since HEAD',
        /## Not Compared\n\n[^]*second\/sentry-permissions\.yaml `: .*no Git/,
      );
    } finally {
      await fs.delete(uri);
    }
  });

  test('what the menu of a tab names is compared, whatever is in the editor', async () => {
    const other = fileUri('menu-repository');
    const put = (scopes: string[]): Thenable<void> =>
      fs.writeFile(
        vscode.Uri.joinPath(other, 'menu.sentry-permissions.yaml'),
        new TextEncoder().encode(manifest({ scopes })),
      );
    await fs.createDirectory(other);
    await put(READ);
    gitIn(other, 'init', '-q', '-b', 'main');
    gitIn(other, 'add', '-A');
    gitIn(other, 'commit', '-q', '-m', 'First');
    await put(ADMIN);
    try {
      const found = await until('it is known', async () => (await api.openRepository(other)) ?? undefined);
      await found.status();
      await openFile('repository/sentry-permissions.yaml', manifest({ scopes: READ }));
      await answering([pick('HEAD')], async () => {
        await vscode.commands.executeCommand(
          'sentryPermissions.compareRevision',
          vscode.Uri.joinPath(other, 'menu.sentry-permissions.yaml'),
        );
      });
      await pageSays('Changes since HEAD', /menu\.sentry-permissions\.yaml`\n\n#### `release-bot` changed/);
    } finally {
      await closeEditors();
      await fs.delete(other, { recursive: true });
    }
  });

  test('cancelled, or of a revision that is not there, shows nothing', async () => {
    await openFile('repository/sentry-permissions.yaml', manifest({ scopes: READ }));
    const before = tabs();
    for (const answers of [
      [undefined],
      [pick('Another Revision…'), undefined],
      [pick('Another Revision…'), 'nowhere'],
      [pick('Another Revision…'), '--output=owned'],
    ])
      await compare(...answers);
    assert.deepEqual(tabs(), before);
    const names = (await fs.readDirectory(fileUri('repository'))).map(([name]) => name);
    assert.ok(!names.includes('owned'));
  });

  test('a review is signed with the address of the repository, and nobody is asked who reviewed', async () => {
    git('config', 'user.email', 'sam@acme.example');
    const text = manifest({ scopes: READ, reviewed: -100 });
    const editor = await openFile('repository/signed.sentry-permissions.yaml', text);
    editor.selection = new vscode.Selection(6, 10, 6, 10);
    const asked = await answering(['Nothing to change.'], async () => {
      await vscode.commands.executeCommand('sentryPermissions.markReviewed');
    });
    assert.match(asked[0]?.prompt ?? '', /sam@acme\.example/);
    assert.match(editor.document.getText(), /by: sam@acme\.example/);
  });

  test('reviews of two repositories are each signed with the address of its own, and written together', async () => {
    const other = fileUri('other-repository');
    await fs.createDirectory(other);
    gitIn(other, 'init', '-q', '-b', 'main');
    for (const [name, address] of [
      ['repository', 'sam@acme.example'],
      ['other-repository', 'lee@acme.example'],
    ] as const) {
      gitIn(fileUri(name), 'config', 'user.email', address);
      await until(
        'the repository is known',
        async () => (await api.openRepository(fileUri(name))) ?? undefined,
      );
      await openFile(`${name}/two.sentry-permissions.yaml`, manifest({ scopes: READ, reviewed: -100 }));
    }
    const { provider } = extension().exports.reviews;
    const rows = await until('both are listed', async () => {
      const groups = (await provider.getChildren()) ?? [];
      const all = (await Promise.all(groups.map(async (group) => provider.getChildren(group)))).flat();
      const found = all.filter(
        (row) =>
          row?.kind === 'integration' && row.row.uri.endsWith('repository/two.sentry-permissions.yaml'),
      );
      return found.length === 2 ? found : undefined;
    });
    const mark = (...answers: Answer[]): Promise<readonly { prompt?: string | undefined }[]> =>
      answering(answers, async () => {
        await vscode.commands.executeCommand('sentryPermissions.markListedReviewed', rows[0], rows);
      });
    const texts = async (): Promise<string[]> =>
      Promise.all(
        ['repository', 'other-repository'].map(async (name) =>
          (await vscode.workspace.openTextDocument(fileUri(`${name}/two.sentry-permissions.yaml`))).getText(),
        ),
      );
    const before = await texts();
    assert.equal((await mark('Compared.', undefined)).length, 2);
    assert.deepEqual(await texts(), before, 'nothing is written where one of them is not signed');

    const prompts = (await mark('Compared.', 'Compared too.')).map(({ prompt }) => prompt ?? '').sort();
    assert.equal(prompts.length, 2);
    assert.match(prompts[0] ?? '', /lee@acme\.example/);
    assert.match(prompts[1] ?? '', /sam@acme\.example/);
    const [own = '', others = ''] = await texts();
    assert.match(own, /by: sam@acme\.example/);
    assert.match(others, /by: lee@acme\.example/);
    assert.doesNotMatch(own, /lee@/);
  });

  async function compare(...answers: Answer[]): Promise<void> {
    const asked = await answering(answers, async () => {
      await vscode.commands.executeCommand('sentryPermissions.compareRevision');
    });
    assert.equal(asked.length, answers.length);
  }
});

function pick(label: string): Answer {
  return (items) => items.find((item) => item.label === label);
}

function tabs(): string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}

function inRepository(name: string): vscode.Uri {
  return fileUri(`repository/${name}`);
}

async function write(name: string, text: string): Promise<void> {
  await fs.writeFile(inRepository(name), new TextEncoder().encode(text));
}
