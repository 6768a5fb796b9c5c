/** The files of a run of `check`, in their order: what is found in each, and what is counted of it. */
import { NO_TOTALS, withFile } from '../report/summary.ts';
import type { CheckedFile, Totals } from '../report/report.ts';
import { withoutCredentials, type Unread } from '../report/unread.ts';
import { createSecretPlaces, type Elsewhere } from '../service.ts';
import { checkBytes, checkFile, placesInFile, type Job, type Outcome } from './check-file.ts';
import { inOrder } from './check.ts';
import type { KnownFindings } from './known-findings.ts';
import type { Progress } from './progress.ts';
import { complain } from './trouble.ts';
import type { Pool, World } from './world.ts';

/** Where a run writes to: its report, or the patch in its place. */
export interface Output {
  readonly progress: Progress;
  readonly head: () => Promise<void>;
  readonly file: (file: CheckedFile, patch: string) => Promise<void>;
  readonly tail: (totals: Totals) => Promise<void>;
}

/** What is to be checked, and how. */
interface Work {
  readonly paths: readonly string[];
  /** What standard input is called, where that is checked. */
  readonly input: string | undefined;
  readonly job: Job;
  readonly pool: Pool | undefined;
  readonly known: KnownFindings;
  /** What was given and could not even be found. */
  readonly unfound: readonly Unread[];
}

/** What came of it. */
export interface Done {
  readonly totals: Totals;
  /** To how many files safe fixes were written or would be, and to how many they could not be. */
  readonly fixed: number;
  readonly unfixed: number;
  /** True also where none is to be written. */
  readonly isBaselineWritten: boolean;
  /** Whether all could be read, and nothing in it hides what is granted. */
  readonly isWhole: boolean;
}

/** Checks one file after the other, and gives what is found to the output. */
export async function checkEach(
  { paths, input, job, pool, known, unfound }: Work,
  output: Output,
  world: World,
): Promise<Done> {
  const { progress } = output;
  const ahead = (pool?.size ?? 0) * 4;
  let elsewhereOf: (path: string) => Elsewhere | undefined = () => undefined;
  const checkOne = async (path: string): Promise<Outcome> => {
    if (input !== undefined) return checkBytes(input, await world.input(), job, world.files);
    return pool ? pool.check(path, elsewhereOf(path)) : checkFile(path, job, world.files, elsewhereOf(path));
  };
  let totals: Totals = { ...NO_TOTALS, unread: unfound.map(withoutCredentials) };
  let [fixed, unfixed] = [0, 0];
  let isBaselineWritten = true;
  let hidden: string | undefined;
  // No finding is said to be in a baseline that has still to be written.
  const held: { readonly found: CheckedFile; readonly marked: CheckedFile }[] = [];
  const take = async (file: CheckedFile, patch = ''): Promise<void> => {
    totals = withFile(totals, file);
    await output.file(file, patch);
  };
  await output.head();
  if (paths.length > 1)
    elsewhereOf = await othersOf(
      paths,
      pool?.placesIn ?? ((path) => placesInFile(path, job, world.files)),
      ahead,
    );
  for await (const outcome of inOrder(paths, checkOne, ahead)) {
    if ('message' in outcome) {
      progress.clear();
      complain(world, outcome.path, outcome.message);
      totals = { ...totals, unread: [...totals.unread, withoutCredentials(outcome)] };
    } else {
      if (outcome.unfixed !== undefined) {
        progress.clear();
        complain(world, outcome.checked.path, `Its fixes cannot be written. ${outcome.unfixed}`);
        unfixed++;
      }
      if (outcome.fixed || outcome.patch !== '') fixed++;
      hidden ??= placeThatHides(outcome.checked);
      const marked = known.mark(outcome.checked);
      if (known.write) held.push({ found: outcome.checked, marked });
      else await take(marked, outcome.patch);
    }
    // Drawn behind what was printed, so that it stays in sight until the next is.
    progress.step();
  }
  if (known.write) {
    progress.clear();
    isBaselineWritten = await known.write(gapIn(totals, hidden));
    for (const { found, marked } of held) await take(isBaselineWritten ? marked : found);
  }
  await output.tail(totals);
  return { totals, fixed, unfixed, isBaselineWritten, isWhole: gapIn(totals, hidden) === undefined };
}

/** What could not be read, in words; undefined where all could. */
function gapIn({ unread }: Totals, hidden: string | undefined): string | undefined {
  if (unread.length > 0) return 'not everything could be read';
  return hidden === undefined ? undefined : `what is granted cannot be read to the end: see ${hidden}`;
}

/** Where the file first hides what is granted; undefined where it does not. */
function placeThatHides({ path, findings }: CheckedFile): string | undefined {
  const first = findings.find(({ hides }) => hides);
  return first && `${path}:${String(first.place.start.line)}`;
}

/** What the files have to do with each other: of each the rest is read again when its turn comes. */
async function othersOf(
  paths: readonly string[],
  placesIn: Pool['placesIn'],
  ahead: number,
): Promise<(path: string) => Elsewhere | undefined> {
  const index = createSecretPlaces();
  let at = 0;
  for await (const places of inOrder(paths, placesIn, ahead)) {
    const path = paths[at++];
    if (path !== undefined && places.length > 0) index.take(path, path, places);
  }
  return (path) => {
    const { elsewhere } = index.answer(path);
    return elsewhere.size === 0 ? undefined : elsewhere;
  };
}
