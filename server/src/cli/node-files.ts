/** Files on the disk. */
import { readFile } from 'node:fs/promises';
import type { Files, ReadFault } from '../ports/files.ts';

const FAULTS: Readonly<Record<string, ReadFault>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EISDIR: 'folder',
  EACCES: 'denied',
  EPERM: 'denied',
};

export const nodeFiles: Files = {
  async read(path) {
    try {
      return { bytes: await readFile(path) };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      return { fault: FAULTS[code] ?? 'other', code };
    }
  },
};
