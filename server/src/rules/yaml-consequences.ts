/**
 * Which faults of a text are faults of their own, and which only follow from another one: a word without its colon above an entry makes
 * the parser stumble over every line of it. What is gone once that line is put right in a copy was never wrong.
 */
import { compose } from '../yaml/compose.ts';
import type { YamlError } from '../yaml/compose.ts';
import { endOfLine, lineStart, nextLine } from '../yaml/edits.ts';
import type { Range } from '../yaml/node.ts';
import { asMeant, LIST_AMONG_KEYS, TEXT_NOT_INDENTED } from './yaml-faults.ts';

/** How many characters are read again for the faults of one text, and how many of them are traced: a keystroke has to stay fast. */
const MAX_READ = 150_000;
const MAX_TRACED = 4;

/** The errors, in the order of the text and at most one a line, without those that follow from one before them. */
export function withoutConsequences(errors: readonly YamlError[], source: string): readonly YamlError[] {
  const told: YamlError[] = [];
  let rest = errors;
  let text = source;
  let read = 0;
  for (let i = 0; i < MAX_TRACED; i++) {
    const [first, ...others] = rest;
    if (!first || others.length === 0) break;
    const cures = curesOf(first, text);
    read += cures.length * text.length;
    if (read > MAX_READ) break;
    let best: { error: YamlError; text: string; rest: readonly YamlError[] } = {
      error: first,
      text,
      rest: others,
    };
    for (const { error, line, by } of cures) {
      const cured = text.slice(0, line.start) + by + text.slice(line.end);
      const left = remaining(rest, cured);
      if (left.length < best.rest.length) best = { error, text: cured, rest: left };
    }
    told.push(best.error);
    ({ text, rest } = best);
  }
  return [...told, ...rest];
}

/** A way to put a line right, as long as the line, so that no offset moves; with what is to be told if it helps. */
interface Cure {
  readonly error: YamlError;
  readonly line: Range;
  readonly by: string;
}

function curesOf(error: YamlError, text: string): Cure[] {
  const line = lineAt(text, error.start);
  const written = text.slice(line.start, line.end);
  if (error.code === TEXT_NOT_INDENTED) return [{ error, ...withoutText(line, text) }];
  // A key that is being typed holds what is below it, or is not there yet.
  if (/^ *[\w.-]*\w$/.test(written)) return [{ error, line, by: `${written.slice(0, -1)}:` }];
  const cures = [{ error, line, by: ' '.repeat(written.length) }];
  const before = lineAt(text, Math.max(0, line.start - 1));
  const [, indent, item] = /^( *)(-(?: [^:]*)?)$/.exec(text.slice(before.start, before.end).trimEnd()) ?? [];
  if (indent === undefined || item === undefined) return cures;
  const start = before.start + indent.length;
  const list = { code: LIST_AMONG_KEYS, message: '', start, end: start + item.length };
  return [...cures, { error: list, line: before, by: ' '.repeat(before.end - before.start) }];
}

/** Takes out a text that is not indented: its first line, and those below that begin in the same column and look like no key either. */
function withoutText({ start, end }: Range, text: string): { line: Range; by: string } {
  const indent = /^ */.exec(text.slice(start, end))?.[0] ?? '';
  let last = end;
  for (;;) {
    const next = lineAt(text, Math.min(text.length, nextLine(text, last)));
    const written = text.slice(next.start, next.end);
    if (
      next.start <= last ||
      !written.startsWith(indent) ||
      !/^[^\s:#-]+ +[^\s:]/.test(written.slice(indent.length))
    )
      break;
    last = next.end;
  }
  return { line: { start, end: last }, by: text.slice(start, last).replace(/[^\r\n]/g, ' ') };
}

/** The errors on whose lines the text has one too, as the parser reports it or as it is meant. */
function remaining(errors: readonly YamlError[], text: string): YamlError[] {
  const reported = compose(text).errors;
  const lines = new Set([...reported, ...asMeant(reported, text)].map(({ start }) => lineStart(text, start)));
  return errors.filter(({ start }) => lines.has(lineStart(text, start)));
}

function lineAt(text: string, offset: number): Range {
  return { start: lineStart(text, offset), end: endOfLine(text, offset) };
}
