/** The files of the machine, as the commands write them. */
import type { Files } from '../ports/files.ts';

/** Why something could not be written, for people; undefined where it was. */
export type WriteFault = string | undefined;

/** A file that takes a text piece by piece. Never throws: why it did not take all of it is told at the end. */
export interface Sink {
  readonly write: (text: string) => void | Promise<void>;
  readonly close: () => Promise<WriteFault>;
}

/** Files that can be written too. */
export interface Disk extends Files {
  readonly exists: (path: string) => Promise<boolean>;
  /** Whether the path leads to one of these files, by whatever name or link. */
  readonly isOneOf: (path: string, files: readonly string[]) => Promise<boolean>;
  /** The root of the Git repository around a folder, by its true path; undefined where there is none, or no such folder. */
  readonly repositoryAround: (folder: string) => Promise<string | undefined>;
  readonly write: (path: string, text: string) => Promise<WriteFault>;
  /** Writes a new file, and never over another one. */
  readonly create: (path: string, text: string) => Promise<WriteFault>;
  /** Begins to write a file piece by piece. */
  readonly open: (path: string) => Promise<Sink | { readonly fault: string }>;
}
