/** What is found in manifests, as it is told. */
import { foundLine } from '../report/summary.ts';
import {
  grouped,
  LEVELS,
  type Audit,
  type AuditedException,
  type AuditedFinding,
  type AuditedIntegration,
} from '../service.ts';

/** Where a finding begins, as most tools write it. */
export function placeOf(path: string, { line }: AuditedFinding): string {
  return `${path}:${String(line)}`;
}

/** A finding, and where among the integrations the one is that it is about; null where it is about the file's own keys. */
export interface OpenFinding {
  readonly path: string;
  readonly index: number | null;
  readonly finding: AuditedFinding;
}

/** The findings that somebody should look at, the gravest first. */
export function openFindings({ files, integrations }: Audit): readonly OpenFinding[] {
  const of = (part: Pick<AuditedIntegration, 'path' | 'findings'>, index: number | null): OpenFinding[] =>
    part.findings.filter(isOpen).map((finding) => ({ path: part.path, index, finding }));
  return [...files.flatMap((file) => of(file, null)), ...integrations.flatMap(of)].sort(
    (a, b) => LEVELS.indexOf(a.finding.level) - LEVELS.indexOf(b.finding.level),
  );
}

function isOpen({ accepted, level }: AuditedFinding): boolean {
  return !accepted && level !== 'hint';
}

/** "2 errors, 1 warning" for the findings that are open. */
export function findingWords(findings: readonly AuditedFinding[]): string {
  const open = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { level } of findings.filter(isOpen)) open[level]++;
  return foundLine(open) || 'none';
}

/** A look-up of the exceptions of an integration. */
export function exceptionsByIntegration({
  exceptions,
}: Audit): (of: Pick<AuditedIntegration, 'path' | 'name'>) => readonly AuditedException[] {
  const keyOf = (path: string, name: string): string => JSON.stringify([path, name]);
  const own = grouped(exceptions.map((one) => [keyOf(one.path, one.integration), one] as const));
  return ({ path, name }) => own.get(keyOf(path, name)) ?? [];
}

/** "3, 1 of them ended". */
export function exceptionWords(exceptions: readonly AuditedException[]): string {
  if (exceptions.length === 0) return 'none';
  const ended = exceptions.filter((one) => one.ended).length;
  const which = ended === 0 ? '' : exceptions.length === 1 ? ', ended' : `, ${String(ended)} of them ended`;
  return `${String(exceptions.length)}${which}`;
}
