import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  answering,
  closeEditors,
  day,
  extension,
  finding,
  manifest,
  noFinding,
  openFile,
  provided,
} from './support.ts';

const run = (command: string): Thenable<unknown> =>
  vscode.commands.executeCommand(`sentryPermissions.${command}`);

suite('many places, one by one', () => {
  suiteSetup(() => extension().activate());
  teardown(closeEditors);

  test('all bare scopes of a file are walked through, and one undo takes every answer back', async () => {
    const scopes = ['- org:read', '- team:read', '- event:read', '- project:read'];
    const text = manifest({ scopes });
    const { document } = await openFile('walk.sentry-permissions.yaml', text);
    await finding(document, 'missing-rationale');
    const walk = (answers: Parameters<typeof answering>[0]): ReturnType<typeof answering> =>
      answering(answers, async () => {
        await run('addAllRationales');
      });
    // Nothing was answered before Escape, so nothing is written.
    await walk([undefined]);
    assert.equal(document.getText(), text);
    const asked = await walk(['Lists the projects of the shop.', '', 'Reads: the new issues.', undefined]);
    assert.deepEqual(
      asked.map(({ title }) => title),
      [1, 2, 3, 4].map((number) => `Add Rationale to All Bare Scopes (${number} of 4)`),
    );
    assert.match(asked[1]?.prompt ?? '', /team:read.*empty to skip.*what was answered before is written\./);
    assert.equal(
      document.getText(),
      text
        .replace('- org:read\n', '- scope: org:read\n        rationale: Lists the projects of the shop.\n')
        .replace('- event:read\n', '- scope: event:read\n        rationale: "Reads: the new issues."\n'),
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  test('a walk goes on where the file changes under it', async () => {
    const { document } = await openFile(
      'moved.sentry-permissions.yaml',
      manifest({ scopes: ['- org:read', '- team:read'] }),
    );
    await finding(document, 'missing-rationale');
    const asked = await answering(
      ['Lists the projects of the shop.', 'Finds out who is on call.'],
      async () => {
        const { questions } = extension().exports;
        const stands = { ...questions };
        let number = 0;
        questions.ask = async (question) => {
          if (++number === 2) {
            const edit = new vscode.WorkspaceEdit();
            edit.insert(document.uri, new vscode.Position(0, 0), '# ours\n');
            await vscode.workspace.applyEdit(edit);
          }
          return stands.ask(question);
        };
        await run('addAllRationales');
      },
    );
    assert.equal(asked.length, 2);
    assert.match(document.getText(), /^# ours\n/);
    await noFinding(document, 'missing-rationale');
  });

  test('what a rule finds of one owner is accepted place by place, and one undo takes it back', async () => {
    const settings = vscode.workspace.getConfiguration('sentryPermissions');
    await settings.update('reviewer', 'dana@acme.example', vscode.ConfigurationTarget.Global);
    const text = manifest({ scopes: ['- org:admin', '- member:admin', '- team:admin'] });
    const { document } = await openFile('accept.sentry-permissions.yaml', text);
    await finding(document, 'broad-scope');
    const owner = (items: readonly vscode.QuickPickItem[]) => items[0];
    const broad = (items: readonly vscode.QuickPickItem[]) =>
      items.find(
        ({ label, description }) => label === 'broad-scope' && /^\d findings$/.test(description ?? ''),
      );
    const answers = [owner, broad, day(30), 'Until the new token.', '', undefined];
    const asked = await answering(answers, async () => {
      await run('acceptOwner');
    });
    await settings.update('reviewer', undefined, vscode.ConfigurationTarget.Global);
    assert.match(asked[3]?.title ?? '', /^Accept for All of an Owner as dana@acme\.example \(1 of \d\)$/);
    assert.match(
      asked[3]?.prompt ?? '',
      /^Why may org:admin of release-bot stay\?.*what was answered before is written\./,
    );
    const accepted = [
      '- scope: org:admin',
      '        accept:',
      '          - rule: broad-scope',
      '            reason: Until the new token.',
      `            until: ${day(30)}`,
      '            by: dana@acme.example',
    ].join('\n');
    assert.equal(document.getText(), text.replace('- org:admin', accepted));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  test('a finding that is accepted by its own fix says who accepts it, and until when', async () => {
    const text = manifest({ scopes: ['- org:admin'] });
    const { document } = await openFile('accept-one.sentry-permissions.yaml', text);
    const { range } = await finding(document, 'broad-scope');
    const actions = await provided<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    const accept = actions.find(({ title }) => title.startsWith('Accept org:admin until '))?.command;
    assert.ok(accept, 'the finding can be accepted');
    const press = (answers: Parameters<typeof answering>[0]): ReturnType<typeof answering> =>
      answering(answers, async () => {
        await vscode.commands.executeCommand(
          accept.command,
          ...((accept.arguments ?? []) as readonly unknown[]),
        );
      });
    const settings = vscode.workspace.getConfiguration('sentryPermissions');
    await settings.update('reviewer', 'dana@acme.example', vscode.ConfigurationTarget.Global);
    await press([undefined]);
    assert.equal(document.getText(), text);
    const [asked] = await press(['Until the new token.']);
    await settings.update('reviewer', undefined, vscode.ConfigurationTarget.Global);
    assert.match(asked?.title ?? '', /\(signed by dana@acme\.example\)$/);
    assert.equal(asked?.prompt, 'Why may org:admin stay?');
    assert.match(
      document.getText(),
      /reason: Until the new token\.\n +until: .*\n +by: dana@acme\.example\n/,
    );
  });
});
