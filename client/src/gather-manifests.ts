/** The manifests of the workspace with their texts, as they stand in the editor where they are open. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { MAX_BYTES, MAX_CHARACTERS, type ReadFileAnswer } from '../../server/src/protocol.ts';
import { leftOut } from './left-out.ts';
import { isManifest } from './manifest-documents.ts';
import { pathOf } from './path-of.ts';
import { listFiles, readFile } from './workspace-files.ts';

/** How many are read at a time: on a virtual file system each may be a request over a network. */
const AT_ONCE = 16;

export interface Manifest {
  readonly uri: vscode.Uri;
  /** What people know it by, as {@link pathOf} has it. */
  readonly path: string;
  readonly text: string;
}

/** One that is there and could not be read. */
export interface UnreadManifest {
  readonly uri: vscode.Uri;
  readonly path: string;
  /** Why, in words that may hold any text. */
  readonly message: string;
}

export interface Manifests {
  readonly files: readonly Manifest[];
  readonly unread: readonly UnreadManifest[];
}

/** Gathers those of the folders that are open, and the files that are open without a folder, less what counts for nobody. */
export async function gatherManifests(client: BaseLanguageClient): Promise<Manifests> {
  const without = new Set(await leftOut());
  const open = new Map(
    vscode.workspace.textDocuments
      .filter((document) => isManifest(document) && !without.has(document))
      .map((document) => [document.uri.toString(), document]),
  );
  const listed = await listFiles((message) => {
    client.warn(message, undefined, false);
  });
  const uris = [...new Set([...listed, ...open.keys()])];
  const files: Manifest[] = [];
  const unread: UnreadManifest[] = [];
  for (let start = 0; start < uris.length; start += AT_ONCE) {
    const some = uris.slice(start, start + AT_ONCE).map(async (address) => {
      const manifest = await readManifest(vscode.Uri.parse(address, true), open.get(address));
      if (!manifest) return;
      if ('text' in manifest) files.push(manifest);
      else unread.push(manifest);
    });
    await Promise.all(some);
  }
  return { files, unread };
}

/** A manifest as it stands in the editor, or else in its file; undefined where it is not there. */
export async function readManifest(
  uri: vscode.Uri,
  document?: vscode.TextDocument,
): Promise<Manifest | UnreadManifest | undefined> {
  const path = pathOf(uri);
  const content = document ? contentOf(document) : await readFile({ uri: uri.toString(), limit: MAX_BYTES });
  if ('missing' in content) return undefined;
  if ('fault' in content) return { uri, path, message: `It cannot be read: ${content.fault}` };
  return { uri, path, text: withoutMark(content.text) };
}

function contentOf(document: vscode.TextDocument): ReadFileAnswer {
  const text = document.getText();
  if (text.length <= MAX_CHARACTERS) return { text };
  return { fault: `it has ${String(text.length)} characters, more than ${String(MAX_CHARACTERS)}` };
}

/** Without a byte order mark, as editors have texts. */
export function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
