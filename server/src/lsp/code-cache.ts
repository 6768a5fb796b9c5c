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

/**
 * When code is kept, in ms after the start: soon, for a client that ends its server the hard way, and again when what people ask for
 * has been asked for. The end of the process stands in for what did not come.
 */
const KEEP_AFTER: readonly number[] = [1000, 60_000];

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
  const cachedData = cache === undefined ? undefined : readWhole(cache);
  // Bundles are written in ASCII, which is read faster as such.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  const module: { exports: Exports } = { exports: {} };
  if (cache !== undefined && (cachedData === undefined || script.cachedDataRejected === true)) {
    keepLater(() => {
      const make = (): Buffer => script.createCachedData();
      writeWhole(cache, module.exports.asAtStart?.(make) ?? make());
    });
  } else setFlagsFromString('--flush-bytecode');

  const run = script.runInThisContext() as (...given: readonly unknown[]) => void;
  run(module.exports, createRequire(file), module, file, dirname(file));
}

function keepLater(write: () => void): void {
  const keep = (): void => {
    try {
      write();
    } catch {
      // The next start takes a little longer.
    }
  };
  let left = KEEP_AFTER.length;
  for (const after of KEEP_AFTER) {
    setTimeout(() => {
      keep();
      if (--left === 0) setFlagsFromString('--flush-bytecode');
    }, after).unref();
  }
  process.once('exit', () => {
    if (left > 0) keep();
  });
}

/** What was written; undefined where there is nothing or not all of it. The engine itself would run damaged code. */
function readWhole(path: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    const length = bytes.length - CRC_BYTES;
    const data = bytes.subarray(0, length);
    return bytes.readUInt32LE(length) === crc32?.(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Another process reads the file as it was, or whole. */
function writeWhole(path: string, data: Buffer): void {
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
