/** Questions about many places of a file, one by one, and their answers as one edit. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analyse } from '../lint/analyse.ts';
import type { Analysis, JudgedIntegration } from '../lint/analyse.ts';
import type { Finding } from '../lint/finding.ts';
import { verifiedFixes } from '../lint/verified-fixes.ts';
import { formatDay, parseDay } from '../manifest/dates.ts';
import { grouped } from '../manifest/grouped.ts';
import type { ListItem, PermissionGrant, ScopeGrant } from '../manifest/model.ts';
import type {
  Acceptable,
  AcceptManyParams,
  AddRationalesParams,
  AllBareGrants,
  AskedPlace,
  PlaceAnswer,
  WrittenAnswers,
} from '../protocol.ts';
import { nameOfGrant } from '../rules/acceptances.ts';
import { acceptUntilFix, exceptionEnd } from '../rules/fixes.ts';
import type { AcceptanceTerms } from '../rules/fixes.ts';
import { rules } from '../rules/index.ts';
import type { Fix } from '../rules/rule.ts';
import { shown } from '../rules/wording.ts';
import { ApartEdits } from '../yaml/apart-edits.ts';
import { composeEdits } from '../yaml/compose-edits.ts';
import { countErrors } from '../yaml/compose.ts';
import { applyEdits } from '../yaml/edits.ts';
import type { Range } from '../yaml/node.ts';
import { leadingCount } from '../yaml/search.ts';
import { shiftRange } from '../yaml/shift.ts';
import type { TextEdit } from '../yaml/text-edit.ts';
import { filledFix, toWorkspaceEdit } from './code-actions.ts';
import { textDigest } from './result-id.ts';
import { rowIds } from './reviews/rows.ts';
import { reviewStandings } from './reviews/state.ts';

/** A finding of one part and the fix that asks for a text; offsets of the part. */
interface Place {
  readonly id: string;
  readonly part: JudgedIntegration;
  readonly finding: Finding;
}

/** Which findings a command goes through, and what it does to each. */
interface Walk {
  readonly wants: (finding: Finding, part: JudgedIntegration) => boolean;
  /** The fix, with offsets of the part; undefined where none can be made surely. */
  readonly fixOf: (finding: Finding, part: JudgedIntegration) => Fix | undefined;
}

/** The questions of a file, and their answers. */
export interface WalkFeatures {
  /** Every grant of the file that nothing explains, in its order. */
  readonly allBareGrants: (document: TextDocument) => AllBareGrants;
  /** The edit that writes these rationales. */
  readonly addRationales: (document: TextDocument, params: AddRationalesParams) => WrittenAnswers;
  /** What can be accepted of the integrations of an owner, by rule. */
  readonly acceptable: (document: TextDocument, owner: string) => Acceptable;
  /** The edit that documents these findings as exceptions; none where `until` is no day to come. */
  readonly acceptMany: (document: TextDocument, params: AcceptManyParams) => WrittenAnswers;
}

/** The features over whatever analyses documents. */
export function walkFeatures(analysisOf: (document: TextDocument) => Analysis): WalkFeatures {
  return {
    allBareGrants: (document) => allBareGrants(analysisOf(document)),
    addRationales: (document, { answers }) =>
      writtenAnswers(document, analysisOf(document), RATIONALES, answers),
    acceptable: (document, owner) => acceptable(analysisOf(document), owner),
    acceptMany(document, { answers, until, by }) {
      const analysis = analysisOf(document);
      const day = parseDay(until);
      if (day === undefined || day <= analysis.today)
        return { edit: null, left: answers.map(({ id }) => id) };
      return writtenAnswers(document, analysis, acceptances({ until, by }), answers);
    },
  };
}

/** The findings that can be accepted where they stand, which is what their own fixes do. */
function acceptances(terms: AcceptanceTerms): Walk {
  return {
    wants: ({ rule }) => ACCEPTABLE.has(rule),
    fixOf(finding, part) {
      if (finding.fixes(({ accepts }) => accepts === true).length === 0) return undefined;
      const { integration } = part;
      const grant = grantOf(finding, part);
      return (
        grant &&
        verifiedFixes(integration, [acceptUntilFix(integration.source, grant, finding.rule, terms)])[0]
      );
    },
  };
}

/** The edits that document one finding as an exception that somebody signs; undefined where there is no such finding or no way to do so. */
export function signedAcceptance(
  analysis: Analysis,
  answered: Answered,
  by: string,
): readonly TextEdit[] | undefined {
  const until = exceptionEnd(analysis.today);
  return editsAt(analysis, answered, acceptances({ until, by }));
}

const ACCEPTABLE = new Set(rules.filter((rule) => rule.acceptable).map(({ id }) => id));

function acceptable(analysis: Analysis, owner: string): Acceptable {
  const { parts, today } = analysis;
  const owned = new Set<JudgedIntegration>();
  reviewStandings(analysis).forEach((standing, i) => {
    const part = parts[i];
    if (part && standing.owner === owner) owned.add(part);
  });
  const until = exceptionEnd(today);
  const walk = acceptances({ until });
  const found: [rule: string, place: AskedPlace][] = [];
  const wants: Walk['wants'] = (finding, part) => owned.has(part) && walk.wants(finding, part);
  for (const { id, part, finding } of placesOf(analysis, { ...walk, wants })) {
    if (!walk.fixOf(finding, part)) continue;
    const what = whatOf(finding, part);
    const place = { id, what, prompt: `Why may ${what} stay?`, value: '' };
    found.push([finding.rule, place]);
  }
  const rulesFound = [...grouped(found)].map(([rule, places]) => ({ rule, places }));
  return {
    today: formatDay(today),
    until,
    rules: rulesFound.sort((a, b) => (a.rule < b.rule ? -1 : 1)),
  };
}

/** The owners of whom something can be accepted. */
export function ownersToAccept(analysis: Analysis): ReadonlySet<string> {
  const standings = reviewStandings(analysis);
  const ownerOf = new Map(analysis.parts.map((part, i) => [part, standings[i]?.owner]));
  const walk = acceptances({ until: exceptionEnd(analysis.today) });
  const owners = new Set<string>();
  for (const { part, finding } of placesOf(analysis, walk)) {
    const owner = ownerOf.get(part);
    // One finding of each is enough to know.
    if (owner !== undefined && !owners.has(owner) && walk.fixOf(finding, part)) owners.add(owner);
  }
  return owners;
}

function whatOf(finding: Finding, part: JudgedIntegration): string {
  return `${shown(grantedBy(finding, part))} of ${shown(part.entry.name.text)}`;
}

/** The scope or permission that the finding stands on; empty where it stands on none. */
function grantedBy(finding: Finding, part: JudgedIntegration): string {
  const grant = grantOf(finding, part);
  return (grant && nameOfGrant(grant)?.text) ?? '';
}

function grantOf(
  { at }: Finding,
  { integration }: JudgedIntegration,
): ScopeGrant | PermissionGrant | undefined {
  const { scopes, permissions } = integration;
  return holderOf(scopes, at) ?? holderOf(permissions, at);
}

/** The first item of a list that holds the range; they come one after the other, or all stand where one alias does. */
function holderOf<Item extends ListItem>(items: readonly Item[], { start, end }: Range): Item | undefined {
  const item = items[leadingCount(items, ({ at }) => at.end < end)];
  return item && item.at.start <= start ? item : undefined;
}

const RATIONALES: Walk = {
  wants: ({ rule }) => rule === 'missing-rationale',
  fixOf: (finding) => finding.fixes(({ question }) => question !== undefined)[0],
};

function allBareGrants(analysis: Analysis): AllBareGrants {
  const places: AskedPlace[] = [];
  const left: string[] = [];
  for (const { id, part, finding } of placesOf(analysis, RATIONALES)) {
    const what = whatOf(finding, part);
    const question = RATIONALES.fixOf(finding, part)?.question;
    if (question) places.push({ id, what, prompt: question.prompt, value: question.value });
    else left.push(what);
  }
  return { places, left };
}

/** The open findings of a walk in the order of the file, one for each place. */
function placesOf({ parts }: Analysis, { wants }: Walk): Place[] {
  const owners = rowIds(parts);
  return parts.flatMap((part, i) => {
    const seen = new Map<string, number>();
    const starts = new Set<string>();
    return part.own.flatMap((finding): Place[] => {
      const { accepted, at, rule } = finding;
      if (accepted || !wants(finding, part)) return [];
      const start = `${rule} ${String(at.start)}`;
      if (starts.has(start)) return [];
      starts.add(start);
      // By integration and grant, so that it is found again wherever it has moved; a grant can stand there twice.
      const key = JSON.stringify([owners[i], rule, grantedBy(finding, part)]);
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

/** An answer, and what asked for it. */
interface Answered {
  readonly answer: string;
  readonly rule: string;
  /** Where in the text the finding begins. */
  readonly at: number;
}

/** An answer that is to be written yet. */
interface Waiting extends Answered {
  readonly id: string;
}

/** How many characters are read to find the answers after which a broken text is no worse. */
const MAX_READ = 2_000_000;

/**
 * In rounds: each takes the answers whose edits do not touch, and those that have to wait are looked for in the text that it makes.
 * With `isFine` a round after which the text would not be fine takes half of them, and an answer that spoils it alone is left out.
 */
function composeFixes(
  analysis: Analysis,
  walk: Walk,
  given: ReadonlyMap<string, string>,
  isFine?: (text: string) => boolean,
): { readonly text: string; readonly edits: readonly TextEdit[]; readonly written: ReadonlySet<string> } {
  const { length } = analysis.manifest.text;
  const written = new Set<string>();
  let now = analysis;
  let edits: TextEdit[] = [];
  let waiting = placesOf(analysis, walk).flatMap(({ id, part, finding: { rule, at } }): Waiting[] => {
    const answer = given.get(id);
    return answer === undefined ? [] : [{ id, answer, rule, at: part.start + at.start }];
  });
  let most = waiting.length;
  for (let read = 0; waiting.length > 0 && read < MAX_READ;) {
    const round = new ApartEdits();
    const taken: Waiting[] = [];
    const later: Waiting[] = [];
    for (const place of waiting) {
      const isFull = taken.length === most;
      const next = isFull ? undefined : editsAt(now, place, walk);
      if (isFull || (next && !round.take(next))) later.push(place);
      else if (next) taken.push(place);
    }
    const text = applyEdits(now.manifest.text, round.all);
    if (isFine) read += text.length;
    if (isFine?.(text) === false) {
      if (taken.length <= 1) waiting = later;
      most = Math.max(1, taken.length >> 1);
      continue;
    }
    if (taken.length === 0) break;
    edits = composeEdits(length, edits, round.all);
    now = analyse(text, analysis.today, { previous: now });
    for (const { id } of taken) written.add(id);
    const moved = movedBy(round.all);
    waiting = later.map((place) => ({ ...place, at: moved(place.at) }));
    most = 2 * most;
  }
  return { text: now.manifest.text, edits, written };
}

/** Tells where a place is after the edits, which it stands behind where it stands at the end of one. */
function movedBy(edits: readonly TextEdit[]): (at: number) => number {
  let shift = 0;
  const shifts = edits.map(({ start, end, newText }) => (shift += newText.length - (end - start)));
  return (at) => at + (shifts[leadingCount(edits, ({ end }) => end <= at) - 1] ?? 0);
}

/** What the fix of the finding at a place writes. */
function editsAt(
  { parts }: Analysis,
  { answer, rule, at }: Answered,
  { wants, fixOf }: Walk,
): TextEdit[] | undefined {
  const part = parts[leadingCount(parts, ({ start }) => start <= at) - 1];
  const finding = part && findingAt(part, at - part.start, (own) => own.rule === rule && wants(own, part));
  const fix = part && finding && fixOf(finding, part);
  return fix && filledFix(fix, answer).map((edit) => ({ ...edit, ...shiftRange(edit, part.start) }));
}

/** The first open finding at an offset of the part that is as wanted. */
function findingAt(
  { own }: JudgedIntegration,
  offset: number,
  isWanted: (own: Finding) => boolean,
): Finding | undefined {
  for (let i = leadingCount(own, ({ at }) => at.start < offset); own[i]?.at.start === offset; i++) {
    const finding = own[i];
    if (finding && !finding.accepted && isWanted(finding)) return finding;
  }
  return undefined;
}
