/**
 * Runs a bundle with the code that the engine made of it in an earlier process. Compiling is most of a start, and Node's own
 * compile cache holds only what is compiled as a file is loaded: functions, which are compiled when they are first called, are
 * compiled again in every process. So we ask the engine for its code once the functions of a start have run.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import * as zlib from 'node:zlib';

/** What a bundle may export: calls `make` while the engine has the flags with which the bundle was started. */
interface Exports {
  asAtStart?: <Made>(make: () => Made) => Made;
}

/** A bundle that is one expression: a function of what CommonJS gives a module. */
export interface Bundle {
  readonly file: string;
  /** Of what is in the file. The engine compares no more than the lengths of two sources. */
  readonly hash: string;
}

/** Older releases of Node 20 have none; they start without a cache. */
const crc32 = (zlib as { readonly crc32?: (data: Uint8Array) => number }).crc32;
const CRC_BYTES = 4;

/** When code is first kept, in ms after the start: soon, for a client that ends its server the hard way. */
const KEEP_AFTER = 1000;
/** When it is kept for good: what people ask for has been asked for. */
const WHOLE_AFTER = 60_000;
/** A process that ends sooner, in seconds, has seen too little of its work for its code to be the last word. */
const LONG = 10;

/** How many caches lie in the folder at most: one each for a few versions of Node and of ours. */
const MOST_FILES = 8;

/**
 * Runs the bundle. `folder` is where its code is kept, a folder of the person's own, as what lies there is run; without one nothing is.
 * A cache that is missing, damaged or of another engine costs time and nothing else.
 */
export function runBundle({ file, hash }: Bundle, folder: string | undefined): void {
  const cache =
    folder === undefined || crc32 === undefined
      ? undefined
      : join(folder, `${basename(file, '.js')}-${hash}-${process.version}-${process.arch}`);
  // Part of what the engine compares; without it, code that runs once at the start would be gone before it is kept.
  setFlagsFromString('--no-flush-bytecode');
  const known = cache === undefined ? undefined : readWhole(cache);
  // Bundles are written in ASCII, which is read faster as such.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(known && { cachedData: known.code }),
  });
  const module: { exports: Exports } = { exports: {} };
  const isTaken = known !== undefined && script.cachedDataRejected === false;
  if (cache !== undefined && !(isTaken && known.isWhole)) {
    const make = (): Buffer => script.createCachedData();
    keepLater(isTaken, (isWhole) => {
      writeWhole(cache, module.exports.asAtStart?.(make) ?? make(), isWhole);
    });
  } else setFlagsFromString('--flush-bytecode');

  const run = script.runInThisContext() as (...given: readonly unknown[]) => void;
  run(module.exports, createRequire(file), module, file, dirname(file));
}

/** Keeps the code by and by; where that of a short process `isKnown` already only with what more a long one has run. */
function keepLater(isKnown: boolean, write: (isWhole: boolean) => void): void {
  let isDone = false;
  const keep = (isWhole: boolean): void => {
    isDone = isWhole;
    try {
      write(isWhole);
    } catch {
      // The next start takes a little longer.
    }
  };
  if (!isKnown) setTimeout(keep, KEEP_AFTER, false).unref();
  setTimeout(() => {
    keep(true);
    setFlagsFromString('--flush-bytecode');
  }, WHOLE_AFTER).unref();
  process.once('exit', () => {
    // Not by `performance`, which Node loads when it is first named.
    const isLong = process.uptime() >= LONG;
    if (!isDone && (isLong || !isKnown)) keep(isLong);
  });
}

/** The code of a file, and whether a process has made it that has seen most of its work. */
interface Kept {
  readonly code: Buffer;
  readonly isWhole: boolean;
}

/** What was written; undefined where there is nothing or not all of it. The engine itself would run damaged code. */
function readWhole(path: string): Kept | undefined {
  try {
    const bytes = readFileSync(path);
    const length = bytes.length - CRC_BYTES;
    const data = bytes.subarray(0, length);
    if (bytes.readUInt32LE(length) !== crc32?.(data)) return undefined;
    return { code: data.subarray(0, -1), isWhole: data.at(-1) === 1 };
  } catch {
    return undefined;
  }
}

/** Another process reads the file as it was, or whole. */
function writeWhole(path: string, code: Buffer, isWhole: boolean): void {
  const data = Buffer.concat([code, Buffer.of(isWhole ? 1 : 0)]);
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const crc = Buffer.alloc(CRC_BYTES);
  crc.writeUInt32LE(crc32?.(data) ?? 0);
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, Buffer.concat([data, crc]), { mode: 0o600 });
  renameSync(unfinished, path);
  const files = readdirSync(folder).map((name) => {
    const file = join(folder, name);
    return { file, written: statSync(file).mtimeMs };
  });
  files.sort((a, b) => b.written - a.written);
  for (const { file } of files.slice(MOST_FILES)) rmSync(file);
}
