/**
 * Values that YAML cannot read without quotes although a person sees nothing odd in them: `rationale: Reads: x`,
 * `owner: @acme/team`, `[GET /api/0/{x}/]`. They are read as what they become in quotes.
 *
 * How: the characters that mislead the parser are masked by a letter of the same length, the text is composed again, and
 * where that takes the error away the scalar around the mask gets its written text back. No offset moves.
 */
import type { Composed, Masked, YamlError } from './compose.ts';
import { compose, composeByLibrary } from './compose.ts';
import { lineStart } from './lines.ts';

const MASK = 'x';

/** Codes of the library under which a missing pair of quotes hides. */
const SUSPECT = new Set([
  'BAD_SCALAR_START',
  'BLOCK_AS_IMPLICIT_KEY',
  'BLOCK_IN_FLOW',
  'MISSING_CHAR',
  'MULTILINE_IMPLICIT_KEY',
  'UNEXPECTED_TOKEN',
]);

/** Composes `text`, reading unquoted traps as intended; the errors that remain are those no pair of quotes explains. */
export function composeWithTraps(text: string): Composed {
  const plain = compose(text);
  if (plain.errors.length === 0) return plain;
  // Braces within brackets make the parser stumble over the lines below too, which are as they should be: they are not to be masked.
  const inFlow = trapOffsets(text, plain.errors, true);
  const first = inFlow.length > 0 ? fewerErrors(text, plain, inFlow) : plain;
  if (first.errors.length === 0) return first;
  const helped = new Set(first === plain ? [] : inFlow);
  const further = trapOffsets(text, first.errors).filter((offset) => !helped.has(offset));
  return further.length > 0
    ? fewerErrors(
        text,
        first,
        [...helped, ...further].sort((a, b) => a - b),
      )
    : first;
}

/** What is composed with these characters masked, if that has fewer errors than `before`. */
function fewerErrors(text: string, before: Composed, offsets: readonly number[]): Composed {
  const masked = composeMasked(text, offsets);
  return masked.errors.length < before.errors.length ? masked : before;
}

function composeMasked(text: string, offsets: readonly number[]): Composed {
  let masked = '';
  let from = 0;
  for (const offset of offsets) {
    masked += text.slice(from, offset) + MASK;
    from = offset + 1;
  }
  const mask: Masked = { text: masked + text.slice(from), original: text, offsets };
  return composeByLibrary(mask.text, mask);
}

/** The offsets, ascending, of the characters that mislead the parser on the lines of the errors; in brackets alone where wanted. */
function trapOffsets(text: string, errors: readonly YamlError[], onlyInFlow = false): number[] {
  const offsets = new Set<number>();
  // A line of a hundred thousand errors is looked for once.
  const line = { start: -1, end: -1 };
  for (const error of [...errors].sort((a, b) => a.start - b.start)) {
    if (!SUSPECT.has(error.code)) continue;
    if (line.start <= error.start && error.start <= line.end) continue;
    line.start = lineStart(text, error.start);
    const next = text.indexOf('\n', error.start);
    line.end = next < 0 ? text.length : next;
    for (const offset of trapsOfLine(text.slice(line.start, line.end), onlyInFlow))
      offsets.add(line.start + offset);
  }
  return [...offsets].sort((a, b) => a - b);
}

/** Offsets within one line. */
function trapsOfLine(line: string, onlyInFlow: boolean): number[] {
  const head = /^ *(?:- +)*(?:[\w.-]+: +)?/.exec(line)?.[0] ?? '';
  const comment = line.slice(head.length).search(/\s#/);
  const value = comment < 0 ? line.slice(head.length) : line.slice(head.length, head.length + comment);
  if (/^["'|>&*!]/.test(value)) return [];
  const found = /^[[{]/.test(value) ? trapsInFlow(value) : onlyInFlow ? [] : colonsWithin(value);
  return found.map((offset) => head.length + offset);
}

/** Every colon that YAML takes for the end of a key. */
function colonsWithin(value: string): number[] {
  return [...value.matchAll(/:(?=\s|$)/g)].map((match) => match.index);
}

/** A text in quotes, behind what a value of a flow collection begins after. Nothing in it misleads anybody. */
const QUOTED = /([[{,:] *)(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/g;

function trapsInFlow(written: string): number[] {
  const value = written.replace(QUOTED, (all, before: string) => before.padEnd(all.length, '"'));
  const offsets: number[] = [];
  for (const match of value.matchAll(/\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) +\/[^\s,\]]*/g)) {
    for (const brace of match[0].matchAll(/[{}]/g)) offsets.push(match.index + brace.index);
  }
  for (const match of value.matchAll(/[{,]\s*[\w.-]+: +([^,{}[\]"'\s][^,{}[\]"']*)/g)) {
    const start = match.index + match[0].length - (match[1]?.length ?? 0);
    offsets.push(...colonsWithin(match[1] ?? '').map((offset) => start + offset));
  }
  return offsets;
}
