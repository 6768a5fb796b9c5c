/** The Reviews view by keyboard: VS Code's own commands for lists move and select, as the keys do. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { emptyList, opened, run, shows, write } from './review-list.ts';
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
    await selectFirst('release-bot');
    await list('focusLast');
    assert.deepEqual(await copied(), ['second-bot'], 'the row that has the focus, not the selected one');
    assert.deepEqual(selected(), ['release-bot'], 'what is selected stays so');
    await list('focusFirst', 'focusDown', 'toggleSelection');
    assert.deepEqual(selected(), []);
    assert.deepEqual(await copied(), ['release-bot'], 'where nothing is selected');
    assert.deepEqual(selected(), []);
    await list('toggleSelection', 'focusLast', 'toggleSelection');
    assert.deepEqual(await copied(), ['release-bot', 'second-bot']);
    assert.deepEqual(selected(), ['release-bot', 'second-bot']);
    await list('focusFirst');
    assert.deepEqual(await copied(), [], 'a group is no integration');
    assert.deepEqual(opened('one'), [], 'no file is opened for that');

    await list('focusDown', 'toggleSelection');
    const asked = await answering([undefined], async () => {
      await run('markListedReviewed');
    });
    assert.match(asked[0]?.prompt ?? '', /compared release-bot /, 'and so is what is marked');
    await list('focusLast', 'toggleSelection');
  });
});

/** Runs commands on the list that has the focus. */
async function list(...commands: readonly string[]): Promise<void> {
  for (const command of commands) await vscode.commands.executeCommand(`list.${command}`);
}

function selected(): string[] {
  const { selection } = extension().exports.reviews.view;
  return selection.map((row) => (row.kind === 'integration' ? row.row.name : row.kind));
}

/** Gives the focus to the view, and selects the first integration, which has this name. */
async function selectFirst(name: string): Promise<void> {
  await run('reviews.focus');
  await until('the rows are shown', async () => {
    await list('clear', 'focusFirst', 'focusDown', 'toggleSelection');
    return selected().join() === name || undefined;
  });
}
