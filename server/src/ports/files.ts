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

/** The files of the disk, to be read by path. */
export interface Files {
  /**
   * What the file at `path` holds, of one that is larger than `MAX_BYTES` at least a byte more than that; never throws. Where links
   * are refused, one is a fault of the code `LINK`, and a pipe or a device, which may have no end, one of another code.
   */
  readonly read: (path: string, links?: 'followed' | 'refused') => Promise<ReadResult>;
}

/** As the system calls it where a link is not to be followed. */
export const LINK = 'ELOOP';

/** What a manifest of the workspace holds, or a short word on why it cannot be read. */
export type ManifestText =
  | { readonly text: string }
  /** It is not there (any more). */
  | { readonly missing: true }
  | { readonly fault: string };

/** Why bytes that are no text in UTF-8 are not checked. */
export const NOT_UTF8 = 'it is not UTF-8 text. Save it as UTF-8.';

/** The manifests of the folders that are open, by address; for whoever must not know where they lie. */
export interface WorkspaceFiles {
  /** The addresses of all of them; never throws. */
  readonly list: () => Promise<readonly string[]>;
  /** One of them; never throws. */
  readonly read: (uri: string) => Promise<ManifestText>;
}

/** A file larger than this many bytes is not checked; one of ten thousand integrations has half as many. */
export const MAX_BYTES = 20_000_000;

/** A document of more characters is not checked either. */
export const MAX_CHARACTERS = MAX_BYTES;

/** Whether a file of that name is a manifest wherever it lies: `sentry-permissions.yaml`, or with anything and a dot before it. */
export function isManifestName(name: string): boolean {
  return /^(?:.*\.)?sentry-permissions\.ya?ml$/s.test(name);
}

/** One key for the spellings of an address: clients escape a colon or a space in their own ways. */
export function fileKey(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/^file:\/\/\/[A-Z]:/, (drive) => drive.toLowerCase());
  } catch {
    return uri;
  }
}
