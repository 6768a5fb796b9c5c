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

/** The last fix: of many lines that were pasted together each has the same one. */
let last: { readonly source: string; readonly of: Range; readonly fix: Fix | undefined } | undefined;

function plainBlanksFix(source: string, odd: OddBlanks): Fix | undefined {
  const { start } = odd.at[0] ?? { start: 0 };
  if (last?.source !== source || start < last.of.start || start >= last.of.end) {
    const places = oddBlanksAround(source, odd);
    const of = { start: places[0]?.start ?? start, end: places.at(-1)?.end ?? start };
    last = { source, of, fix: fixAt(source, places) };
  }
  return last.fix;
}

/** Writes as many plain blanks, or none where no line would fit then; undefined where the text would be read worse than before. */
function fixAt(source: string, places: readonly Range[]): Fix | undefined {
  const before = countErrors(source);
  const ways = [' ', ''].map((by) => places.map((at) => ({ ...at, newText: by.repeat(at.end - at.start) })));
  const edits = ways.find((way) => countErrors(applyEdits(source, way)) <= before);
  return edits && { title: 'Write plain blanks', safe: false, preferred: true, edits };
}
