/** What the suites share: waiting, documents in the workspace, findings and their fixes. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../client/src/activate.ts';
import type { Question, Questions } from '../../client/src/questions.ts';

export const LANGUAGE = 'sentry-permissions';

export function extension(): vscode.Extension<ExtensionApi> {
  const found = vscode.extensions.getExtension<ExtensionApi>('sentry-permissions.sentry-permissions');
  assert.ok(found, 'the extension is installed');
  return found;
}

/** Waits until something is there; says what was missing where it never came. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}.`);
    await pause(50);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The workspace is a copy made for this run, so that a suite may write into it. */
export function fileUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/**
 * Makes a folder where there is none, and waits until VS Code watches it. What is written into a new one before that is seen by nobody:
 * files are listed by looking into it, but a folder within it is not watched until VS Code starts anew.
 */
export async function makeWatchedFolder(uri: vscode.Uri): Promise<void> {
  const { fs, createFileSystemWatcher } = vscode.workspace;
  if (await fs.stat(uri).then(Boolean, () => false)) return;
  const watcher = createFileSystemWatcher('**', false, true, true);
  try {
    let isSeen = false;
    watcher.onDidCreate(({ path }) => {
      isSeen ||= path === uri.path;
    });
    await fs.createDirectory(uri);
    await until(`${uri.path} is watched`, () => isSeen || undefined);
  } finally {
    watcher.dispose();
  }
}

/** Writes a file and shows it in an editor. */
export async function openFile(name: string, text: string): Promise<vscode.TextEditor> {
  const uri = fileUri(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  // VS Code keeps a document for a while after its tab was closed, and may not have seen yet what was written now.
  if (document.getText() !== text) await vscode.commands.executeCommand('workbench.action.files.revert');
  return editor;
}

/**
 * Asks a provider as VS Code does, and once more where VS Code has cancelled that itself: it does so when the text changes or another
 * provider comes while one is being asked, and asks again.
 */
export function provided<T>(command: `vscode.execute${string}`, ...words: readonly unknown[]): Promise<T> {
  return until(`${command} is answered`, async () => {
    try {
      return { answer: await vscode.commands.executeCommand<T>(command, ...words) };
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('Canceled')) return undefined;
      throw error;
    }
  }).then(({ answer }) => answer);
}

/** Closes what a test has opened, unsaved changes included. */
export async function closeEditors(): Promise<void> {
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The id of the rule that raised a finding. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export function findings(document: vscode.TextDocument, rule: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter((finding) => ruleOf(finding) === rule);
}

export async function finding(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
  try {
    return await until(`${rule} is reported`, () => findings(document, rule)[0]);
  } catch {
    const reported = vscode.languages.getDiagnostics(document.uri).map(ruleOf);
    const { uri, languageId, isClosed, version } = document;
    const state = isClosed ? 'closed' : `version ${String(version)} of ${languageId}`;
    return assert.fail(`${rule} among [${reported.join(', ')}] of ${uri.toString()}, ${state}`);
  }
}

export async function noFinding(document: vscode.TextDocument, rule: string): Promise<void> {
  await until(`${rule} is gone`, () => (findings(document, rule).length === 0 ? true : undefined));
}

/**
 * The first quick fix for a finding whose title matches. Asked for until it comes, as the light bulb does: a question that VS Code has
 * cancelled may be answered by no action at all.
 */
export async function fixOf(
  document: vscode.TextDocument,
  { range }: vscode.Diagnostic,
  title: RegExp,
): Promise<vscode.CodeAction> {
  let offered: string[] = [];
  try {
    return await until(`${String(title)} is offered`, async () => {
      const actions = await provided<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
        20,
      );
      offered = actions.map((action) => action.title);
      return actions.find((action) => title.test(action.title));
    });
  } catch {
    return assert.fail(`${String(title)} among ${offered.join(' | ')}`);
  }
}

/** Does what choosing the fix in the light bulb's menu does. */
export async function choose(action: vscode.CodeAction): Promise<void> {
  if (action.edit) assert.ok(await vscode.workspace.applyEdit(action.edit), 'the edit is applied');
  if (action.command) {
    const { command, arguments: words = [] } = action.command;
    await vscode.commands.executeCommand(command, ...(words as unknown[]));
  }
}

/** Waits until the page says what it should; VS Code takes a new text of it in its own time. */
export function pageSays(name: string, what: RegExp): Promise<true> {
  return until(`the page ${name} says ${String(what)}`, async () => {
    const [page] = pageTabs(name);
    return page && (what.test((await vscode.workspace.openTextDocument(page)).getText()) || undefined);
  });
}

/** The addresses of the tabs that show a page of this name. */
export function pageTabs(name: string): vscode.Uri[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input, label }) =>
      input instanceof vscode.TabInputCustom && label === name ? [input.uri] : [],
    )
    .filter(({ scheme }) => scheme === 'sentry-permissions-page');
}

/** An answer to one of our questions; of a list it is what the function takes. */
export type Answer =
  | string
  | vscode.Uri
  | undefined
  | ((items: readonly vscode.QuickPickItem[]) => vscode.QuickPickItem | undefined);

/** Answers our questions in the person's place while something runs; returns what was asked. */
export async function answering(
  answers: readonly Answer[],
  during: () => Promise<void>,
): Promise<Pick<Question, 'title' | 'prompt'>[]> {
  const { questions } = extension().exports;
  const before = { ...questions };
  const asked: Pick<Question, 'title' | 'prompt'>[] = [];
  const next = (title: string, prompt = ''): Answer => answers[asked.push({ title, prompt }) - 1];
  const stands: Questions = {
    ask(question) {
      const { title, prompt, needed, faultOf } = question;
      const answer = next(title, prompt);
      assert.ok(answer === undefined || typeof answer === 'string', `${title} asks for a text`);
      // The box would not take it, and stay.
      const isRefused =
        answer !== undefined && ((answer === '' && needed !== undefined) || faultOf?.(answer));
      return isRefused ? this.ask(question) : Promise.resolve(answer);
    },
    pick<T extends vscode.QuickPickItem>(title: string, items: readonly T[]) {
      const answer = next(title);
      assert.ok(answer === undefined || typeof answer === 'function', `${title} offers a list`);
      return Promise.resolve(answer?.(items) as T | undefined);
    },
    pickMany<T extends vscode.QuickPickItem>(title: string, items: readonly T[]) {
      const answer = next(title);
      assert.ok(answer === undefined || typeof answer === 'function', `${title} offers a list`);
      return Promise.resolve(answer && items.filter((item) => answer([item])));
    },
    file(title) {
      const answer = next(title);
      assert.ok(answer === undefined || answer instanceof vscode.Uri, `${title} asks for a file`);
      return Promise.resolve(answer);
    },
    folder(title) {
      const answer = next(title);
      assert.ok(answer === undefined || answer instanceof vscode.Uri, `${title} asks for a folder`);
      return Promise.resolve(answer);
    },
    saveAs(title) {
      const answer = next(title);
      assert.ok(answer === undefined || answer instanceof vscode.Uri, `${title} asks where to write`);
      return Promise.resolve(answer);
    },
  };
  Object.assign(questions, stands);
  try {
    await during();
  } finally {
    Object.assign(questions, before);
  }
  return asked;
}

/** Does something while the question of this number, from 1, is put; to be called within `answering`, which takes it back. */
export function meanwhile(number: number, change: () => Thenable<unknown>): void {
  const { questions } = extension().exports;
  const stands = { ...questions };
  let count = 0;
  questions.ask = async (question) => {
    if (++count === number) await change();
    return stands.ask(question);
  };
}

/** Writes something before a line, as somebody else might. */
export function insertAt({ uri }: vscode.TextDocument, line: number, text: string): Thenable<boolean> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(line, 0), text);
  return vscode.workspace.applyEdit(edit);
}

/** A day as the manifest writes it, in the user's own time zone. */
export function day(daysFromNow: number): string {
  const date = new Date();
  date.setDate(date.getDate() + daysFromNow);
  const part = (number: number): string => String(number).padStart(2, '0');
  return [String(date.getFullYear()), part(date.getMonth() + 1), part(date.getDate())].join('-');
}

/** A manifest of one integration that is in order but for what a test puts into it. */
export function manifest({
  scopes,
  reviewed = -1,
}: {
  scopes: readonly string[];
  reviewed?: number;
}): string {
  return [
    'version: 1',
    'organization: acme',
    'review: { every: 90 days }',
    'integrations:',
    '  release-bot:',
    '    kind: internal-integration',
    '    purpose: Watches the releases of the shop and tells the team about them.',
    '    owner: team-release@acme.example',
    '    credential:',
    '      storedIn: vault://release/sentry/release-bot',
    `      rotated: ${day(-1)}`,
    '    scopes:',
    ...scopes.map((line) => `      ${line}`),
    '    reviews:',
    `      - { date: ${day(reviewed)}, by: dana@acme.example }`,
    '',
  ].join('\n');
}

/** One more integration, of Kim's. */
export function entryOf(name: string, reviewed: number): string {
  return [
    `  ${name}:`,
    '    kind: internal-integration',
    '    purpose: Reads what another bot needs.',
    '    owner: kim@acme.example',
    '    scopes:',
    '      - scope: org:read',
    '        rationale: Finds the projects of the organization.',
    '    reviews:',
    `      - { date: ${day(reviewed)}, by: kim@acme.example }`,
    '',
  ].join('\n');
}

/** Sets who reviews; without anybody, the setting is as it was. */
export async function setReviewer(
  reviewer: string | undefined,
  target = vscode.ConfigurationTarget.Global,
): Promise<void> {
  const settings = vscode.workspace.getConfiguration('sentryPermissions', fileUri(''));
  await settings.update('reviewer', reviewer, target);
}

export const READ = ['- scope: org:read', '  rationale: Lists the teams to find who owns a release.'];
export const ADMIN = ['- scope: org:admin', '  rationale: Lists the teams to find who owns a release.'];

/** A file system of the folders that are named, with the same file at every other path. */
export function fileSystem(
  bytes: Uint8Array,
  folders: Readonly<Record<string, readonly string[]>> = {},
): vscode.FileSystemProvider {
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions();
  };
  const typeOf = (path: string): vscode.FileType =>
    path in folders ? vscode.FileType.Directory : vscode.FileType.File;
  return {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: ({ path }) => ({ type: typeOf(path), ctime: 0, mtime: 0, size: bytes.length }),
    readFile: () => bytes,
    readDirectory: ({ path }) =>
      (folders[path] ?? []).map((name): [string, vscode.FileType] => [name, typeOf(`${path}/${name}`)]),
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}
