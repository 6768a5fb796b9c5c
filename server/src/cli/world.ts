/** All that the program knows of the machine that it runs on. */
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Git } from '../ports/git.ts';
import type { Elsewhere, SecretPlace } from '../service.ts';
import type { Job, Outcome } from './check-file.ts';
import type { Found } from './find-files.ts';

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

/** Threads that check files. */
export interface Pool {
  readonly size: number;
  readonly check: (path: string, elsewhere?: Elsewhere) => Promise<Outcome>;
  /** What a file names of places of secrets. */
  readonly placesIn: (path: string) => Promise<readonly SecretPlace[]>;
  readonly close: () => Promise<void>;
}

/** The machine, its terminal and its threads, for the commands; tests put another in its place. */
export interface World {
  readonly version: string;
  readonly clock: Clock;
  readonly files: Disk;
  readonly git: Git;
  /** The files that paths, folders and patterns stand for. */
  readonly find: (paths: readonly string[]) => Promise<Found>;
  /** What comes on standard input, of more than `MAX_BYTES` at least a byte more than that. */
  readonly input: () => Promise<Uint8Array>;
  /** Standard output and standard error. The former may ask to wait until its reader has caught up. */
  readonly print: (text: string) => void | Promise<void>;
  readonly complain: (text: string) => void;
  readonly colors: boolean;
  /** The width of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  /** The same of the one that standard error goes to. */
  readonly progressColumns: number | undefined;
  /** A text that the package holds beside the program; undefined where the program stands alone. */
  readonly packaged: (path: string) => string | undefined;
  /** Threads for so many files; undefined where they would not pay. */
  readonly pool: (job: Job, files: number) => Pool | undefined;
}
