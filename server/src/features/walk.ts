/** Questions about many places of a file, one by one, and their answers as one edit. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analyse } from '../lint/analyse.ts';
import type { Analysis, Part } from '../lint/analyse.ts';
import type { Finding } from '../lint/finding.ts';
import type { AddRationalesParams, AskedPlace, PlaceAnswer, WrittenAnswers } from '../protocol.ts';
import type { Fix } from '../rules/rule.ts';
import { shown } from '../rules/wording.ts';
import { countErrors } from '../yaml/compose.ts';
import { composeEdits } from '../yaml/compose-edits.ts';
import { applyEdits } from '../yaml/edits.ts';
import type { TextEdit } from '../yaml/edits.ts';
import { shiftRange } from '../yaml/shift.ts';
import { filledFix, toWorkspaceEdit } from './code-actions.ts';
import { textDigest } from './result-id.ts';
import { rowIds } from './reviews/rows.ts';

/** A finding of one part and the fix that asks for a text; offsets of the part. */
interface Place {
  readonly id: string;
  readonly part: Part;
  readonly finding: Finding;
}

/** Which findings a command goes through, and what it does to each. */
interface Walk {
  readonly wants: (finding: Finding, part: Part) => boolean;
  /** The fix, with offsets of the part; undefined where none can be made surely. */
  readonly fixOf: (finding: Finding, part: Part) => Fix | undefined;
}

export interface WalkFeatures {
  /** Every grant of the file that nothing explains, in its order. */
  readonly allBareGrants: (document: TextDocument) => AskedPlace[];
  /** The edit that writes these rationales. */
  readonly addRationales: (document: TextDocument, params: AddRationalesParams) => WrittenAnswers;
}

/** The features over whatever analyses documents. */
export function walkFeatures(analysisOf: (document: TextDocument) => Analysis): WalkFeatures {
  return {
    allBareGrants: (document) => askedPlaces(analysisOf(document), RATIONALES),
    addRationales: (document, { answers }) =>
      writtenAnswers(document, analysisOf(document), RATIONALES, answers),
  };
}

const RATIONALES: Walk = {
  wants: ({ rule }) => rule === 'missing-rationale',
  fixOf: (finding) => finding.fixes(({ question }) => question !== undefined)[0],
};

function askedPlaces(analysis: Analysis, walk: Walk): AskedPlace[] {
  return placesOf(analysis, walk).flatMap(({ id, part, finding }) => {
    const question = walk.fixOf(finding, part)?.question;
    if (!question) return [];
    const what = `${shown(finding.scope ?? finding.rule)} of ${shown(part.entry.name.text)}`;
    return [{ id, what, prompt: question.prompt, value: question.value }];
  });
}

/** The open findings of a walk in the order of the file, one for each place. */
function placesOf({ parts }: Analysis, { wants }: Walk): Place[] {
  const owners = rowIds(parts);
  return parts.flatMap((part, i) => {
    const seen = new Map<string, number>();
    const starts = new Set<number>();
    return part.own.flatMap((finding): Place[] => {
      const { accepted, at, rule, scope = '' } = finding;
      if (accepted || starts.has(at.start) || !wants(finding, part)) return [];
      starts.add(at.start);
      // By integration and grant, so that it is found again wherever it has moved; a grant can stand there twice.
      const key = JSON.stringify([owners[i], rule, scope]);
      const number = seen.get(key) ?? 0;
      seen.set(key, number + 1);
      return [{ id: textDigest(`${key}${String(number)}`), part, finding }];
    });
  });
}

/** One edit that does what the single fixes would do one after the other; no file parses worse for it. */
function writtenAnswers(
  document: TextDocument,
  analysis: Analysis,
  walk: Walk,
  answers: readonly PlaceAnswer[],
): WrittenAnswers {
  const given = new Map(answers.filter(({ text }) => text.trim() !== '').map(({ id, text }) => [id, text]));
  const errors = countErrors(document.getText());
  let result = composeFixes(analysis, walk, given);
  // A fix is looked at within its integration. In a broken file that is not all: then each is looked at in the file.
  if (countErrors(result.text) > errors) {
    result = composeFixes(analysis, walk, given, (text) => countErrors(text) <= errors);
  }
  const { edits, written } = result;
  return {
    edit: edits.length === 0 ? null : toWorkspaceEdit(document, edits),
    left: [...given.keys()].filter((id) => !written.has(id)),
  };
}

/** From the last to the first, so that the places that are still to come stay where they are. */
function composeFixes(
  analysis: Analysis,
  walk: Walk,
  given: ReadonlyMap<string, string>,
  isFine: (text: string) => boolean = () => true,
): { readonly text: string; readonly edits: readonly TextEdit[]; readonly written: ReadonlySet<string> } {
  const { length } = analysis.manifest.text;
  const written = new Set<string>();
  let now = analysis;
  let edits: TextEdit[] = [];
  for (const { id, part, finding } of placesOf(analysis, walk).reverse()) {
    const answer = given.get(id);
    const next = answer === undefined ? undefined : editsAt(now, part.start, finding, walk, answer);
    const text = next && applyEdits(now.manifest.text, next);
    if (text === undefined || !isFine(text)) continue;
    edits = composeEdits(length, edits, next ?? []);
    now = analyse(text, analysis.today, now);
    written.add(id);
  }
  return { text: now.manifest.text, edits, written };
}

/** What the fix of the finding writes, which stands in the part that begins at `start`. */
function editsAt(
  { parts }: Analysis,
  start: number,
  { rule, at }: Finding,
  { wants, fixOf }: Walk,
  text: string,
): TextEdit[] | undefined {
  const part = parts.find((candidate) => candidate.start === start);
  const finding = part?.own.find(
    (own) => !own.accepted && own.rule === rule && own.at.start === at.start && wants(own, part),
  );
  const fix = part && finding && fixOf(finding, part);
  return fix && filledFix(fix, text).map((edit) => ({ ...edit, ...shiftRange(edit, start) }));
}
