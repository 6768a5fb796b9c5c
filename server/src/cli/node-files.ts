/** Files on the disk. */
import { access, open, readFile, stat, writeFile } from 'node:fs/promises';
import type { ReadFault } from '../ports/files.ts';
import type { Disk, WriteFault } from './world.ts';

const FAULTS: Readonly<Record<string, ReadFault>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EISDIR: 'folder',
  EACCES: 'denied',
  EPERM: 'denied',
};

export const nodeFiles: Disk = {
  async read(path) {
    try {
      return { bytes: await readFile(path) };
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
  write: (path, text) => written(writeFile(path, text)),
  create: (path, text) => written(writeFile(path, text, { flag: 'wx' })),
  async open(path) {
    try {
      const file = await open(path, 'w');
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

/** What two paths of one file have in common; undefined where there is none. */
async function identityOf(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${String(dev)}:${String(ino)}`;
  } catch {
    return undefined;
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

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** What is said of a file that the system does not let be written. */
export function whyUnwritten(error: unknown): string {
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
