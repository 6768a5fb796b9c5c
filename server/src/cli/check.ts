/** The check of many files: in their order, with a few of them under way at a time, and none kept. */
import { LEVELS, type Level } from '../service.ts';
import type { Totals } from '../report/report.ts';
import { reaches } from '../report/summary.ts';

/** What may decide the exit code: hints never do. */
export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** The exit codes: nothing grave enough, findings, wrong usage or a file that could not be read or written. */
export const EXIT = { clean: 0, findings: 1, trouble: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code of a check. */
export function exitCodeOf(totals: Totals, failOn: FailOn): ExitCode {
  if (totals.unread.length > 0) return EXIT.trouble;
  const isLevel = (level: FailOn): level is FailOn & Level => LEVELS.some((known) => known === level);
  return isLevel(failOn) && reaches(totals, failOn) ? EXIT.findings : EXIT.clean;
}

/** The outcomes in the order of the paths, while up to `ahead` more are being worked on. */
export async function* inOrder<Outcome>(
  paths: Iterable<string>,
  check: (path: string) => Promise<Outcome>,
  ahead: number,
): AsyncGenerator<Outcome> {
  const underWay: Promise<Outcome>[] = [];
  for (const path of paths) {
    const outcome = check(path);
    // Awaited in its turn; until then a failure is not unhandled.
    outcome.catch(() => undefined);
    underWay.push(outcome);
    const first = underWay.length > ahead ? underWay.shift() : undefined;
    if (first) yield await first;
  }
  for (const outcome of underWay) yield await outcome;
}
