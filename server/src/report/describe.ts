/** From what was found in a text to what a report can show: lines and columns instead of offsets, and no credentials. */
import {
  cut,
  HOLE_MARK,
  hideCredentials,
  LONGEST_NAME,
  shortName,
  textDigest,
  type Finding,
  type Judgement,
} from '../service.ts';
import { excerptOf } from './excerpt.ts';
import { linesOf, type Lines, type Position } from './lines.ts';
import type { CheckedFile, Needs, ReportedFinding, ReportedFix } from './report.ts';

type Fix = ReturnType<Finding['fixes']>[number];

/** The file as plain data, which can be sent from one thread to another. */
export function describe(
  path: string,
  text: string,
  { findings, fingerprint, hides }: Judgement,
  needs: Needs,
): CheckedFile {
  const lines = linesOf(text);
  const nameOf = namesOnce();
  const describeFinding = (finding: Finding): ReportedFinding => {
    const { rule, level, integration, scope, message, accepted, at, related, elsewhere = [] } = finding;
    const known = fingerprint(finding);
    return {
      rule,
      level,
      integration: nameOf(integration).shown,
      ...(scope === undefined ? {} : { scope: hideCredentials(scope) }),
      message: hideCredentials(message),
      accepted,
      ...(hides(finding) ? { hides: true } : {}),
      place: lines.rangeOf(at),
      related: [
        ...related.map((other) => ({
          place: lines.rangeOf(other.at),
          message: hideCredentials(other.message),
        })),
        ...elsewhere.map(({ at: there, message: words }) => ({
          path: hideCredentials(there.file),
          place: { start: countedFromOne(there.start), end: countedFromOne(there.end) },
          message: hideCredentials(words),
        })),
      ],
      fixes: needs.fixes === 'none' ? [] : finding.fixes().map((fix) => describeFix(fix, lines, needs.fixes)),
      ...(needs.excerpts ? { excerpt: excerptOf(text, lines, at) } : {}),
      fingerprint: {
        integration: nameOf(known.integration).shown,
        what: cut(hideCredentials(known.what), LONGEST_WHAT),
        key: textDigest(JSON.stringify([rule, nameOf(known.integration).exact, known.what])),
      },
    };
  };
  return { path: hideCredentials(path), findings: findings.map(describeFinding) };
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

/** The name of an integration: as it is shown, and as it is told from all others. */
interface Name {
  readonly shown: string | null;
  readonly exact: string | null;
}

/** A name stands in every finding of its integration: however long it is, it is looked through once. */
function namesOnce(): (name: string | null) => Name {
  const names = new Map<string | null, Name>();
  return (name) => {
    let known = names.get(name);
    if (!known) {
      const isLong = name !== null && name.length > LONGEST_NAME;
      known = {
        shown: name === null ? null : shortName(name),
        exact: isLong ? textDigest(name) : name,
      };
      names.set(name, known);
    }
    return known;
  };
}

/** Long enough for people to know it again; it is the digest that decides. */
const LONGEST_WHAT = 120;
