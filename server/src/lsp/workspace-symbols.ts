/** The integrations of all manifests by name; a file that is not open is read once somebody first asks. */
import type { SymbolInformation } from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fileKey } from '../ports/files.ts';
import { LANGUAGE_ID } from '../protocol.ts';
import type { Service } from '../service.ts';
import { AT_A_TIME } from './workspace-files.ts';
import type { KnownFile, KnownFiles } from './workspace-files.ts';

/** What symbols need of the server around them. */
export interface SymbolsWorld {
  readonly files: KnownFiles;
  readonly service: () => Promise<Service>;
  readonly openDocuments: () => readonly TextDocument[];
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** What was read of a file, none of it where it could not be; of the file as it was known then. */
interface Kept {
  readonly file: KnownFile;
  readonly digest: string | undefined;
  readonly symbols: readonly SymbolInformation[];
}

export interface WorkspaceSymbols {
  /** Those whose names fit the query, of open documents as they are now and of all other files; leaves off once it is unwanted. */
  readonly named: (query: string, isUnwanted: () => boolean) => Promise<SymbolInformation[]>;
  /** The document was closed: it may have been saved, and not every client tells of files. */
  readonly closed: (uri: string) => void;
}

/** Keeps the names in the files of one connection. */
export function createWorkspaceSymbols({
  files,
  service,
  openDocuments,
  pause,
}: SymbolsWorld): WorkspaceSymbols {
  const kept = new Map<string, Kept>();
  let last: Promise<unknown> = Promise.resolve();

  return {
    async named(query, isUnwanted) {
      const loaded = await service();
      // One after the other: clients ask at every letter, and who comes later finds what was read before.
      const look = last.then(() => lookAtFiles(loaded, isUnwanted));
      last = look.catch(() => undefined);
      const known = await look;
      const open = openDocuments();
      const keys = new Set(open.map(({ uri }) => fileKey(uri)));
      return loaded.workspaceSymbols(
        open.filter((document) => !loaded.isTooLarge(document)),
        query,
        [...known].flatMap((key) => (keys.has(key) ? [] : (kept.get(key)?.symbols ?? []))),
      );
    },
    closed: (uri) => void kept.delete(fileKey(uri)),
  };

  /** Answers the keys of all files. */
  async function lookAtFiles(loaded: Service, isUnwanted: () => boolean): Promise<Iterable<string>> {
    const known = await files.all();
    for (const key of kept.keys()) if (!known.has(key)) kept.delete(key);
    const open = new Set(openDocuments().map(({ uri }) => fileKey(uri)));
    const unread = [...known].filter(([key, file]) => {
      const before = kept.get(key);
      return !open.has(key) && (before?.file !== file || before.digest !== file.digest);
    });
    for (let start = 0; start < unread.length && !isUnwanted(); start += AT_A_TIME) {
      const few = unread.slice(start, start + AT_A_TIME);
      await Promise.all(few.map(([key, file]) => lookAt(loaded, key, file)));
    }
    return known.keys();
  }

  async function lookAt(loaded: Service, key: string, file: KnownFile): Promise<void> {
    const content = await files.read(file, loaded);
    if (!('text' in content)) {
      kept.set(key, { file, digest: file.digest, symbols: [] });
      return;
    }
    const { text, digest } = content;
    const document = TextDocument.create(file.uri, LANGUAGE_ID, 0, text);
    kept.set(key, { file, digest, symbols: loaded.fileSymbols(document) });
    // Other requests are let in between.
    await pause(0);
  }
}
