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

/** A finding, and the integration that it is about; undefined where it is about the file's own keys. */
export interface OpenFinding {
  readonly path: string;
  readonly integration: AuditedIntegration | undefined;
  readonly finding: AuditedFinding;
}

/** The findings that somebody should look at, the gravest first. */
export function openFindings({ files, integrations }: Audit): readonly OpenFinding[] {
  const of = (
    { path, findings }: Pick<AuditedIntegration, 'path' | 'findings'>,
    integration?: AuditedIntegration,
  ): OpenFinding[] => findings.filter(isOpen).map((finding) => ({ path, integration, finding }));
  return [...files.flatMap((file) => of(file)), ...integrations.flatMap((one) => of(one, one))].sort(
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
}: Audit): (of: AuditedIntegration) => readonly AuditedException[] {
  const own = grouped(exceptions.map((one) => [one.index, one] as const));
  return ({ index }) => own.get(index) ?? [];
}

/** "3, 1 of them ended". */
export function exceptionWords(exceptions: readonly AuditedException[]): string {
  if (exceptions.length === 0) return 'none';
  const ended = exceptions.filter((one) => one.ended).length;
  const which = ended === 0 ? '' : exceptions.length === 1 ? ', ended' : `, ${String(ended)} of them ended`;
  return `${String(exceptions.length)}${which}`;
}
