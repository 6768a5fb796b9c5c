/** What the server remembers of the manifests that are not open: where they are, and the digest of each. */
import { fileKey } from '../ports/files.ts';
import type { WorkspaceFiles } from '../ports/files.ts';

/** A file by its address; `digest` is missing until it was read, and again once it may have changed. */
export interface KnownFile {
  readonly uri: string;
  digest?: string | undefined;
}

export interface KnownFiles {
  /** All of them, asked of the port only where the list may have changed. */
  readonly all: () => Promise<ReadonlyMap<string, KnownFile>>;
  /** The file may hold something else now, or be there at last. */
  readonly touch: (uri: string) => void;
  /** There may be more or fewer files now. */
  readonly relist: () => void;
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
