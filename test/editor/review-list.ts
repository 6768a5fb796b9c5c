/** What the tests of the Reviews view share: its rows, and the files that they are of. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ReviewElement } from '../../client/src/review-items.ts';
import { closeEditors, extension, fileUri, makeWatchedFolder, setReviewer, until } from './support.ts';

const { fs } = vscode.workspace;
/** Another one for each test: of one that goes and comes back at once, VS Code may not see that it is another. */
let folder = '';
let folders = 0;

export const run = (command: string, ...words: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`sentryPermissions.${command}`, ...words);

/** What the suites do before and after: each test finds an empty list, and leaves one. */
export function emptyList(): void {
  suiteSetup(async () => {
    await extension().activate();
    await setReviewer('dana@acme.example');
    // Those of other suites would count as well.
    for (const uri of await vscode.workspace.findFiles('**/*.{yaml,yml}'))
      if (!uri.path.endsWith('/other.yaml')) await fs.delete(uri);
    await until('nothing is left', async () => (await labels()).length === 0 || undefined);
  });
  suiteTeardown(() => setReviewer(undefined));
  setup(() => {
    folder = `reviewed-${String(++folders)}`;
  });
  teardown(async () => {
    await closeEditors();
    await run('groupReviewsByState');
    await remove();
    await until('nothing is left', async () => {
      // What is changed without an editor gets one, a little later.
      await closeEditors();
      return (await labels()).length === 0 || undefined;
    });
  });
}

async function remove(): Promise<void> {
  try {
    await fs.delete(fileUri(folder), { recursive: true });
  } catch {
    // The test has written no file.
  }
}

/** The path of a file or a folder in the folder of the test. */
export function pathIn(name: string): string {
  return `${folder}/${name}`;
}

/** Writes the manifest of a folder of this name. */
export async function write(name: string, text: string): Promise<void> {
  await makeWatchedFolder(fileUri(folder));
  await makeWatchedFolder(fileUri(`${folder}/${name}`));
  await fs.writeFile(fileUri(`${folder}/${name}/sentry-permissions.yaml`), new TextEncoder().encode(text));
}

/** The editor that is shown. */
export function shown(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor, 'an editor is shown');
  return editor;
}

/** The path of a file of ours as the view shows it. */
export function path(name: string): string {
  return vscode.workspace.asRelativePath(fileUri(`${folder}/${name}/sentry-permissions.yaml`));
}

/** What the view has below an element. */
export async function children(element?: ReviewElement): Promise<ReviewElement[]> {
  return (await extension().exports.reviews.provider.getChildren(element)) ?? [];
}

/** What the view has at its top. */
export function groups(): Promise<ReviewElement[]> {
  return children();
}

/** What the view shows of an element. */
export async function itemOf(element: ReviewElement): Promise<vscode.TreeItem> {
  return extension().exports.reviews.provider.getTreeItem(element);
}

/** The same as one line. */
export async function lineOf(element: ReviewElement, between: string): Promise<string> {
  const { label, description } = await itemOf(element);
  assert.ok(typeof label === 'string' && typeof description === 'string', 'both are plain texts');
  return `${label}${between}${description}`;
}

/** The groups with their counts. */
export async function labels(): Promise<string[]> {
  return Promise.all((await groups()).map((group) => lineOf(group, ' ')));
}

/** Waits until the view shows these groups with these integrations, and nothing else. */
export async function shows(wanted: Readonly<Record<string, readonly string[]>>): Promise<void> {
  let seen = '';
  try {
    await until('the view shows it', async () => {
      const entries = (await groups()).map(async (group): Promise<[string, string[]]> => [
        await lineOf(group, ' '),
        await Promise.all((await children(group)).map((row) => lineOf(row, ': '))),
      ]);
      seen = JSON.stringify(Object.fromEntries(await Promise.all(entries)), null, 2);
      return seen === JSON.stringify(wanted, null, 2) || undefined;
    });
  } catch {
    assert.equal(seen, JSON.stringify(wanted, null, 2));
  }
}

/** The row of the integration of this name, once it is listed. */
export async function integration(name: string): Promise<ReviewElement> {
  return until(`${name} is listed`, async () => {
    const rows = (await Promise.all((await groups()).map(children))).flat();
    return rows.find((row) => row.kind === 'integration' && row.row.name === name);
  });
}

/** The documents of these files that are open. */
export function opened(...names: readonly string[]): string[] {
  return vscode.workspace.textDocuments
    .map(({ uri }) => uri.path)
    .filter((open) => names.some((name) => open.includes(`/${folder}/${name}/`)));
}
