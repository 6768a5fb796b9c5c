import { LEVELS, type Level } from '../service.ts';
import type { CheckedFile } from './report.ts';

/** How many findings there are; the accepted ones count under `accepted` alone. */
export interface Summary extends Readonly<Record<Level, number>> {
  readonly accepted: number;
  readonly files: number;
}

/** Counts what was found. */
export function summarize(files: readonly CheckedFile[]): Summary {
  const summary = { error: 0, warning: 0, info: 0, hint: 0, accepted: 0, files: files.length };
  for (const { findings } of files) {
    for (const { level, accepted } of findings) summary[accepted ? 'accepted' : level]++;
  }
  return summary;
}

/** Whether a finding is left that is at least as grave as `level`. */
export function reaches(files: readonly CheckedFile[], level: Level): boolean {
  const summary = summarize(files);
  return LEVELS.slice(0, LEVELS.indexOf(level) + 1).some((grave) => summary[grave] > 0);
}
