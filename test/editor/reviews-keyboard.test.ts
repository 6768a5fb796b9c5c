/** The Reviews view by keyboard: VS Code's own commands for lists move and select, as the keys do. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { emptyList, integration, labels, opened, run, shown, shows, write } from './review-list.ts';
import { answering, entryOf, extension, manifest, READ, until } from './support.ts';

suite('the Reviews view by keyboard', () => {
  emptyList();

  test('the key copies the row that has the focus, and all that are selected where it is one of them', async () => {
    await write('one', manifest({ scopes: READ, reviewed: -100 }) + entryOf('second-bot', -1));
    await shows({
      'Overdue 1': ['release-bot: was due 10 days ago · reviewed 100 days ago by dana@acme.example'],
      'Fine 1': ['second-bot: due in 89 days · reviewed 1 day ago by kim@acme.example'],
    });
    const copied = async (): Promise<string[]> => {
      await vscode.env.clipboard.writeText('nothing');
      await run('copyReviewSummary');
      const text = await vscode.env.clipboard.readText();
      return ['release-bot', 'second-bot'].filter((name) => text.includes(`${name} · internal`));
    };
    await selectFirst('release-bot', 'second-bot');
    const first = ['focusFirst', 'focusDown', 'toggleSelection'];
    const both = [...first, 'focusLast', 'toggleSelection'];
    // While the view lists anew, VS Code for a moment tells of no selection: then all of it is done again.
    for (const { keys, expected, stays } of [
      { keys: [...first, 'focusLast'], expected: ['second-bot'], stays: ['release-bot'] },
      { keys: ['focusFirst', 'focusDown'], expected: ['release-bot'], stays: [] },
      { keys: both, expected: ['release-bot', 'second-bot'], stays: ['release-bot', 'second-bot'] },
      { keys: [...both, 'focusFirst'], expected: [], stays: ['release-bot', 'second-bot'] },
    ])
      await until(`copied: ${String(expected)}, and selected as before: ${String(stays)}`, async () => {
        await list('clear', ...keys);
        const found = [await copied(), selected()];
        return JSON.stringify(found) === JSON.stringify([expected, stays]) || undefined;
      });
    assert.deepEqual(opened('one'), [], 'no file is opened for that');

    await until('so is what is marked', async () => {
      await list('clear', 'focusFirst', 'focusDown');
      const asked = await answering([undefined], async () => {
        await run('markListedReviewed');
      });
      return (asked[0]?.prompt ?? '').includes('compared release-bot ') || undefined;
    });
    await list('clear');
  });

  test('the keyboard selects several; a row is shown without the focus, and Enter takes that along', async () => {
    const text = manifest({ scopes: READ, reviewed: -100 }) + entryOf('second-bot', -101);
    await write('one', text + entryOf('third-bot', -102));
    await until('all are listed', async () => (await labels()).join() === 'Overdue 3' || undefined);
    await selectFirst('third-bot', 'release-bot');
    await list('toggleSelection', 'expandSelectionDown');
    await until('a row is shown', () => vscode.window.activeTextEditor);
    const line = (): string => shown().document.lineAt(shown().selection.active.line).text;
    await until('its line is shown', () => line() === '  second-bot:' || undefined);
    assert.equal(await hasFocus(), false);
    await list('expandSelectionDown');
    await isSelected('second-bot', 'release-bot');
    assert.equal(await hasFocus(), false);

    await list('focusFirst', 'focusDown');
    await run('openFocusedIntegration');
    await until('its line is shown', () => line() === '  third-bot:' || undefined);
    await isSelected('third-bot');
    await until('the editor has the focus', async () => (await hasFocus()) || undefined);

    await run('reviews.focus');
    const row = await integration('second-bot');
    await run('showIntegration', row);
    await until('its line is shown', () => line() === '  second-bot:' || undefined);
    assert.equal(await hasFocus(), false);
    await Promise.all([run('showIntegration', row), run('showIntegration', row)]);
    assert.equal(await hasFocus(), true, 'of a double click VS Code tells twice');

    await run('reviews.focus');
    await list('focusFirst');
    await run('openFocusedIntegration');
    await run('openFocusedIntegration');
    assert.equal(await hasFocus(), false, 'a group is folded and opened');
  });
});

/** Whether the text editor has the focus: then what is typed arrives; takes that back. */
async function hasFocus(): Promise<boolean> {
  const { document } = shown();
  const before = document.getText();
  await vscode.commands.executeCommand('type', { text: '#' });
  if (document.getText() === before) return false;
  await vscode.commands.executeCommand('undo');
  return true;
}

/** Runs commands on the list that has the focus. */
async function list(...commands: readonly string[]): Promise<void> {
  for (const command of commands) await vscode.commands.executeCommand(`list.${command}`);
}

function selected(): string[] {
  const { selection } = extension().exports.reviews.view;
  return selection.map((row) => (row.kind === 'integration' ? row.row.name : row.kind));
}

/** Waits until just these rows are selected: while the view lists anew, VS Code for a moment tells of none. */
async function isSelected(...names: readonly string[]): Promise<void> {
  await until(`selected: ${names.join(', ')}`, () => selected().join() === names.join() || undefined);
}

/** Gives the focus to the view and selects the first integration, once the tree has all rows: the first and the last have these names. */
async function selectFirst(first: string, last: string): Promise<void> {
  await run('reviews.focus');
  await until('the rows are shown', async () => {
    await list('clear', 'focusLast', 'toggleSelection');
    if (selected().join() !== last) return undefined;
    await list('clear', 'focusFirst', 'focusDown', 'toggleSelection');
    return selected().join() === first || undefined;
  });
}
