/** From what was found in a text to what a report can show: lines and columns instead of offsets, and no credentials. */
import { HOLE_MARK, hideCredentials, textDigest, type Finding, type Judgement } from '../service.ts';
import { excerptOf } from './excerpt.ts';
import { linesOf, type Lines, type Position } from './lines.ts';
import type { CheckedFile, Needs, ReportedFinding, ReportedFix } from './report.ts';

type Fix = ReturnType<Finding['fixes']>[number];

/** The file as plain data, which can be sent from one thread to another. */
export function describe(
  path: string,
  text: string,
  { findings, fingerprint }: Judgement,
  needs: Needs,
): CheckedFile {
  const lines = linesOf(text);
  const describeFinding = (finding: Finding): ReportedFinding => {
    const { rule, level, integration, scope, message, accepted, at, related, elsewhere = [] } = finding;
    const known = fingerprint(finding);
    return {
      rule,
      level,
      integration: hidden(integration),
      ...(scope === undefined ? {} : { scope: hideCredentials(scope) }),
      message: hideCredentials(message),
      accepted,
      place: lines.rangeOf(at),
      related: [
        ...related.map((other) => ({
          place: lines.rangeOf(other.at),
          message: hideCredentials(other.message),
        })),
        ...elsewhere.map(({ at: there, message: words }) => ({
          path: there.file,
          place: { start: countedFromOne(there.start), end: countedFromOne(there.end) },
          message: hideCredentials(words),
        })),
      ],
      fixes: needs.fixes === 'none' ? [] : finding.fixes().map((fix) => describeFix(fix, lines, needs.fixes)),
      ...(needs.excerpts ? { excerpt: excerptOf(text, lines, at) } : {}),
      fingerprint: {
        integration: hidden(known.integration),
        what: cut(hideCredentials(known.what)),
        key: textDigest(JSON.stringify([rule, known.integration, known.what])),
      },
    };
  };
  return { path, findings: findings.map(describeFinding) };
}

function countedFromOne({ line, character }: { line: number; character: number }): Position {
  return { line: line + 1, column: character + 1 };
}

function describeFix(
  { title, safe, edits, question }: Fix,
  lines: Lines,
  needed: Needs['fixes'],
): ReportedFix {
  const isTellable = edits.every(
    ({ newText }) => !newText.includes(HOLE_MARK) && hideCredentials(newText) === newText,
  );
  return {
    title: hideCredentials(title),
    safe,
    ...(needed === 'edits' && !question && isTellable
      ? { edits: edits.map((edit) => ({ place: lines.rangeOf(edit), newText: edit.newText })) }
      : {}),
  };
}

const hidden = (text: string | null): string | null => (text === null ? null : hideCredentials(text));

/** Long enough for people to know it again; it is the digest that decides. */
const LONGEST_WHAT = 120;

function cut(text: string): string {
  return text.length <= LONGEST_WHAT
    ? text
    : `${text.slice(0, LONGEST_WHAT).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
