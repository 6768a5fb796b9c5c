/** What the server remembers of the manifests that are not open: where they are, and the digest of each. */
import { fileKey } from '../ports/files.ts';
import type { ManifestText, WorkspaceFiles } from '../ports/files.ts';
import type { Service } from '../service.ts';

/** How many files are read at a time. */
export const AT_A_TIME = 4;

/** A file by its address; `digest` is missing until it was read, and again once it may have changed. */
export interface KnownFile {
  readonly uri: string;
  readonly digest?: string | undefined;
}

/** What a file holds, a text with its digest. */
export type Content =
  { readonly text: string; readonly digest: string } | Exclude<ManifestText, { readonly text: string }>;

export interface KnownFiles {
  /** All of them, asked of the port only where the list may have changed. */
  readonly all: () => Promise<ReadonlyMap<string, KnownFile>>;
  /** Reads the file, and remembers the digest of its text. */
  readonly read: (file: KnownFile, service: Pick<Service, 'digest'>) => Promise<Content>;
  /** The file may hold something else now, or be there at last. */
  readonly touch: (uri: string) => void;
  /** There may be more or fewer files now. */
  readonly relist: () => void;
}

/** Nobody else is to write a digest. */
interface Remembered extends KnownFile {
  digest?: string | undefined;
}

/** Remembers the files of a port. */
export function knownFiles(port: WorkspaceFiles): KnownFiles {
  let known = new Map<string, KnownFile>();
  /** Whether somebody may be going through `known`, which stays as it is then. */
  let isInUse = false;
  let age = 1;
  let listedAt = 0;

  return {
    async all() {
      while (listedAt !== age) {
        const asked = age;
        const uris = await port.list();
        // What is not listed is forgotten, so that a file that comes back is read again.
        isInUse = false;
        known = new Map(uris.map((uri) => [fileKey(uri), known.get(fileKey(uri)) ?? { uri }]));
        listedAt = asked;
      }
      isInUse = true;
      return known;
    },
    async read(file: Remembered, service) {
      const content = await port.read(file.uri);
      if (!('text' in content)) return content;
      file.digest = service.digest(content.text);
      return { text: content.text, digest: file.digest };
    },
    touch(uri) {
      const key = fileKey(uri);
      const file = known.get(key);
      if (!file) {
        // One that is new may be told of as changed: it was written to before somebody watched it.
        age++;
        return;
      }
      if (isInUse) known = new Map(known);
      isInUse = false;
      // A new object, so that a read that is under way cannot leave its outdated digest here.
      known.set(key, { uri: file.uri });
    },
    relist() {
      age++;
    },
  };
}
