/** Gives the server the manifests of the workspace as VS Code sees them: on any file system, less what is excluded. */
import { Minimatch } from 'minimatch';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  FilesChangedNotification,
  isManifestName,
  ListFilesRequest,
  MANIFEST_PATTERNS,
  NOT_UTF8,
  ReadFileRequest,
  type ReadFileAnswer,
  type ReadFileParams,
} from '../../server/src/protocol.ts';
import { News } from './news.ts';
import { patternsSetting } from './settings.ts';

const MAX_FILES = 5_000;
const MAX_FOLDERS = 10_000;
/** How many folders of a virtual file system are asked for at a time: each may be a request over a network. */
const AT_ONCE = 16;
/** Where more than this many files and folders are new, as after an installation, the workspace is searched once instead. */
const MAX_NEW = 100;
const PATTERN = `{${MANIFEST_PATTERNS.join(',')}}`;
const EXCLUDES = ['files.exclude', 'search.exclude'];

/** Says something in the log. */
type Log = (message: string) => void;

/** Answers the server's requests for files, and tells it when another set of files counts. */
export function serveFiles(client: BaseLanguageClient): vscode.Disposable {
  let listed: readonly string[] = [];
  const news = new News(
    () => client.sendNotification(FilesChangedNotification),
    (error) => {
      client.warn('The language server was not told of changed files.', error, false);
    },
  );
  // One that does not run yet, or runs again, lists them anyhow.
  const changed = (): void => {
    if (client.isRunning()) news.changed();
  };
  const said = new Set<string>();
  const sayOnce: Log = (message) => {
    if (!said.has(message)) client.warn(message, undefined, false);
    said.add(message);
  };
  // Of a folder that comes or goes with what is in it, watchers may tell the folder alone.
  const folders = vscode.workspace.createFileSystemWatcher('**', false, true, false);
  const look = lookIntoNew(() => listed, changed, sayOnce);
  return vscode.Disposable.from(
    client.onRequest(ListFilesRequest, async () => {
      news.seen();
      listed = await listFiles(sayOnce);
      return listed;
    }),
    client.onRequest(ReadFileRequest, readFile),
    folders,
    folders.onDidCreate(look),
    folders.onDidDelete((uri) => {
      if (listed.some((file) => file.startsWith(`${uri.toString()}/`))) changed();
    }),
    vscode.workspace.onDidRenameFiles(changed),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (EXCLUDES.some((section) => event.affectsConfiguration(section))) changed();
    }),
  );
}

/**
 * What to do with the address of something new: where it is a folder with a manifest that is not listed yet, `changed` is called. Many
 * at once are not looked into one by one; then `changed` is called once.
 */
function lookIntoNew(
  listed: () => readonly string[],
  changed: () => void,
  log: Log,
): (uri: vscode.Uri) => void {
  let waiting: vscode.Uri[] = [];
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    while (waiting.length > 0) {
      const some = waiting;
      waiting = [];
      if (some.length > MAX_NEW || (await holdNews(some))) changed();
    }
  };
  const holdNews = async (some: readonly vscode.Uri[]): Promise<boolean> => {
    const known = new Set(listed());
    for (const uri of some) {
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      if (!folder) continue;
      const isExcluded = excludesOf(folder);
      if (isExcluded(uri)) continue;
      const found = await walk(uri, isExcluded, undefined, log);
      if (found.some((file) => !known.has(file.toString()))) return true;
    }
    return false;
  };
  return (uri) => {
    // One of those has a watcher of its own.
    if (isNamedManifest(uri)) return;
    waiting.push(uri);
    looking ??= look().finally(() => {
      looking = undefined;
    });
  };
}

/** The addresses of all manifests in the folders that are open, less what is excluded. */
export async function listFiles(log: Log): Promise<string[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const found = await Promise.all(folders.map((folder) => filesBelow(folder, log)));
  const files = [...new Set(found.flat().map((uri) => uri.toString()))];
  if (files.length > MAX_FILES)
    log(
      `There are more than ${String(MAX_FILES)} manifests. The others are checked only when they are open.`,
    );
  return files.slice(0, MAX_FILES);
}

async function filesBelow(folder: vscode.WorkspaceFolder, log: Log): Promise<vscode.Uri[]> {
  const isExcluded = excludesOf(folder);
  const isVirtual = folder.uri.scheme !== 'file' && folder.uri.scheme !== 'vscode-remote';
  const files = await (isVirtual ? findOrWalk(folder, isExcluded, log) : find(folder));
  return files.filter((uri) => !isExcluded(uri));
}

async function find(folder: vscode.WorkspaceFolder, token?: vscode.CancellationToken): Promise<vscode.Uri[]> {
  const pattern = new vscode.RelativePattern(folder, PATTERN);
  // One more than counts, so that it shows where there are too many.
  return vscode.workspace.findFiles(pattern, undefined, MAX_FILES + 1, token);
}

/**
 * Most virtual file systems cannot be searched, and nothing says so: a search finds nothing there, or never comes to an
 * end. So they are walked through at the same time, until either has the manifests.
 */
async function findOrWalk(
  folder: vscode.WorkspaceFolder,
  isExcluded: (uri: vscode.Uri) => boolean,
  log: Log,
): Promise<vscode.Uri[]> {
  const enough = new vscode.CancellationTokenSource();
  const walked = walk(folder.uri, isExcluded, enough.token, log);
  const found = find(folder, enough.token).then(
    (files) => (files.length > 0 ? files : walked),
    () => walked,
  );
  try {
    return await Promise.race([found, walked]);
  } finally {
    enough.cancel();
    enough.dispose();
  }
}

/** Whether the settings of a folder exclude a file, by its own path or by a folder above it. */
function excludesOf(folder: vscode.WorkspaceFolder): (uri: vscode.Uri) => boolean {
  const patterns = EXCLUDES.flatMap((name) => patternsSetting(name, folder.uri)).map(
    (pattern) => new Minimatch(pattern, { dot: true }),
  );
  const base = folder.uri.path.replace(/(?<!\/)\/*$/, '/');
  return ({ path }) => {
    const parts = path.slice(base.length).split('/');
    return parts.some((_, index) => {
      const above = parts.slice(0, index + 1).join('/');
      return patterns.some((pattern) => pattern.match(above));
    });
  };
}

/** Whether a file is in a folder that is open, and the settings of that exclude it not: a manifest there is checked while it is not open, too. */
export function isInWorkspace(uri: vscode.Uri): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder !== undefined && !excludesOf(folder)(uri);
}

async function walk(
  root: vscode.Uri,
  isExcluded: (uri: vscode.Uri) => boolean,
  enough: vscode.CancellationToken | undefined,
  log: Log,
): Promise<vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  const folders = [root];
  let seen = 0;
  while (folders.length > 0 && seen < MAX_FOLDERS && found.length <= MAX_FILES) {
    if (enough?.isCancellationRequested === true) return found;
    const next = folders.splice(0, Math.min(AT_ONCE, MAX_FOLDERS - seen));
    seen += next.length;
    for (const [uri, type] of (await Promise.all(next.map(entriesOf))).flat()) {
      // A link to a folder could lead in a circle.
      const isFolder = type === vscode.FileType.Directory;
      if ((isFolder || isNamedManifest(uri)) && !isExcluded(uri)) (isFolder ? folders : found).push(uri);
    }
  }
  if (seen === MAX_FOLDERS && folders.length > 0)
    log(
      `${root.toString()} has more than ${String(MAX_FOLDERS)} folders. Manifests in the others are checked only when they are open; files.exclude and search.exclude leave folders out.`,
    );
  return found;
}

/** Whether the file has the name of a manifest. */
export function isNamedManifest({ path }: vscode.Uri): boolean {
  return isManifestName(path.slice(path.lastIndexOf('/') + 1));
}

/** What is in a folder; nothing where it cannot be read. */
async function entriesOf(folder: vscode.Uri): Promise<[vscode.Uri, vscode.FileType][]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.map(([name, type]) => [vscode.Uri.joinPath(folder, name), type]);
  } catch {
    return [];
  }
}

/** The text of a file, if it is no larger than `limit` bytes; never rejects. */
export async function readFile({ uri, limit }: ReadFileParams): Promise<ReadFileAnswer> {
  try {
    const file = vscode.Uri.parse(uri, true);
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > limit) return { fault: `it has ${String(size)} bytes, more than ${String(limit)}` };
    const bytes = await vscode.workspace.fs.readFile(file);
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return { missing: true };
    // The decoder's own words name an encoding, and no cure.
    if (error instanceof TypeError) return { fault: NOT_UTF8 };
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether there is surely no such file. */
export async function isMissing(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return false;
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
  }
}
