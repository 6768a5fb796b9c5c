/** What people know a file and a folder of the workspace by. */
import * as vscode from 'vscode';

/** The path of a file in its folder; the folder's name is in it where several are open. */
export function pathOf(uri: vscode.Uri): string {
  const { asRelativePath, getWorkspaceFolder, workspaceFolders = [] } = vscode.workspace;
  const path = asRelativePath(uri);
  const above = workspaceFolders.length > 1 ? folderAbove(getWorkspaceFolder(uri)) : undefined;
  return above === undefined ? path : `${above}/${path}`;
}

/** The name of a folder that is open, told from others of the same name. */
export function folderName(folder: vscode.WorkspaceFolder): string {
  const above = folderAbove(folder);
  return above === undefined ? folder.name : `${above}/${folder.name}`;
}

/** What stands above a folder, as far as it tells it from those of the same name; undefined where none has its name. */
function folderAbove(folder: vscode.WorkspaceFolder | undefined): string | undefined {
  if (!folder) return undefined;
  const others = (vscode.workspace.workspaceFolders ?? []).filter(
    ({ name, index }) => name === folder.name && index !== folder.index,
  );
  if (others.length === 0) return undefined;
  const parents = partsAbove(folder);
  const last = parents.at(-1);
  // One folder above both tells nothing apart.
  return others.some((other) => partsAbove(other).at(-1) === last) ? parents.join('/') : last;
}

function partsAbove({ uri }: vscode.WorkspaceFolder): string[] {
  return uri.path.split('/').filter(Boolean).slice(0, -1);
}
