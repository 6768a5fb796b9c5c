/** The baseline of a run: which findings are known, and what is said or written of it at the end. */
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { CheckedFile } from '../report/report.ts';
import { counted, hideCredentials, type Day } from '../service.ts';
import { collecting, matching, readBaseline, writeBaseline, type Baseline } from './baseline.ts';
import { truePath } from './each-once.ts';
import { fromHere } from './from-here.ts';
import { complain, textOf, Trouble } from './trouble.ts';
import type { World } from './world.ts';

/** Where the baseline is unless somebody says so. */
export const BASELINE = 'sentry-permissions-baseline.json';

/** What becomes of findings that are known, and what is said or written of the baseline at the end. */
export interface KnownFindings {
  readonly mark: (file: CheckedFile) => CheckedFile;
  /**
   * Writes down all that was marked, and says whether it did; undefined where that is not asked for. Where something could not be
   * read nothing is written; `gap` says what.
   */
  readonly write?: (gap: string | undefined) => Promise<boolean>;
  /** Says what is gone; nothing where not everything could be read. */
  readonly end: (isWhole: boolean) => void;
}

interface Options {
  readonly baseline?: string;
  readonly writeBaseline?: true;
}

/** Where the baseline is that the options ask for; undefined where they ask for none. */
export function baselinePath({ baseline, writeBaseline }: Options): string | undefined {
  return baseline ?? (writeBaseline && BASELINE);
}

/** What the options on the baseline ask for. */
export async function knownFindings(
  options: Options,
  paths: readonly string[],
  today: Day,
  world: World,
): Promise<KnownFindings> {
  const writes = options.writeBaseline === true;
  const path = baselinePath(options);
  if (path === undefined) return { mark: (file) => file, end: () => undefined };
  let before: Baseline = [];
  if (!writes || (await world.files.exists(path))) {
    const read = readBaseline(await textOf(path, world));
    if ('problem' in read) throw new Trouble(path, read.problem);
    before = read;
  }
  const folder = await truePath(dirname(path));
  const names = new Map<string, string>();
  for (const file of paths) names.set(file, await nameFrom(folder, file));
  const nameOf = (file: string): string => names.get(file) ?? file;
  const looked = new Set(names.values());
  const gone = new Set<string>();
  for (const file of new Set(before.map((known) => known.file))) {
    if (!looked.has(file) && !(await world.files.exists(fromHere(resolve(folder, file))))) gone.add(file);
  }
  if (writes) {
    const found = collecting(before, looked, gone, today);
    return {
      mark: (file) => found.add(nameOf(file.path), file),
      async write(gap) {
        if (gap !== undefined) {
          complain(world, path, `Not written, since ${gap}. Write it when that is mended.`);
          return false;
        }
        const baseline = found.baseline();
        const fault = await world.files.write(path, writeBaseline(baseline));
        // Of what is the same in one file an entry stands for all.
        const findings = baseline.reduce((sum, { count }) => sum + count, 0);
        complain(world, path, fault ?? `${counted(findings, 'finding')} written down.`);
        return fault === undefined;
      },
      end: () => undefined,
    };
  }
  const known = matching(before, looked, gone);
  return {
    mark: (file) => known.mark(nameOf(file.path), file),
    end(isWhole) {
      if (!isWhole) return;
      for (const { file, rule, integration, what, since } of known.stale()) {
        const about = [integration, what].filter((part) => part !== null && part !== '').join(', ');
        complain(
          world,
          path,
          `${rule} in ${file}${about === '' ? '' : ` (${about})`}, known since ${since}, is not found any more. Write the baseline again.`,
        );
      }
    },
  };
}

/** A path as a baseline in the folder has it, wherever it is read from and by whatever link: the same on every system, without a credential. */
async function nameFrom(folder: string, path: string): Promise<string> {
  const file = join(await truePath(dirname(path)), basename(path));
  return hideCredentials(relative(folder, file).split(sep).join('/'));
}
