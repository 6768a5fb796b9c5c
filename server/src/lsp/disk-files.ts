/** The manifests on disk below the open folders, for clients that do not serve files themselves. */
// Not `node:fs/promises`: this property loads it when a file is first read.
import { promises as files } from 'node:fs';
import type { Dirent } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkoutAround, isWithin } from '../disk/checkout.ts';
import { codeOf } from '../disk/error-code.ts';
import { SKIPPED_FOLDERS } from '../ports/folders.ts';
import { faultOfLink, type LinkFault } from '../disk/links.ts';
import { isManifestName, MAX_BYTES, NOT_UTF8 } from '../ports/files.ts';
import type { ManifestText, WorkspaceFiles } from '../ports/files.ts';

/** How far the walk goes, so that a folder like the root of the disk does not keep it busy. */
const MAX_DEPTH = 24;
const MAX_FOLDERS = 50_000;
const MAX_FILES = 5_000;

interface Walk {
  readonly found: string[];
  folders: number;
  isCut: boolean;
}

/**
 * Looks below the folders that `folders` names at the time; links to folders are not followed, so that there are no loops. Of a link to
 * a file it is said why it is not read, unless it leads to another manifest of the same folder or repository.
 */
export function diskFiles(folders: () => readonly string[], log: (message: string) => void): WorkspaceFiles {
  let hasSaid = false;

  async function walk(path: string, uri: string, depth: number, progress: Walk): Promise<void> {
    if (progress.folders++ >= MAX_FOLDERS || depth > MAX_DEPTH || progress.found.length >= MAX_FILES) {
      progress.isCut = true;
      return;
    }
    for (const entry of await entriesOf(path)) {
      const { name } = entry;
      const below = `${uri}/${encodeURIComponent(name)}`;
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(name)) await walk(join(path, name), below, depth + 1, progress);
      } else if (isManifestName(name) && progress.found.length < MAX_FILES) {
        progress.found.push(below);
      }
    }
  }

  async function entriesOf(path: string): Promise<Dirent[]> {
    try {
      return (await files.readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      log(`${path} is not searched: ${codeOf(error)}`);
      return [];
    }
  }

  return {
    async list() {
      const progress: Walk = { found: [], folders: 0, isCut: false };
      for (const folder of folders()) {
        const path = pathOf(folder);
        if (path !== undefined) await walk(path, folder.replace(/(?<!\/)\/+$/, ''), 0, progress);
      }
      if (progress.isCut && !hasSaid) {
        hasSaid = true;
        log('The open folders are too large to be searched to the end; some manifests may be missing.');
      }
      return [...new Set(progress.found)];
    },
    read: (uri) => readManifestFile(uri, folders()),
  };
}

const LINK_FAULTS: Readonly<Record<LinkFault, string>> = {
  outside: 'it is a link that leads out of the folder or repository that is open',
  'no file': 'it is a link to what is no file',
  'other file': 'it is a link to a file that has no manifest’s name',
};

/** Node's name for bytes that are no text. */
const NO_UTF8 = 'ERR_ENCODING_INVALID_ENCODED_DATA';

async function readManifestFile(uri: string, folders: readonly string[]): Promise<ManifestText> {
  const named = pathOf(uri);
  if (named === undefined) return { missing: true };
  try {
    const path = await files.realpath(named);
    // Here, not where it is listed: what is listed may be a link by the time that it is read again.
    const fault = await faultOfWay(named, path, folders);
    if (fault) return { fault: LINK_FAULTS[fault] };
    const info = await files.stat(path);
    // A pipe would be waited for without end.
    if (!info.isFile()) return { fault: 'it is no file' };
    const { size } = info;
    if (size > MAX_BYTES) return { fault: `it has ${size} bytes, more than ${MAX_BYTES}` };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await files.readFile(path)) };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { missing: true };
    return { fault: code === NO_UTF8 ? NOT_UTF8 : code };
  }
}

/** Why a file is not read by its name, where that is not its true `path`: a link in the open folders is on the way to it. */
async function faultOfWay(
  named: string,
  path: string,
  folders: readonly string[],
): Promise<LinkFault | undefined> {
  const around = folders.map(pathOf).find((folder) => folder !== undefined && isWithin(folder, named));
  const folder = around ?? dirname(named);
  if (path === join(await files.realpath(folder), relative(folder, named))) return undefined;
  return faultOfLink(named, await checkoutAround(folder));
}

/** The path behind an address; undefined for one that is not on this disk. */
function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
