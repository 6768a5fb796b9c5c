/** What is said of characters that only look like blanks, where YAML needs blanks, and the fix that writes these. */
import { countErrors } from '../yaml/compose.ts';
import { applyEdits } from '../yaml/edits.ts';
import { oddBlanksAround, oddBlanksAt } from '../yaml/odd-blanks.ts';
import type { OddBlanks } from '../yaml/odd-blanks.ts';
import type { Range } from '../yaml/node.ts';
import type { Fix } from './rule.ts';

/** What is wrong at the place of a fault, if such characters are its cause. */
export interface OddBlanksFault {
  readonly message: string;
  readonly fix: () => Fix | undefined;
}

/** The fault that shows at an offset; undefined where the blanks before it are plain. Is asked only where something is wrong anyway. */
export function oddBlanksFault(source: string, offset: number): OddBlanksFault | undefined {
  const odd = oddBlanksAt(source, offset);
  return odd && { message: messageFor(odd), fix: () => plainBlanksFix(source, odd) };
}

function messageFor({ behind, code }: OddBlanks): string {
  return behind === 'line'
    ? `This line is indented with a character that is no plain blank (${code}): to YAML it is text. Indent it with plain blanks.`
    : `The character behind the ${behind} is no plain blank (${code}): to YAML it is text. Write a plain blank.`;
}

/** What is known of the last text: of many lines that were pasted together each has the same fix. */
let last:
  { readonly source: string; readonly errors: number; readonly fixes: KnownFix[]; read: number } | undefined;

interface KnownFix {
  /** From the first of its places to the last. */
  readonly of: Range;
  readonly fix: Fix | undefined;
  /** Whether each of its lines has it. */
  readonly isShort: boolean;
}

/** Above this many places a fix is that of the first one alone: each of thousands of findings would hold thousands of edits. */
const MAX_WITH_FIX = 100;
/** How many characters are read to make fixes for one text: what asks for more has hundreds of faults, and is done in steps. */
const MAX_READ = 1_000_000;

function plainBlanksFix(source: string, odd: OddBlanks): Fix | undefined {
  const { start } = odd.at[0] ?? { start: 0 };
  if (last?.source !== source) last = { source, errors: countErrors(source), fixes: [], read: 0 };
  let known = last.fixes.find(({ of }) => start >= of.start && start < of.end);
  if (!known && last.read < MAX_READ) {
    const places = oddBlanksAround(source, odd);
    known = {
      of: { start: places[0]?.start ?? start, end: places.at(-1)?.end ?? start },
      fix: fixAt(source, places, last.errors),
      isShort: places.length <= MAX_WITH_FIX,
    };
    last.fixes.push(known);
    last.read += source.length;
  }
  return known?.isShort || known?.of.start === start ? known.fix : undefined;
}

/** Writes as many plain blanks, or none where no line would fit then; undefined where the text would be read worse than before. */
function fixAt(source: string, places: readonly Range[], before: number): Fix | undefined {
  const ways = [' ', ''].map((by) => places.map((at) => ({ ...at, newText: by.repeat(at.end - at.start) })));
  const edits = ways.find((way) => countErrors(applyEdits(source, way)) <= before);
  return edits && { title: 'Write plain blanks', safe: false, preferred: true, edits };
}
