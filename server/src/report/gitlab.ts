/**
 * The report for GitLab's Code Quality, which shows it in merge requests and beside the lines of a change.
 * Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
import { textDigest, type Level } from '../service.ts';
import { checkoutPath } from './checkout-path.ts';
import { inertJson } from './inert.ts';
import { isOpen, type CheckedFile, type Report, type ReportedFinding } from './report.ts';

const SEVERITY: Readonly<Record<Level, string>> = {
  error: 'critical',
  warning: 'major',
  info: 'minor',
  hint: 'info',
};

export const gitlabReport: Report = {
  needs: { excerpts: false, fixes: 'none' },
  start({ includeAccepted, fromHere }) {
    let isFirst = true;
    return {
      // The list is written piece by piece: it stays open until the end.
      head: '[',
      file({ path, findings }) {
        const shown = includeAccepted ? findings : findings.filter(isOpen);
        return issuesOf({ path: checkoutPath(fromHere(path)), findings: shown })
          .map((issue) => {
            const before = isFirst ? '\n' : ',\n';
            isFirst = false;
            return before + inertJson(issue).replace(/^/gm, '  ');
          })
          .join('');
      },
      tail: () => (isFirst ? ']\n' : '\n]\n'),
    };
  },
};

function issuesOf({ path, findings }: CheckedFile): object[] {
  /** GitLab takes two issues with one fingerprint for the same, and the same thing may be found twice in a file. */
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, fingerprint, place } = finding;
    const before = seen.get(fingerprint.key) ?? 0;
    seen.set(fingerprint.key, before + 1);
    return {
      description: description(finding),
      check_name: rule,
      fingerprint: textDigest(JSON.stringify([path, fingerprint.key, before])),
      severity: SEVERITY[isOpen(finding) ? finding.level : 'hint'],
      location: { path, lines: { begin: place.start.line, end: place.end.line } },
    };
  });
}

function description({ accepted, baselined, message }: ReportedFinding): string {
  if (accepted) return `Accepted: ${message}`;
  return baselined === true ? `In the baseline: ${message}` : message;
}
