import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, day, finding, fixOf, noFinding, openFile, until } from './support.ts';

const PERMISSIONS = [
  ['Administration', 'read', 'Sentry reads how the main branch is protected.'],
  ['Checks', 'write', 'Sentry reports the outcome of its checks on pull requests.'],
  ['Commit statuses', 'write', 'Sentry marks commits with the outcome of its checks.'],
  ['Contents', 'read', 'Suspect commits read the blame of the failing line.'],
  ['Issues', 'write', 'Sentry files an issue for each new fault of the shop.'],
  ['Members', 'read', 'Owners in CODEOWNERS are matched with people in Sentry.'],
  ['Metadata', 'read', 'GitHub gives it to every app there is.'],
  ['Pull requests', 'write', 'A merged pull request resolves the issue that it names.'],
  ['Webhooks', 'write', 'Sentry hears of each push to the shop.'],
] as const;

/** A GitHub app of one's own, for a Sentry of one's own, with all that Sentry's guide lists. */
function everything(): string {
  return [
    'version: 1',
    'organization: acme',
    'server: https://sentry.acme.example',
    'review: { every: 90 days }',
    'integrations:',
    '  github:',
    '    kind: service',
    '    service: github',
    '    purpose: Names the commits behind the faults of the shop.',
    '    owner: team-shop@acme.example',
    '    limitedTo: [acme/shop]',
    '    features: [suspect-commits, issue-creation, resolve-by-pull-request]',
    '    accept:',
    `      - { rule: broad-permission, reason: The app reaches this repository only., until: ${day(60)} }`,
    '    permissions:',
    ...PERMISSIONS.flatMap(([permission, access, rationale]) => [
      `      - permission: ${permission}`,
      `        access: ${access} # as the guide says`,
      `        rationale: ${rationale}`,
    ]),
    '    reviews:',
    `      - { date: ${day(-5)}, by: dana@acme.example }`,
    '',
  ].join('\n');
}

suite('permissions in another service', () => {
  teardown(closeEditors);

  test('everything comes down to what the features need by one key, and back by one undo', async () => {
    const text = everything();
    const editor = await openFile('service.sentry-permissions.yaml', text);
    const { document } = editor;
    const excess = await finding(document, 'excess-permission');
    await fixOf(document, excess, /^Bring 5 permissions down/);
    editor.selection = new vscode.Selection(excess.range.start, excess.range.start);
    // What Shift+Alt+. is bound to: the fix that is preferred.
    await vscode.commands.executeCommand('editor.action.autoFix');
    await noFinding(document, 'excess-permission');
    assert.deepEqual(
      vscode.languages.getDiagnostics(document.uri).map(({ message }) => message),
      [],
    );
    const names = [...document.getText().matchAll(/permission: (.*)\n {8}access: (\w+)/g)];
    assert.deepEqual(
      names.map(([, permission, access]) => `${permission} ${access}`),
      ['Contents read', 'Issues write', 'Metadata read', 'Pull requests read', 'Webhooks write'],
    );
    await vscode.commands.executeCommand('undo');
    await until('the text is back', () => document.getText() === text || undefined);
  });
});
