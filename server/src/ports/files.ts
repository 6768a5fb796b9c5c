/** Reading files, for whoever must not touch the disk itself. */

/** Why a file could not be read. */
export type ReadFault = 'missing' | 'folder' | 'denied' | 'other';

export type ReadResult =
  | { readonly bytes: Uint8Array }
  | {
      readonly fault: ReadFault;
      /** The system's own short name of what went wrong, e.g. `EIO`. */
      readonly code: string;
    };

export interface Files {
  /** What the file at `path` holds; never throws. */
  readonly read: (path: string) => Promise<ReadResult>;
}
