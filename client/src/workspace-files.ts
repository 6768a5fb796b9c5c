/** Gives the server the manifests of the workspace as VS Code sees them: on any file system, less what is excluded. */
import { minimatch } from 'minimatch';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  FilesChangedNotification,
  ListFilesRequest,
  MANIFEST_PATTERNS,
  ReadFileRequest,
  type ReadFileAnswer,
  type ReadFileParams,
} from '../../server/src/protocol.ts';

const MAX_FILES = 5_000;
const MAX_FOLDERS = 10_000;
const MANIFEST = /^(?:.+\.)?sentry-permissions\.ya?ml$/;
const PATTERN = `{${MANIFEST_PATTERNS.join(',')}}`;
const EXCLUDES = ['files.exclude', 'search.exclude'];

/** Answers the server's requests for files, and tells it when another set of files counts. */
export function serveFiles(client: BaseLanguageClient): vscode.Disposable {
  let listed: readonly string[] = [];
  const changed = (): void => {
    if (client.isRunning()) void client.sendNotification(FilesChangedNotification);
  };
  // Of a folder that goes away, watchers tell the folder alone.
  const deletions = vscode.workspace.createFileSystemWatcher('**', true, true, false);
  return vscode.Disposable.from(
    client.onRequest(ListFilesRequest, async () => (listed = await listFiles())),
    client.onRequest(ReadFileRequest, readFile),
    deletions,
    deletions.onDidDelete((uri) => {
      if (listed.some((file) => file.startsWith(`${uri.toString()}/`))) changed();
    }),
    vscode.workspace.onDidRenameFiles(changed),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (EXCLUDES.some((section) => event.affectsConfiguration(section))) changed();
    }),
  );
}

async function listFiles(): Promise<string[]> {
  const found = await Promise.all((vscode.workspace.workspaceFolders ?? []).map(filesBelow));
  return [...new Set(found.flat().map((uri) => uri.toString()))].slice(0, MAX_FILES);
}

async function filesBelow(folder: vscode.WorkspaceFolder): Promise<vscode.Uri[]> {
  const isExcluded = excludesOf(folder);
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, PATTERN),
    undefined,
    MAX_FILES,
  );
  // Most virtual file systems cannot be searched; there is nothing found then, and no word about it.
  const isVirtual = folder.uri.scheme !== 'file' && folder.uri.scheme !== 'vscode-remote';
  const files = found.length === 0 && isVirtual ? await walk(folder.uri, isExcluded) : found;
  return files.filter((uri) => !isExcluded(uri));
}

/** Whether the settings of a folder exclude a file, by its own path or by a folder above it. */
function excludesOf(folder: vscode.WorkspaceFolder): (uri: vscode.Uri) => boolean {
  const patterns = EXCLUDES.flatMap((section) =>
    Object.entries(vscode.workspace.getConfiguration(undefined, folder.uri).get<object>(section, {}))
      .filter(([, value]) => value === true)
      .map(([pattern]) => pattern),
  );
  const base = folder.uri.path.replace(/\/*$/, '/');
  return ({ path }) => {
    const parts = path.slice(base.length).split('/');
    return parts.some((_, index) => {
      const above = parts.slice(0, index + 1).join('/');
      return patterns.some((pattern) => minimatch(above, pattern, { dot: true }));
    });
  };
}

async function walk(root: vscode.Uri, isExcluded: (uri: vscode.Uri) => boolean): Promise<vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  const folders = [root];
  for (let seen = 0; seen < MAX_FOLDERS && found.length < MAX_FILES; seen++) {
    const folder = folders.shift();
    if (!folder) break;
    const entries = await vscode.workspace.fs.readDirectory(folder).then(
      (list) => list,
      () => [],
    );
    for (const [name, type] of entries) {
      const uri = vscode.Uri.joinPath(folder, name);
      if (isExcluded(uri)) continue;
      // A link to a folder could lead in a circle.
      if (type === vscode.FileType.Directory) folders.push(uri);
      else if (MANIFEST.test(name)) found.push(uri);
    }
  }
  return found;
}

async function readFile({ uri, limit }: ReadFileParams): Promise<ReadFileAnswer> {
  try {
    const file = vscode.Uri.parse(uri, true);
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > limit) return { fault: `it has ${String(size)} bytes, more than ${String(limit)}` };
    const bytes = await vscode.workspace.fs.readFile(file);
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return { missing: true };
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
