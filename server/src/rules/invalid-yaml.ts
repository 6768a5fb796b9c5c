import type { FileKeys, Integration } from '../manifest/model.ts';
import { createTally } from '../manifest/tally.ts';
import type { YamlError } from '../yaml/compose.ts';
import type { Range } from '../yaml/node.ts';
import { conflictIn } from './merge-conflict.ts';
import { defineRule } from './rule.ts';
import type { Found } from './rule.ts';
import { asMeant, blankFix, missingBlank, wordsFor } from './yaml-faults.ts';

const CONFLICT =
  'A merge conflict is left here. Keep what is right of either side, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>.';

/** The file's own keys. The mark of a conflict ends the integrations above it, so it is found here. */
function* checkFile(file: FileKeys): Generator<Found> {
  const conflict = file.errors.length === 0 ? undefined : conflictIn(file.source);
  // Where no fault lies over the mark, it is part of a text.
  if (!conflict || !file.errors.some(({ start, end }) => start <= conflict.start && end > conflict.start)) {
    yield* check(file);
    return;
  }
  yield { at: conflict, message: CONFLICT };
  // Whatever is behind it follows from it: to YAML the last mark begins a text, which swallows lines.
  yield* check({ ...file, errors: file.errors.filter(({ start }) => start < conflict.start) });
}

function* check({ errors, distrusted, source, problems }: FileKeys | Integration): Generator<Found> {
  // `@`, `` ` `` and `%` at the start of a text are read as written, and what is wrong with the text is said where it is read.
  const told = new Set(problems.map(({ at }) => at.start));
  const untold = errors.filter(({ code, start }) => code !== 'BAD_SCALAR_START' || !told.has(start));
  const starts = new Set<number>();
  for (const error of telling(asMeant(untold, source), source)) {
    const at = openingOf(error, distrusted, source) ?? visible(error, source);
    if (starts.has(at.start)) continue;
    starts.add(at.start);
    const blank =
      error.code === 'MULTILINE_IMPLICIT_KEY' ? missingBlank(source.slice(at.start, at.end)) : undefined;
    if (blank) yield { at, message: blank.message, fixes: () => [blankFix(blank, at.start)] };
    else yield { at, message: wordsFor(error) };
  }
}

function isTab({ code }: YamlError): boolean {
  return code === 'TAB_AS_INDENT';
}

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

/** A badly indented line is reported at its start, where nothing is to be seen: its first word shows better. */
function visible({ start, end, code }: YamlError, source: string): Range {
  const [, blank = '', word = ''] =
    code === 'BAD_INDENT' ? (/^( *)(\S*)/.exec(source.slice(start, start + 200)) ?? []) : [];
  return word === ''
    ? { start, end }
    : { start: start + blank.length, end: start + blank.length + word.length };
}

/** Where quotes or brackets that are not closed begin: there is the fault, although the parser meets it later. */
function openingOf(
  { code, message, start }: YamlError,
  distrusted: readonly Range[],
  source: string,
): Range | undefined {
  if (
    !(code === 'MISSING_CHAR' && message.includes('quote')) &&
    !(code === 'BAD_INDENT' && message.startsWith('Flow'))
  )
    return undefined;
  const opening = distrusted.find(
    (range) => range.start <= start && /["'[{]/.test(source[range.start] ?? ''),
  );
  return opening && { start: opening.start, end: opening.start + 1 };
}

/** The tabs that somebody indented an integration with. */
const tabs = createTally(({ errors }) => errors.filter(isTab).map(({ code }) => code), 1);

export const invalidYaml = defineRule({
  id: 'invalid-yaml',
  group: 'structure',
  level: 'error',
  summary: 'The text is not valid YAML.',
  acceptable: false,
  within: 'faults',
  integration: check,
  *manifest(manifest) {
    // A tab makes the parser lose count of the lines behind it too, and there one finding is enough.
    if (tabs(manifest).often.size === 0) yield* checkFile(manifest.file);
  },
});
