/** How many findings there are, and in words. */
import { counted, LEVELS, type Level } from '../service.ts';
import { isOpen, type CheckedFile, type Summary, type Totals } from './report.ts';

/** Nothing yet. */
export const NO_TOTALS: Totals = {
  error: 0,
  warning: 0,
  info: 0,
  hint: 0,
  accepted: 0,
  files: 0,
  unread: [],
};

/** The totals with one more file. */
export function withFile(totals: Totals, { findings }: CheckedFile): Totals {
  const sum = { ...totals, files: totals.files + 1 };
  for (const finding of findings) {
    if (finding.accepted) sum.accepted++;
    else if (!isOpen(finding)) sum.baselined = (sum.baselined ?? 0) + 1;
    else sum[finding.level]++;
  }
  return sum;
}

/** Whether a finding is left that is at least as grave as `level`. */
export function reaches(summary: Summary, level: Level): boolean {
  return LEVELS.slice(0, LEVELS.indexOf(level) + 1).some((grave) => summary[grave] > 0);
}

/** "2 errors, 1 warning in 3 files (1 accepted)". Empty where no file could be checked. */
export function summaryLine(
  totals: Totals,
  paint: (text: string, level: Level) => string = (text) => text,
): string {
  if (totals.files === 0) return '';
  const known = [
    ...(totals.accepted > 0 ? [`${String(totals.accepted)} accepted`] : []),
    ...(totals.baselined ? [`${String(totals.baselined)} in the baseline`] : []),
  ];
  const rest =
    totals.unread.length > 0 ? `; ${counted(totals.unread.length, 'path')} could not be checked` : '';
  return `${foundLine(totals, paint) || 'No findings'} in ${counted(totals.files, 'file')}${known.length > 0 ? ` (${known.join(', ')})` : ''}${rest}`;
}

/** "2 errors, 1 warning, 3 info"; empty where nothing is found. */
export function foundLine(
  found: Readonly<Record<Level, number>>,
  paint: (text: string, level: Level) => string = (text) => text,
): string {
  return LEVELS.filter((level) => found[level] > 0)
    .map((level) => paint(counted(found[level], level, level === 'info' ? level : undefined), level))
    .join(', ');
}

/** "2 errors, 1 warning are left". */
export function leftLine(summary: Summary): string {
  const found = foundLine(summary);
  return found === '' ? 'no findings are left' : `${found} ${/^1 [^,]*$/.test(found) ? 'is' : 'are'} left`;
}
