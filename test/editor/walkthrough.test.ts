import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Step } from '../../client/src/walkthrough.ts';
import {
  answering,
  closeEditors,
  extension,
  finding,
  LANGUAGE,
  noFinding,
  provided,
  until,
} from './support.ts';

interface Walkthrough {
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly media: { readonly svg: string; readonly altText: string };
    readonly completionEvents: readonly string[];
  }[];
}

function allSteps(): Walkthrough['steps'] {
  const { contributes } = extension().packageJSON as { contributes: { walkthroughs: Walkthrough[] } };
  return contributes.walkthroughs[0]?.steps ?? [];
}

/** What a step of the walkthrough waits for. */
function eventsOf(id: string): readonly string[] {
  const step = allSteps().find((own) => own.id === id);
  assert.ok(step, `there is a step ${id}`);
  return step.completionEvents;
}

/** The step is done once VS Code has been told; another suite may have done it before. */
function isDone(context: Step): Promise<true> {
  return until(`${context} is done`, () => extension().exports.stepsDone.has(context) || undefined);
}

/** The command ends before the page is there; it would open in the midst of what comes next. */
async function openPage(): Promise<void> {
  await vscode.commands.executeCommand(
    'workbench.action.openWalkthrough',
    'sentry-permissions.sentry-permissions#leastPrivilege',
    false,
  );
  await until('the page of the walkthrough is shown', () => {
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    return activeTab && !(activeTab.input instanceof vscode.TabInputText);
  });
}

suite('the walkthrough', () => {
  suiteSetup(() => extension().activate());
  teardown(closeEditors);

  test('each step has its words, its picture in the package, and something that completes it', async () => {
    const { extensionUri } = extension();
    const commands = await vscode.commands.getCommands(true);
    const steps = allSteps();
    assert.deepEqual(
      steps.map(({ id }) => id),
      ['sample', 'hover', 'narrow', 'review', 'ci'],
    );
    for (const { id, title, description, media, completionEvents } of steps) {
      for (const text of [title, description, media.altText])
        assert.ok(text !== '' && !text.startsWith('%'), `${id} has words`);
      const picture = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, media.svg));
      assert.match(new TextDecoder().decode(picture), /^<svg [^]*var\(--vscode-/);
      assert.ok(completionEvents.length > 0, `${id} can be completed`);
      for (const [, command = ''] of description.matchAll(/\(command:([^)]+)\)/g))
        assert.ok(commands.includes(command), `${command} is there`);
    }
    await openPage();
  });

  test('its steps complete by what is done in the sample', async () => {
    assert.deepEqual(eventsOf('sample'), ['onCommand:sentryPermissions.openSample']);
    await vscode.commands.executeCommand('sentryPermissions.openSample');
    const editor = await until('the sample is shown', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.isUntitled && active.document.languageId === LANGUAGE ? active : undefined;
    });
    const { document } = editor;
    assert.equal(document.getText(editor.selection), 'project:admin');

    const excess = await finding(document, 'excess-scope');
    await provided('vscode.executeHoverProvider', document.uri, excess.range.start);
    assert.deepEqual(eventsOf('hover'), ['onContext:sentryPermissions.walkthrough.hovered']);
    await isDone('hovered');

    const cursor = new vscode.Range(excess.range.start, excess.range.start);
    const before = document.getText();
    // Pressed again where VS Code, busy with another page, had not taken the editor for the one in use.
    await until('the scopes are narrowed', async () => {
      await vscode.window.showTextDocument(document, { selection: cursor, preview: false });
      await vscode.commands.executeCommand('editor.action.autoFix');
      return document.getText() !== before || undefined;
    });
    await noFinding(document, 'excess-scope');
    assert.deepEqual(eventsOf('narrow'), ['onContext:sentryPermissions.walkthrough.narrowed']);
    await isDone('narrowed');

    await answering(['dana@acme.example', ''], async () => {
      await vscode.commands.executeCommand('sentryPermissions.markReviewed');
    });
    await noFinding(document, 'overdue-review');
    assert.deepEqual(eventsOf('review'), ['onContext:sentryPermissions.walkthrough.reviewed']);
    await isDone('reviewed');
  });

  test('what its steps open stands beside its page, in the column that is there, and splits no editor', async () => {
    // VS Code tells of columns a moment after a command has ended, and may keep a text without a file in a tab of its own, too.
    const stands = (column: vscode.ViewColumn, columns: number): Promise<unknown> =>
      until(`a text has the focus in column ${column} of ${columns}`, () => {
        const { activeTextEditor: text, tabGroups } = vscode.window;
        return (text?.viewColumn === column && tabGroups.all.length === columns) || undefined;
      });
    const commands = ['sentryPermissions.openSample', 'sentryPermissions.setUpCi'];
    await closeEditors();
    for (const command of [...commands, ...commands]) {
      await vscode.commands.executeCommand(command);
      await stands(vscode.ViewColumn.One, 1);
    }

    await closeEditors();
    for (const command of [...commands, ...commands]) {
      await openPage();
      await vscode.commands.executeCommand(command);
      await stands(vscode.ViewColumn.Two, 2);
      await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    }
  });

  test('its lines for CI open as a workflow of this version', async () => {
    assert.deepEqual(eventsOf('ci'), ['onCommand:sentryPermissions.setUpCi']);
    await vscode.commands.executeCommand('sentryPermissions.setUpCi');
    const document = await until('the workflow is shown', () => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.languageId === 'yaml' ? active : undefined;
    });
    const { version } = extension().packageJSON as { version: string };
    assert.ok(document.getText().includes(`sentry-permissions-language-server-${version}.tgz`));
  });
});
