/** All that the program knows of the machine that it runs on. */
import type { Clock } from '../ports/clock.ts';
import type { Git } from '../ports/git.ts';
import type { Elsewhere, SecretPlace } from '../service.ts';
import type { Job, Outcome } from './check-file.ts';
import type { Disk } from './disk.ts';
import type { Found } from './find-files.ts';

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
