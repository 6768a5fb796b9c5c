/** What integrations of several files are called, as in the Reviews view: by name, and by file where that does not tell them apart. */
import * as vscode from 'vscode';
import { pathOf } from './path-of.ts';

/** An integration, as somebody reads of it. */
export interface Entry {
  readonly uri: string;
  readonly name: string;
  /** Whether the Reviews view has another one of this name, of those too that are not spoken of here. */
  readonly isNameShared?: boolean;
}

/** What to call each of these: its name, and in brackets what else is said of it and, where another file has the name too, the file. */
export function namesAmong(all: readonly Entry[]): (entry: Entry, said?: string | null) => string {
  const files = new Map<string, Set<string>>();
  const shared = new Set(all.flatMap(({ name, isNameShared }) => (isNameShared === true ? [name] : [])));
  for (const { uri, name } of all) files.set(name, (files.get(name) ?? new Set()).add(uri));
  return ({ uri, name }, said = null) => {
    const isShared = shared.has(name) || (files.get(name)?.size ?? 0) > 1;
    const more = [...(said === null ? [] : [said]), ...(isShared ? [pathOf(vscode.Uri.parse(uri))] : [])];
    return more.length === 0 ? name : `${name} (${more.join(', ')})`;
  };
}
