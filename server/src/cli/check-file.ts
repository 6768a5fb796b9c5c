/** The check of one file: what every thread does. */
import { describe } from '../report/describe.ts';
import type { CheckedFile, Needs } from '../report/report.ts';
import {
  judge,
  secretPlacesOfText,
  withSafeFixes,
  type Day,
  type Elsewhere,
  type Level,
  type SecretPlace,
} from '../service.ts';
import type { Disk, WriteFault } from './disk.ts';
import { decoded, inWords } from './file-text.ts';
import { pathIn } from './patch-folder.ts';
import { unifiedDiff } from './unified-diff.ts';

/** What is to be done with every file; plain data, so that it can be sent to another thread. */
export interface Job {
  readonly today: Day;
  readonly floors: readonly (readonly [string, Level])[];
  readonly needs: Needs;
  /** Whether safe fixes are applied, and then written or shown. */
  readonly fix: 'none' | 'write' | 'show';
  /** The folder that the paths of a patch count from. */
  readonly patchFrom: string;
}

/** What became of a file; plain data too. */
export type Outcome =
  | {
      readonly checked: CheckedFile;
      /** Whether safe fixes were written. */
      readonly fixed: boolean;
      /** Why they could not be; what was checked is the file without them then. */
      readonly unfixed: WriteFault;
      /** What they would change, where that is to be shown. */
      readonly patch: string;
    }
  /** It could not be checked: what is wrong, and what to do. */
  | { readonly path: string; readonly message: string };

/** Reads and checks the file; `elsewhere` is what other files have to do with it. Never throws. */
export async function checkFile(
  path: string,
  job: Job,
  files: Pick<Disk, 'read' | 'write'>,
  elsewhere?: Elsewhere,
): Promise<Outcome> {
  const content = await files.read(path);
  if ('fault' in content) {
    const message =
      path === '-' && content.fault === 'missing'
        ? 'There is no such file. Give --stdin to check what comes on standard input.'
        : inWords(content.fault, content.code);
    return { path, message };
  }
  return checkBytes(path, content.bytes, job, files, elsewhere);
}

/** What the file, after its fixes, names of places of secrets; nothing where it cannot be read, which the check says. Never throws. */
export async function placesInFile(
  path: string,
  { fix, today, floors }: Job,
  files: Pick<Disk, 'read'>,
): Promise<readonly SecretPlace[]> {
  const content = await files.read(path);
  const read = 'bytes' in content ? decoded(content.bytes) : content;
  if (!('text' in read)) return [];
  return secretPlacesOfText(fix === 'none' ? read.text : withSafeFixes(read.text, today, new Map(floors)));
}

/** Checks what a file holds, or what is meant to be put there. */
export async function checkBytes(
  path: string,
  bytes: Uint8Array,
  job: Job,
  files: Pick<Disk, 'write'>,
  elsewhere?: Elsewhere,
): Promise<Outcome> {
  const content = decoded(bytes);
  if ('message' in content) return { path, message: content.message };
  const { text, mark } = content;
  const floors = new Map(job.floors);
  const fixed = job.fix === 'none' ? text : withSafeFixes(text, job.today, floors);
  const toWrite = job.fix === 'write' && fixed !== text;
  const unfixed = toWrite ? await files.write(path, mark + fixed) : undefined;
  const left = unfixed === undefined ? fixed : text;
  return {
    checked: describe(path, left, judge(left, job.today, floors, elsewhere), job.needs),
    fixed: toWrite && unfixed === undefined,
    unfixed,
    patch: job.fix === 'show' ? unifiedDiff(pathIn(job.patchFrom, path), text, fixed, mark) : '',
  };
}
