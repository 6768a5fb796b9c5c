import { scopeNamed } from '../catalog/scopes.ts';
import type { FileKeys, Integration, Manifest } from '../manifest/model.ts';
import type { LacksBlank, MissingBreak, Problem } from '../manifest/problem.ts';
import { createTally } from '../manifest/tally.ts';
import type { YamlError } from '../yaml/compose.ts';
import { columnOf, eolOf } from '../yaml/lines.ts';
import { isMissingColon } from '../yaml/missing-colon.ts';
import type { Range } from '../yaml/node.ts';
import { hidesKeyBehindCr } from '../yaml/odd-blanks.ts';
import { shiftRange } from '../yaml/shift.ts';
import { isGrantMisspelt } from './key-meant.ts';
import { conflictIn } from './merge-conflict.ts';
import { keysWanting } from './keys-wanting.ts';
import { BLANK_BEFORE_COLON, colonFix, colonMissing, noColonFault, swapFix } from './no-colon.ts';
import { openingQuote } from './opening-quote.ts';
import { oddBlanksFault } from './plain-blanks.ts';
import { defineRule, problemsOf } from './rule.ts';
import type { Fix, Found } from './rule.ts';
import { spacesFix } from './tabs-to-spaces.ts';
import { LONE_CR_WORDS, shown } from './wording.ts';
import { withoutConsequences } from './yaml-consequences.ts';
import {
  asMeant,
  BAD_INDENT,
  BLANK_BEHIND_COLON,
  blankFix,
  INDENTED_DIFFERENTLY,
  LIST_AMONG_KEYS,
  missingBlank,
  MULTILINE,
  NO_BLANK_BEHIND_HYPHEN,
  NO_HYPHEN,
  wordsFor,
} from './yaml-faults.ts';
import type { MissingBlank } from './yaml-faults.ts';

const CONFLICT =
  'A merge conflict is left here. Keep what is right of either side, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>.';

/** The file's own keys. The mark of a conflict ends the integrations above it, so it is found here. */
function* checkFile(file: FileKeys): Generator<Found> {
  const conflict = conflictIn(file);
  if (!conflict) {
    yield* check(withoutSlips(file));
    return;
  }
  yield { at: conflict, message: CONFLICT };
  // Whatever is behind it follows from it: to YAML the last mark begins a text, which swallows lines.
  yield* check({ ...file, errors: file.errors.filter(({ start }) => start < conflict.start) });
}

/** Where keys stand as far right as their names, all that is indented as it should be stumbles over the names. */
function withoutSlips(file: FileKeys): FileKeys {
  const slip = problemsOf(file, 'stray-key').find(({ owner }) => owner);
  if (!slip) return file;
  return {
    ...file,
    errors: file.errors.filter(({ code, start }) => code !== BAD_INDENT || start < slip.at.start),
  };
}

/** What YAML takes for one text, because a mark or a line break between two is missing, or a line is indented too far. */
function* runTogether(problems: readonly Problem[], source: string): Generator<Found> {
  for (const problem of problems) {
    if (problem.kind === 'deeper-item') yield { at: problem.at, message: INDENTED_DIFFERENTLY };
    else if (problem.kind === 'swallowed-grant') yield { at: problem.at, message: SWALLOWED };
    else if (problem.kind === 'missing-blank') {
      const { at } = problem;
      const { message, fix } = blankFault(problem, source);
      yield { at, message, fixes: () => [fix] };
    } else if (problem.kind === 'missing-break') {
      const { at, key, below } = problem;
      yield {
        at,
        message: `A ${below === undefined ? 'comma' : 'line break'} is missing before the key “${shown(key)}”.`,
        fixes: () => [breakFix(problem, source)],
      };
    }
  }
}

const SWALLOWED =
  'To YAML this is a part of the text that begins before it, so nobody reads what is granted here. Write it on a line of its own that lines up with its like; if it is text, put the whole text in quotes.';

function blankFault({ at, blankAt, fault }: LacksBlank, source: string): { message: string; fix: Fix } {
  const before = source.slice(at.start, blankAt);
  if (fault === 'no-colon') return { message: colonMissing(before), fix: colonFix(blankAt, '') };
  if (fault === undefined) return { message: BLANK_BEHIND_COLON, fix: blankFix(blankAt) };
  const colon = { start: at.start + before.slice(0, -1).trimEnd().length, end: blankAt };
  return { message: BLANK_BEFORE_COLON, fix: swapFix(colon) };
}

/** Writes the comma behind the first value; or a line break in the place of the blanks, with the second key below the first. */
function breakFix({ gap, below }: MissingBreak, source: string): Fix {
  const [title, edit] =
    below === undefined
      ? ['Write the missing comma', { start: gap.start, end: gap.start, newText: ',' }]
      : ['Begin a new line', { ...gap, newText: eolOf(source) + ' '.repeat(columnOf(source, below)) }];
  return { title, safe: false, preferred: true, edits: [edit] };
}

function* check(part: FileKeys | Integration): Generator<Found> {
  if (part.errors.length === 0 && part.problems.length === 0) return;
  const { errors, distrusted, source, problems } = part;
  const trusted = problems.filter(({ at }) => !distrusted.some(({ start }) => at.end > start));
  yield* runTogether(trusted, source);
  const toldHere = new Set(trusted.map(({ at }) => at.start));
  let keysTold: ReadonlySet<number> | undefined;
  // `@`, `` ` `` and `%` at the start of a text are read as written, and what is wrong with the text is said where it is read.
  const told = new Set(problems.map(({ at }) => at.start));
  const untold = errors.filter(
    (error) =>
      !(error.code === 'BAD_SCALAR_START' && told.has(error.start)) &&
      !(isMissingColon(error) && toldHere.has(error.start)),
  );
  const starts = new Set<number>();
  const spaces = fixesOfTabs(errors.filter(isTab), part);
  const left = [...withoutConsequences([...telling(asMeant(untold, source), source)], source)];
  const isQuoteOpen = left.some(isOpenQuote);
  for (const error of left) {
    // Whatever closes the brackets stands in the quotes.
    if (isQuoteOpen && isOpenBracket(error)) continue;
    const opening = openingOf(error, distrusted, source);
    const at = opening ?? { start: error.start, end: error.end };
    // That a list stands there is said where a map was expected, too, and what an item lacks where it is read as a key.
    if (error.code === NO_BLANK_BEHIND_HYPHEN && (keysTold ??= startsOfKeys(trusted)).has(at.start)) continue;
    if (starts.has(at.start) || (error.code === LIST_AMONG_KEYS && toldHere.has(at.start))) continue;
    starts.add(at.start);
    const blank = blankFor(error, source.slice(at.start, at.end));
    const odd = opening || isTab(error) ? undefined : oddBlanksFault(source, at.start);
    if (!opening && hidesKeyBehindCr(source, at.start)) yield { at, message: `${LONE_CR_WORDS}.` };
    else if (odd) yield { at, message: odd.message, fixes: () => [odd.fix()] };
    else if (blank) yield { at, message: blank.message, fixes: () => [blankFix(at.start + blank.offset)] };
    else if (error.code === NO_BLANK_BEHIND_HYPHEN)
      yield { at, message: wordsFor(error), fixes: () => [blankFix(at.start + 1)] };
    else if (error.code === NO_HYPHEN)
      yield { at, message: wordsFor(error), fixes: () => [hyphenFix(at.start)] };
    else if (isTab(error)) yield { at, message: wordsFor(error), fixes: () => spaces(error) };
    else {
      const noColon = opening ? undefined : noColonFault(error, source, (place) => keysWanting(part, place));
      yield noColon
        ? { at, message: noColon.message, fixes: () => [noColon.fix()] }
        : { at, message: wordsFor(error) };
    }
  }
}

/** The blank for lack of which a text is no key. A scope is none, among keys or above them. */
function blankFor(error: YamlError, text: string): MissingBlank | undefined {
  const [first = ''] = text.split('\n', 1);
  const mayBeKey = (error.code === MULTILINE || isMissingColon(error)) && !scopeNamed(first.trimEnd());
  return mayBeKey ? missingBlank(text) : undefined;
}

function startsOfKeys(problems: readonly Problem[]): ReadonlySet<number> {
  return new Set(problems.flatMap((problem) => (isGrantMisspelt(problem) ? [problem.at.start] : [])));
}

function hyphenFix(at: number): Fix {
  return { title: 'Write the missing hyphen', safe: false, edits: [{ start: at, end: at, newText: '- ' }] };
}

function isTab({ code }: YamlError): boolean {
  return code === 'TAB_AS_INDENT';
}

/**
 * The fixes of each tab. It is one for all of them and worked out once; of many lines only the first has it, since it is as long as all of
 * them together.
 */
function fixesOfTabs(
  tabs: readonly YamlError[],
  part: FileKeys | Integration,
): (tab: YamlError) => readonly Fix[] {
  const { source } = part;
  const isAtTab = (at: number): boolean => tabs.some(({ start, end }) => start <= at && at <= end);
  // A line that is taken for the name of an integration may be one of the lines below the name.
  if ('name' in part && isAtTab(part.name.at.start)) return () => [];
  let fixes: readonly Fix[] | undefined;
  return (tab) => {
    if (tabs.length > MAX_WITH_FIX && tab !== tabs[0]) return [];
    fixes ??= [spacesFix(source, tabs)].filter((fix) => fix !== undefined);
    return fixes;
  };
}

/** How many lines with a tab each have the fix of all of them. */
const MAX_WITH_FIX = 100;

/** Without what only follows from another error: all that a tab confuses, and what more is said of the same line. */
function* telling(errors: readonly YamlError[], source: string): Generator<YamlError> {
  const tabs = errors.filter(isTab);
  let lineEnd = -1;
  for (const error of tabs.length > 0 ? tabs : [...errors].sort((a, b) => a.start - b.start)) {
    if (error.start <= lineEnd) continue;
    const next = source.indexOf('\n', error.start);
    lineEnd = next < 0 ? source.length : next;
    yield error;
  }
}

function isOpenQuote({ code, message }: YamlError): boolean {
  return code === 'MISSING_CHAR' && message.includes('quote');
}

function isOpenBracket({ code, message }: YamlError): boolean {
  return code === BAD_INDENT && message.startsWith('Flow');
}

/** Where quotes or brackets that are not closed begin: there is the fault, although the parser meets it later. */
function openingOf(error: YamlError, distrusted: readonly Range[], source: string): Range | undefined {
  const isQuote = isOpenQuote(error);
  if (!isQuote && !isOpenBracket(error)) return undefined;
  const opening = distrusted.find(
    (range) => range.start <= error.start && /["'[{]/.test(source[range.start] ?? ''),
  );
  if (!opening) return undefined;
  const start = (isQuote ? openingQuote(source, opening.start) : undefined) ?? opening.start;
  return { start, end: start + 1 };
}

/** A fault of the syntax in words, and where it is in the file. */
export interface SyntaxFault {
  readonly at: Range;
  readonly message: string;
}

/** What keeps the manifest from being valid YAML, by place: as the rule tells it, or where another one does, as the parser meant it. */
export function syntaxFaults(manifest: Manifest): SyntaxFault[] {
  const broken = manifest.integrations.filter(({ entry }) => entry.errors.length > 0);
  const found = [
    ...checkManifest(manifest),
    ...broken.flatMap(({ start, integration }) =>
      [...check(integration)].map((fault) => moved(fault, start)),
    ),
  ];
  const errors = [
    ...manifest.file.errors.map((error) => moved(asFault(error), 0)),
    ...broken.flatMap(({ start, entry }) => entry.errors.map((error) => moved(asFault(error), start))),
  ];
  return (found.length > 0 ? found : errors).sort((a, b) => a.at.start - b.at.start);
}

function asFault(error: YamlError): SyntaxFault {
  return { at: error, message: wordsFor(error) };
}

function moved({ at, message }: SyntaxFault, by: number): SyntaxFault {
  return { at: shiftRange(at, by), message };
}

function* checkManifest(manifest: Manifest): Generator<Found> {
  // A tab makes the parser lose count of the lines behind it too, and there one finding is enough.
  if (tabs(manifest).often.size === 0) yield* checkFile(manifest.file);
}

/** The tabs that somebody indented an integration with. */
const tabs = createTally(({ errors }) => errors.filter(isTab).map(({ code }) => code), 1);

export const invalidYaml = defineRule({
  id: 'invalid-yaml',
  group: 'structure',
  level: 'error',
  summary: 'The text is not valid YAML, or is other YAML than it looks like.',
  acceptable: false,
  within: 'faults',
  integration: check,
  manifest: checkManifest,
});
