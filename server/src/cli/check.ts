/** The check as a function: paths and a way to read them in, findings and an exit code out. */
import type { Files, ReadFault } from '../ports/files.ts';
import type { CheckedFile } from '../report/report.ts';
import { reaches } from '../report/summary.ts';
import { findingsIn, type Day } from '../service.ts';

/** What may decide the exit code: hints never do. */
export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** The exit codes: nothing grave enough, findings, wrong usage or a file that could not be checked. */
export const EXIT = { clean: 0, findings: 1, trouble: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface CheckOptions {
  readonly today: Day;
  readonly failOn: FailOn;
}

/** A file that could not be checked. */
export interface Unchecked {
  readonly path: string;
  /** What is wrong, and what to do. */
  readonly message: string;
}

export interface CheckResult {
  readonly files: readonly CheckedFile[];
  readonly unchecked: readonly Unchecked[];
  readonly exitCode: ExitCode;
}

/** Checks every file once, in the order given. One that cannot be read does not keep the others from being checked. */
export async function check(
  paths: readonly string[],
  { today, failOn }: CheckOptions,
  files: Files,
): Promise<CheckResult> {
  const checked: CheckedFile[] = [];
  const unchecked: Unchecked[] = [];
  for (const path of new Set(paths)) {
    const content = await readText(path, files);
    if ('message' in content) unchecked.push({ path, message: content.message });
    else checked.push({ path, text: content.text, findings: findingsIn(content.text, today) });
  }
  const failed = failOn !== 'never' && reaches(checked, failOn);
  const exitCode = unchecked.length > 0 ? EXIT.trouble : failed ? EXIT.findings : EXIT.clean;
  return { files: checked, unchecked, exitCode };
}

/** As Git does it: a NUL among the first bytes means that a file is no text. */
const PROBE = 8000;

async function readText(path: string, files: Files): Promise<{ text: string } | { message: string }> {
  const content = await files.read(path);
  if ('fault' in content) return { message: inWords(path, content.fault, content.code) };
  const { bytes } = content;
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!utf16 && bytes.subarray(0, PROBE).includes(0)) {
    return { message: 'This is a binary file. Give a manifest, which is YAML text.' };
  }
  try {
    // Leaves a byte order mark out, as editors do, so that columns are the same.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { message: 'This is not UTF-8 text. Save it as UTF-8.' };
  }
}

function inWords(path: string, fault: ReadFault, code: string): string {
  switch (fault) {
    case 'missing':
      return 'There is no such file. Check the path; it starts from the current folder.';
    case 'folder':
      return `This is a folder. Name the files in it, such as ${path.replace(/[\\/]+$/, '')}/sentry-permissions.yaml.`;
    case 'denied':
      return 'Permission to read it is denied. Give this user read access.';
    case 'other':
      return `It cannot be read (${code}). Check that it is a file on a disk that works.`;
  }
}
