/** What was found when a team began to check, so that only what is new has to be answered for. */
import { formatDay, grouped, parseDay, type Day } from '../service.ts';
import { isOpen, type CheckedFile, type ReportedFinding } from '../report/report.ts';

/** One thing that is known; no line, so that it is known again wherever it stands. */
interface Known {
  readonly file: string;
  readonly rule: string;
  readonly integration: string | null;
  readonly what: string;
  /** How often it is found in the file. */
  readonly count: number;
  /** The day on which it was first written down. */
  readonly since: string;
  /** The digest of rule, integration and what, as they are: for people these may be cut short, or hidden. */
  readonly key: string;
}

/** All that is known, as the file of it says. */
export type Baseline = readonly Known[];

/** Values of credentials are never taken for known: they have to be revoked. Nor is what hides grants: anything may stand there later. */
const NEVER_KNOWN: ReadonlySet<string> = new Set(['secret-in-manifest']);

const CURE = 'Give another path, or delete it and write one with --write-baseline.';

/** A baseline from its text, or what is wrong with it; true for reading one as for writing over it. */
export function readBaseline(text: string): Baseline | { readonly problem: string } {
  const conflict = /^<{7} /m.exec(text);
  if (conflict) {
    const line = String(text.slice(0, conflict.index).split('\n').length);
    return {
      problem: `A merge conflict is left in line ${line}. Resolve it, or delete the file and write it again with --write-baseline.`,
    };
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { problem: `It is no baseline, which is JSON. ${CURE}` };
  }
  const { version, findings } = (content ?? {}) as { version?: unknown; findings?: unknown };
  if (typeof version === 'number' && version > 1)
    return {
      problem: `It is of version ${String(version)}, and only version 1 is known here. Update this tool, or delete the file and write it again with --write-baseline.`,
    };
  if (version !== 1 || !Array.isArray(findings))
    return { problem: `It is no baseline: it has not "version": 1 and a list "findings". ${CURE}` };
  const wrong = findings.findIndex((entry) => !isKnown(entry));
  if (wrong >= 0)
    return {
      problem: `Entry ${String(wrong + 1)} of its "findings" is not as --write-baseline writes one. ${CURE}`,
    };
  return findings as Baseline;
}

function isKnown(entry: unknown): entry is Known {
  const { file, rule, integration, what, count, since, key } = (entry ?? {}) as Record<keyof Known, unknown>;
  return (
    [file, rule, what, since, key].every((text) => typeof text === 'string') &&
    (integration === null || typeof integration === 'string') &&
    Number.isInteger(count) &&
    parseDay(String(since)) !== undefined
  );
}

/** The text of a baseline. */
export function writeBaseline(baseline: Baseline): string {
  const order = ({ file, rule, integration, what, key }: Known): string =>
    [file, rule, integration ?? '', what, key].join('\0');
  const findings = [...baseline].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
}

/** A baseline at work. */
export interface Matching {
  /** The file with every finding marked that is known; each entry covers as many as it counts. */
  readonly mark: (name: string, file: CheckedFile) => CheckedFile;
  /** What is known and was not found where it was looked for; to be asked at the end. */
  readonly stale: () => readonly Known[];
}

/**
 * Matches findings with what is known. An entry covers findings of its own file; where that file is not there any more, it was
 * renamed, and the entry covers them in any other. `looked` are the files of this run.
 */
export function matching(
  baseline: Baseline,
  looked: ReadonlySet<string>,
  gone: ReadonlySet<string>,
): Matching {
  const left = baseline.map((known) => ({ known, count: known.count }));
  const byKey = grouped(left.map((entry) => [entry.known.key, entry] as const));
  const take = (key: string, name: string): boolean => {
    const entries = byKey.get(key)?.filter(({ count }) => count > 0) ?? [];
    const entry =
      entries.find(({ known }) => known.file === name) ?? entries.find(({ known }) => gone.has(known.file));
    if (!entry) return false;
    entry.count--;
    return true;
  };
  return {
    mark: (name, { path, findings }) => ({
      path,
      findings: findings.map((finding) => ({
        ...finding,
        baselined: mayBeKnown(finding) && take(finding.fingerprint.key, name),
      })),
    }),
    stale: () =>
      left.flatMap(({ known, count }) =>
        count > 0 && (looked.has(known.file) || gone.has(known.file)) ? [known] : [],
      ),
  };
}

/** Writes down what is found. What is known already keeps its day, and what was not looked for its entry. */
export function collecting(
  before: Baseline,
  looked: ReadonlySet<string>,
  gone: ReadonlySet<string>,
  today: Day,
): { readonly add: (name: string, file: CheckedFile) => CheckedFile; readonly baseline: () => Baseline } {
  const idOf = (file: string, key: string): string => `${file}\0${key}`;
  const since = new Map(
    before.map(({ file, key, since: day }) => [gone.has(file) ? key : idOf(file, key), day]),
  );
  const entries = new Map<string, Known>();
  return {
    add(file, { path, findings }) {
      return {
        path,
        findings: findings.map((finding) => {
          if (!mayBeKnown(finding)) return { ...finding, baselined: false };
          const { rule, fingerprint } = finding;
          const { integration, what, key } = fingerprint;
          const id = idOf(file, key);
          const count = (entries.get(id)?.count ?? 0) + 1;
          const day = since.get(id) ?? since.get(key) ?? formatDay(today);
          entries.set(id, { file, rule, integration, what, count, since: day, key });
          return { ...finding, baselined: true };
        }),
      };
    },
    baseline: () => [
      ...before.filter(({ file }) => !looked.has(file) && !gone.has(file)),
      ...entries.values(),
    ],
  };
}

function mayBeKnown(finding: ReportedFinding): boolean {
  return isOpen(finding) && !finding.hides && !NEVER_KNOWN.has(finding.rule);
}
