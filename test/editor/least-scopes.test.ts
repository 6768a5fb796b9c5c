import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  choose,
  closeEditors,
  day,
  finding,
  fixOf,
  noFinding,
  openFile,
  provided,
  until,
} from './support.ts';

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

  function lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    return provided<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
  }

  function run({ command }: vscode.CodeLens): Thenable<unknown> {
    assert.ok(command, 'the lens does something');
    return vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
  }

  test('two small scopes suffice for what was ticked Admin for; one key writes them, one undo takes that back', async () => {
    const document = await open('release-job');
    const before = document.getText();
    const excess = await finding(document, 'excess-scope');
    assert.match(excess.message, /org:read and project:releases suffice/);
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
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'sentry-permissions-page'),
    );
    assert.match(certificate.getText(), /`org:read` and `project:releases` suffice/);
    assert.match(certificate.getText(), /`event:read`: nothing that is declared needs it/);
    await run(replace);
    assert.ok(document.getText().includes(LEAST), document.getText());
    await until('the lens is gone', async () => ((await lenses(document)).length === 0 ? true : undefined));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });
});
