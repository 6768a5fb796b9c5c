/** The manifests of the workspace with their texts, as they stand in the editor where they are open. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LANGUAGE_ID } from '../../server/src/protocol.ts';
import { isOtherSide } from './other-side.ts';
import { listFiles, readFile } from './workspace-files.ts';

/** Larger files are no manifests. */
const MAX_BYTES = 5_000_000;
/** How many are read at a time: on a virtual file system each may be a request over a network. */
const AT_ONCE = 16;

export interface Manifest {
  readonly uri: vscode.Uri;
  /** From the folder that it is in; with that folder's name where there are several. */
  readonly path: string;
  readonly text: string;
}

export interface Manifests {
  readonly files: readonly Manifest[];
  readonly unread: readonly { readonly path: string; readonly message: string }[];
}

/** Gathers those of the folders that are open, and what is open without a folder. */
export async function gatherManifests(client: BaseLanguageClient): Promise<Manifests> {
  const open = new Map(
    vscode.workspace.textDocuments
      .filter((document) => document.languageId === LANGUAGE_ID && !isOtherSide(document.uri))
      .map((document) => [document.uri.toString(), document]),
  );
  const listed = await listFiles((message) => {
    client.warn(message, undefined, false);
  });
  const uris = [...new Set([...listed, ...open.keys()])];
  const files: Manifest[] = [];
  const unread: { path: string; message: string }[] = [];
  for (let start = 0; start < uris.length; start += AT_ONCE) {
    const some = uris.slice(start, start + AT_ONCE).map(async (address) => {
      const uri = vscode.Uri.parse(address, true);
      const path = vscode.workspace.asRelativePath(uri);
      const document = open.get(address);
      const content = document
        ? { text: document.getText() }
        : await readFile({ uri: address, limit: MAX_BYTES });
      if ('text' in content) files.push({ uri, path, text: withoutMark(content.text) });
      else if ('fault' in content) unread.push({ path, message: `It cannot be read: ${content.fault}` });
    });
    await Promise.all(some);
  }
  return { files, unread };
}

/** Without a byte order mark, as editors have texts. */
export function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
