/** Files on the disk. */
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { access, lstat, open, realpath, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { checkoutAround, isWithin, repositoryAround } from '../disk/checkout.ts';
import { codeOf } from '../disk/error-code.ts';
import { isLink } from '../disk/links.ts';
import { LINK, MAX_BYTES, type ReadFault, type ReadResult } from '../ports/files.ts';
import type { Disk, WriteFault } from './disk.ts';

const FAULTS: Readonly<Record<string, ReadFault>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EISDIR: 'folder',
  EACCES: 'denied',
  EPERM: 'denied',
};

export const nodeFiles: Disk = {
  async read(path, links) {
    try {
      return (await whyNotRead(path, links)) ?? { bytes: await beginningOf(path) };
    } catch (error) {
      const code = codeOf(error);
      return { fault: FAULTS[code] ?? 'other', code };
    }
  },
  async exists(path) {
    try {
      await access(path);
      return true;
    } catch {
      return false;
    }
  },
  async isOneOf(path, files) {
    const wanted = await identityOf(path);
    if (wanted === undefined) return false;
    for (const file of files) if ((await identityOf(file)) === wanted) return true;
    return false;
  },
  async repositoryAround(folder) {
    try {
      return await repositoryAround(folder);
    } catch {
      return undefined;
    }
  },
  write: (path, text) => written(placeOf(path).then((place) => rewrite(place, text))),
  create: (path, text) => written(placeOf(path).then((place) => createAt(place, text))),
  async open(path) {
    try {
      const file = await open(await placeOf(path), 'w');
      let fault: WriteFault;
      return {
        write: async (text) => {
          fault ??= await written(file.writeFile(text));
        },
        close: async () => {
          const last = await written(file.close());
          return fault ?? last;
        },
      };
    } catch (error) {
      return { fault: whyUnwritten(error) };
    }
  },
};

/** All that the file holds, or one byte more than is ever read of one: a device or a pipe may have no end. */
async function beginningOf(path: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  // Streams count the byte at `end` in.
  for await (const part of createReadStream(path, { end: MAX_BYTES })) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

/**
 * Why what is at the path, or what a link leads to, is not read: a checkout has no pipes and devices of its own, and its links may lead to
 * one without end. One that is named by itself is read where links are followed: a person meant it.
 */
async function whyNotRead(
  path: string,
  links: 'followed' | 'refused' = 'followed',
): Promise<ReadResult | undefined> {
  const leadsOn = await isLink(path);
  if (links === 'followed' && (!leadsOn || (await isOfSystem(path)))) return undefined;
  if (leadsOn && links === 'refused') return { fault: 'other', code: LINK };
  const info = await stat(path);
  return info.isFile() || info.isDirectory() ? undefined : { fault: 'other', code: 'no regular file' };
}

/** Whether the system itself made it, as what a shell hands over for `<(…)`, and `/dev/stdout`. */
async function isOfSystem(path: string): Promise<boolean> {
  return /^\/(?:dev(?:\/fd)?|proc\/\d+\/fd)$/.test(await realpath(dirname(resolve(path))));
}

/** A place to which nothing is written; it says why. */
class Refused extends Error {}

/**
 * The file that is written where `path` is to be: what it leads to, where it is a link. A link in a checkout may be anybody's, so it
 * leads to files of that checkout only, and to those that are there; throws what is wrong.
 */
async function placeOf(path: string): Promise<string> {
  if (await isOfSystem(path)) return path;
  const named = resolve(path);
  const folder = await realpath(dirname(named));
  const own = join(folder, basename(named));
  const follows = await isLink(own);
  if (follows && !(await isFile(own)))
    throw new Refused('This is a link to what is no file, and nothing is made by it. Remove it.');
  const place = follows ? await realpath(own) : own;
  const here = await repositoryAround(resolve('.'));
  const roots = [
    await checkoutAround(folder),
    ...(here !== undefined && isWithin(here, named) ? [here] : []),
  ];
  if (!roots.every((root) => isWithin(root, place)))
    throw new Refused(
      'This leads by a link out of the folder or repository that it is in. Give the file’s own path.',
    );
  return follows ? place : path;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Writes the file; one that is there already is lost to no full disk. */
async function rewrite(path: string, text: string): Promise<void> {
  if (!(await isFile(path))) return writeFile(path, text);
  const file = await open(path, 'r+');
  try {
    await replaceContent(file, text);
  } finally {
    await file.close();
  }
}

type Content = Pick<FileHandle, 'readFile' | 'write' | 'truncate'>;

/**
 * Writes over what a file holds. Where that fails on the way, as on a full disk, it puts back what was there, for which the room is
 * taken already, and throws why.
 */
export async function replaceContent(file: Content, text: string): Promise<void> {
  const before = await file.readFile();
  try {
    await writeAll(file, Buffer.from(text));
  } catch (error) {
    await writeAll(file, before);
    throw error;
  }
}

async function writeAll(file: Content, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;)
    at += (await file.write(bytes, at, bytes.length - at, at)).bytesWritten;
  await file.truncate(bytes.length);
}

/** What two paths of one file have in common, also of one that is to be made; undefined where there can be none. */
async function identityOf(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${String(dev)}:${String(ino)}`;
  } catch {
    return newPlaceOf(path);
  }
}

async function newPlaceOf(path: string): Promise<string | undefined> {
  try {
    return join(await realpath(dirname(resolve(path))), basename(path));
  } catch {
    return undefined;
  }
}

async function createAt(place: string, text: string): Promise<void> {
  try {
    await writeFile(place, text, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await lstat(place)).isDirectory())
      throw new Refused('This is a folder. Name a file in it.');
    throw error;
  }
}

async function written(writing: Promise<void>): Promise<WriteFault> {
  try {
    await writing;
    return undefined;
  } catch (error) {
    return whyUnwritten(error);
  }
}

/** What is said of a file that the system does not let be written, or that is not to be. */
export function whyUnwritten(error: unknown): string {
  if (error instanceof Refused) return error.message;
  const code = codeOf(error);
  switch (code) {
    case 'EEXIST':
      return 'There is such a file already, and nothing is written over it.';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'There is no such folder. Make it first.';
    case 'EISDIR':
      return 'This is a folder. Give a file.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'Permission to write it is denied. Give this user write access.';
    default:
      return `It cannot be written (${code}). Check that the disk works and has room.`;
  }
}
