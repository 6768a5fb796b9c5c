/**
 * Which faults of a text are faults of their own, and which only follow from another one: a word without its colon above an entry makes
 * the parser stumble over every line of it. What is gone once that line is put right in a copy was never wrong.
 */
import { compose } from '../yaml/compose.ts';
import type { YamlError } from '../yaml/compose.ts';
import { composeWithTraps } from '../yaml/traps.ts';
import { endOfLine, lineStart, nextLine } from '../yaml/lines.ts';
import type { Range } from '../yaml/node.ts';
import {
  asMeant,
  BAD_INDENT,
  LIST_AMONG_KEYS,
  MULTILINE,
  NO_BLANK_BEHIND_HYPHEN,
  NO_HYPHEN,
  TEXT_NOT_INDENTED,
} from './yaml-faults.ts';

/** How far above a line the next one with something on it is looked for. */
const MAX_LOOKED_AT = 2000;

/** How many characters are read again for the faults of one text, and how many of them are traced: a keystroke has to stay fast. */
const MAX_READ = 150_000;
const MAX_TRACED = 3;

/** An error, what is left behind it, and the text in which that was found. */
interface Traced {
  readonly error: YamlError;
  readonly text: string;
  readonly rest: readonly YamlError[];
}

/** The errors, in the order of the text and at most one a line, without those that follow from one before them. */
export function withoutConsequences(errors: readonly YamlError[], source: string): readonly YamlError[] {
  // The parser itself does not tell of these: in every copy they would seem gone.
  const own = errors.filter(isAlias);
  const told: YamlError[] = [];
  let rest: readonly YamlError[] = errors.filter((error) => !isAlias(error));
  let text = source;
  let read = 0;
  for (let i = 0; i < MAX_TRACED; i++) {
    const [first, ...others] = rest;
    if (!first || others.length === 0) break;
    const cures = curesOf(first, text);
    read += (cures.length + 2) * text.length;
    if (read > MAX_READ) break;
    let before: ReadonlySet<number> | undefined;
    let best: Traced = { error: first, text, rest: others };
    for (const { error, line, by } of cures) {
      const cured = text.slice(0, line.start) + by + text.slice(line.end);
      const lines = faultyLines(cured);
      // What only moves the trouble to other lines is no cure.
      if (lines.size > 0 && !isWithin(lines, (before ??= faultyLines(text)))) continue;
      const left = rest.filter(({ start }) => lines.has(lineStart(text, start)));
      if (left.length < best.rest.length) best = { error, text: cured, rest: left };
      if (lines.size === 0) break;
    }
    told.push(best.error);
    rest = best.text === text ? best.rest : [...best.rest, ...hiddenBehind(best, told)].sort(byPlace);
    ({ text } = best);
  }
  return own.length === 0 ? [...told, ...rest] : [...own, ...told, ...rest].sort(byPlace);
}

function byPlace(a: Range, b: Range): number {
  return a.start - b.start;
}

/** What the parser tells only once a line is put right, at most one a line: it is no consequence of what stood there. */
function hiddenBehind({ text, rest }: Traced, told: readonly YamlError[]): readonly YamlError[] {
  const errors = asMeant(composeWithTraps(text).errors, text);
  // Behind a tab nothing is sure.
  if (errors.some(({ code }) => code === 'TAB_AS_INDENT')) return [];
  const lines = new Set([...told, ...rest].map(({ start }) => lineStart(text, start)));
  return [...errors].sort(byPlace).filter(({ code, start }) => {
    const line = lineStart(text, start);
    // That a sign is none to begin a text with is said where the text is read.
    if (code === 'BAD_SCALAR_START' || lines.has(line)) return false;
    lines.add(line);
    return true;
  });
}

function isAlias({ code }: YamlError): boolean {
  return code === 'BAD_ALIAS';
}

/** Where the lines begin on which the text has an error, as the parser reports it or as it is meant. */
function faultyLines(text: string): ReadonlySet<number> {
  const { errors } = compose(text);
  return new Set([...errors, ...asMeant(errors, text)].map(({ start }) => lineStart(text, start)));
}

function isWithin(lines: ReadonlySet<number>, others: ReadonlySet<number>): boolean {
  return [...lines].every((line) => others.has(line));
}

/** A way to put a line right, as long as the line, so that no offset moves; with what is to be told if it helps. */
interface Cure {
  readonly error: YamlError;
  readonly line: Range;
  readonly by: string;
}

function curesOf(error: YamlError, text: string): Cure[] {
  const line = lineAt(text, error.start);
  if (error.code === TEXT_NOT_INDENTED) return [{ error, ...withoutText(line, text) }];
  if (error.code === NO_BLANK_BEHIND_HYPHEN || error.code === NO_HYPHEN)
    return [{ error, line, by: itemMended(error, text.slice(line.start, line.end)) }];
  const out = { error, ...without(line) };
  if (error.code !== MULTILINE) return [out, ...cureAbove(line, text), ...cureOfFirst(line, text)];
  const [indent = ''] = /^ */.exec(text.slice(line.start, line.end)) ?? [];
  const key = { error, line, by: `${indent}:`.padEnd(line.end - line.start) };
  // What stands there may hold the lines below it, as a key that is being typed does, or be a part of none.
  return [key, out];
}

/** The line of an item with what it lacks, written over the letter in that place. */
function itemMended({ code }: YamlError, line: string): string {
  return code === NO_HYPHEN ? line.replace(/\S\S/, '- ') : line.replace(/-\S/, '- ');
}

/** The line above taken out, as the one that does not fit: the first key of a map says where all others belong. */
function cureAbove({ start, end: endOfFaulty }: Range, text: string): Cure[] {
  const behind =
    text.slice(Math.max(0, start - MAX_LOOKED_AT), start).trimEnd().length +
    Math.max(0, start - MAX_LOOKED_AT);
  const line = lineAt(text, behind);
  const written = text.slice(line.start, line.end).trimEnd();
  const word = /[^\s#]\S*/.exec(written);
  if (!word || line.start >= start) return [];
  const isItem = /^ *-(?: [^:]*)?$/.test(written);
  // Without its only item any keys below it are a map, although they are what stands wrongly.
  if (isHyphened(written) && !isHyphened(text.slice(start, endOfFaulty)) && !(isItem && isFirst(line, text)))
    return [];
  const from = line.start + word.index;
  const end = isItem ? line.start + written.length : from + word[0].length;
  const error = { code: isItem ? LIST_AMONG_KEYS : BAD_INDENT, message: '', start: from, end };
  return [{ error, ...without(line) }];
}

/** The first line of the map moved to the column of this one, where it stands further right: it says where all others belong. */
function cureOfFirst({ start }: Range, text: string): Cure[] {
  const column = indentAt(text, start);
  let first: Range | undefined;
  let from = start;
  while (from > 0 && start - from < MAX_LOOKED_AT) {
    const line = lineAt(text, from - 1);
    from = line.start;
    if (/^ *(?:#|$)/.test(text.slice(line.start, line.end).trimEnd())) continue;
    const indent = indentAt(text, line.start);
    if (indent === column) return [];
    if (indent < column) break;
    first = line;
  }
  if (!first) return [];
  const written = text.slice(first.start, first.end);
  const [indent = '', word = ''] = /^( *)(\S*)/.exec(written)?.slice(1) ?? [];
  const at = first.start + indent.length;
  const error = { code: BAD_INDENT, message: '', start: at, end: at + word.length };
  return [
    { error, line: first, by: (' '.repeat(column) + written.slice(indent.length)).padEnd(written.length) },
  ];
}

function indentAt(text: string, start: number): number {
  return /^ */.exec(text.slice(start, start + MAX_LOOKED_AT))?.[0].length ?? 0;
}

function isHyphened(line: string): boolean {
  return /^ *-(?:\s|$)/.test(line);
}

/** Whether a line is the first one below the name of the entry, where nobody wants a list. */
function isFirst({ start }: Range, text: string): boolean {
  return /^[^\n]*\n(?:[^\S\n]*(?:#[^\n]*)?\n)*$/.test(text.slice(0, start));
}

function without(line: Range): Pick<Cure, 'line' | 'by'> {
  return { line, by: ' '.repeat(line.end - line.start) };
}

/** Takes out a text that is not indented: its first line, and those below that begin in the same column and look like no key either. */
function withoutText({ start, end }: Range, text: string): Pick<Cure, 'line' | 'by'> {
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

function lineAt(text: string, offset: number): Range {
  return { start: lineStart(text, offset), end: endOfLine(text, offset) };
}
