import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  answering,
  choose,
  closeEditors,
  day,
  entryOf,
  extension,
  fileUri,
  finding,
  fixOf,
  insertAt,
  noFinding,
  openFile,
  provided,
  until,
} from './support.ts';

const PAGES = 'sentry-permissions-page';

/** What people tick for a release job, and what the job does. */
function releaseJob(): string {
  return [
    'version: 1',
    'organization: acme',
    'review: { every: 90 days }',
    'integrations:',
    '  release-bot:',
    '    kind: internal-integration',
    '    purpose: Creates a release for every deployment of the shop.',
    '    owner: team-release@acme.example',
    '    credential:',
    '      storedIn: vault://release/sentry/release-bot',
    `      rotated: ${day(-1)}`,
    '    scopes:',
    '      - scope: org:admin # the wiki says so',
    '        rationale: Finds the commits that belong to a release.',
    '      - scope: project:admin',
    '        rationale: Creates the releases of the shop.',
    '      - scope: event:read',
    '        rationale: Shows the issues that a release mends.',
    '    uses:',
    '      - sentry-cli releases new',
    '      - sentry-cli releases set-commits --auto',
    '    reviews:',
    `      - { date: ${day(-1)}, by: dana@acme.example }`,
    '',
  ].join('\n');
}

const LEAST = [
  '    scopes:',
  '      - scope: org:read',
  '        rationale: It takes this scope to do sentry-cli releases set-commits --auto.',
  '      - scope: project:releases',
  '        rationale: It takes this scope to do sentry-cli releases new and sentry-cli releases set-commits --auto.',
  '    uses:',
].join('\n');

suite('the least scopes', () => {
  teardown(closeEditors);

  async function open(name: string): Promise<vscode.TextDocument> {
    const { document } = await openFile(`${name}.sentry-permissions.yaml`, releaseJob());
    return document;
  }

  /** Those on scopes; others tell of reviews. */
  async function lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const all = await provided<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
    return all.filter(({ command }) => !/review/i.test(command?.title ?? ''));
  }

  function run({ command }: vscode.CodeLens): Thenable<unknown> {
    assert.ok(command, 'the lens does something');
    return vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
  }

  test('two small scopes suffice for what was ticked Admin for; one key writes them, one undo takes that back', async () => {
    const document = await open('release-job');
    const before = document.getText();
    const excess = await finding(document, 'excess-scope');
    assert.match(excess.message, /Least for what it declares: org:read and project:releases/);
    assert.match(excess.message, /An organization token \(org:ci\) alone would do as well/);
    await choose(await fixOf(document, excess, /^Replace 3 scopes/));
    assert.ok(document.getText().includes(LEAST), document.getText());
    await noFinding(document, 'excess-scope');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  test('the lens counts what is too much, explains it, and replaces it', async () => {
    const document = await open('lens');
    const before = document.getText();
    const found = await until('there are lenses', async () => {
      const all = await lenses(document);
      return all.length > 1 ? all : undefined;
    });
    assert.deepEqual(
      found.map(({ command }) => command?.title),
      ['3 scopes more than the uses need', 'Replace by the least'],
    );
    const [surplus, replace] = found;
    assert.ok(surplus && replace);
    await run(surplus);
    const certificate = await until('the certificate is open', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === PAGES),
    );
    assert.match(certificate.getText(), /`org:read` and `project:releases` suffice/);
    assert.match(certificate.getText(), /`event:read`: nothing that is declared needs it/);
    assert.doesNotMatch(certificate.getText(), /has changed since/);
    await run(replace);
    assert.ok(document.getText().includes(LEAST), document.getText());
    await until(
      'the page says that it is of what was there before',
      () => /^> \*\*A file .* has changed since/.test(certificate.getText()) || undefined,
    );
    await until('the lens is gone', async () => ((await lenses(document)).length === 0 ? true : undefined));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  test('a refused request is found in what is pasted, with the least scopes for it', async () => {
    const document = await open('refused');
    await cursorIn(document);
    const pasted = `POST /api/0/organizations/acme/releases/ HTTP/1.1Host: sentry.ioAuthorization: Bearer none`;
    await answering([pasted], async () => {
      await vscode.commands.executeCommand('sentryPermissions.findScopes');
    });
    const page = await until('the page is open', () =>
      vscode.workspace.textDocuments.find(
        (page) => page.uri.scheme === PAGES && page.getText().includes('refused request'),
      ),
    );
    assert.match(page.getText(), /The least that does it: `project:releases`/);
    assert.doesNotMatch(page.getText(), /Bearer/);
  });

  test('uses are imported from a recording, those that are left picked', async () => {
    const document = await open('recorded');
    await cursorIn(document);
    const request = (method: string, path: string): object => ({
      request: { method, url: `https://sentry.io/api/0/${path}`, headers: [] },
    });
    const entries = [
      request('POST', 'organizations/acme/releases/'),
      request('GET', 'organizations/acme/projects/?cursor=1'),
      request('GET', 'projects/acme/shop/keys/'),
      request('GET', 'organizations/acme/no-such-thing/'),
    ];
    const har = fileUri('recorded.har');
    await vscode.workspace.fs.writeFile(har, new TextEncoder().encode(JSON.stringify({ log: { entries } })));
    const before = document.getText();
    await answering([har, ([item]) => (item?.label.includes('/projects/{') ? item : undefined)], async () => {
      await vscode.commands.executeCommand('sentryPermissions.importUses');
    });
    const added =
      '      - GET /api/0/projects/{organization_id_or_slug}/{project_id_or_slug}/keys/\n    reviews:';
    assert.equal(document.getText(), before.replace('    reviews:', added));
    const page = await until('what is not matched is shown', () =>
      vscode.workspace.textDocuments.find(
        (page) => page.uri.scheme === PAGES && page.getText().includes('does not know'),
      ),
    );
    assert.match(page.getText(), /GET \/api\/0\/organizations\/\{…\}\/\{…\}\//);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  test('what is imported goes where the cursor was, wherever that has moved', async () => {
    const document = await open('moving');
    await cursorIn(document);
    const har = fileUri('moving.har');
    const request = { method: 'GET', url: 'https://sentry.io/api/0/projects/acme/shop/keys/', headers: [] };
    const log = { log: { entries: [{ request }] } };
    await vscode.workspace.fs.writeFile(har, new TextEncoder().encode(JSON.stringify(log)));
    const before = document.getText();
    const above = entryOf('above-bot', -1).repeat(2).replace('above-bot', 'top-bot');
    await answering([har, ([item]) => item], async () => {
      const { questions } = extension().exports;
      const stands = { ...questions };
      questions.file = async (title) => {
        await insertAt(document, 4, above);
        return stands.file(title);
      };
      await vscode.commands.executeCommand('sentryPermissions.importUses');
    });
    const use = '      - GET /api/0/projects/{organization_id_or_slug}/{project_id_or_slug}/keys/\n';
    const lines = before.replace('    reviews:', `${use}    reviews:`).split('\n');
    lines.splice(4, 0, ...above.trimEnd().split('\n'));
    assert.equal(document.getText(), lines.join('\n'));
  });

  async function cursorIn(document: vscode.TextDocument): Promise<void> {
    await finding(document, 'excess-scope');
    const editor = await vscode.window.showTextDocument(document);
    const at = document.positionAt(document.getText().indexOf('uses:'));
    editor.selection = new vscode.Selection(at, at);
  }
});
