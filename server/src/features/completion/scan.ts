/** The few things about YAML's characters that the outline and the flow scan share. All ends are exclusive. */
import { compose } from '../../yaml/compose.ts';
import type { Range } from '../../yaml/node.ts';

/** Whether a character parts what stands on either side of it: a blank, a tab or an end of a line. */
export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n';
}

/** The first offset in the line that holds no blank. */
export function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}

/** Where the line ends that `from` is in: before its break, or at `end`. */
export function lineEnd(text: string, from: number, end: number): number {
  const next = text.indexOf('\n', from);
  if (next < 0 || next > end) return end;
  return text[next - 1] === '\r' ? next - 1 : next;
}

/** Whether nothing but blanks and a comment stands between `at` and the line's end. */
export function endsLine(text: string, at: number, line: number): boolean {
  const next = skipBlanks(text, at, line);
  return next === line || isComment(text, next);
}

/** Skips anchors and tags (`&a`, `!tag`) and the blanks behind them. */
export function skipProperties(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === '&' || text[at] === '!')) {
    while (at < end && !isBlank(text[at])) at++;
    at = skipBlanks(text, at, end);
  }
  return at;
}

/** Whether a comment begins at `at`. */
export function isComment(text: string, at: number): boolean {
  return text[at] === '#' && (at === 0 || isBlank(text[at - 1]));
}

/** The offset behind the quote that closes the one at `from`; undefined where none does before `end`. */
export function closeQuote(text: string, from: number, end: number): number | undefined {
  const quote = text[from];
  for (let at = from + 1; at < end; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === quote) at++;
      else return at + 1;
    }
  }
  return undefined;
}

/** Where the text that begins at `from` ends: at its closing quote, a comment or the line's end. */
export function textEnd(text: string, from: number, end: number): number {
  if (text[from] === '"' || text[from] === "'") {
    const closed = closeQuote(text, from, end);
    if (closed !== undefined) return closed;
  }
  let stop = from;
  while (stop < end && !isComment(text, stop)) stop++;
  while (stop > from && isBlank(text[stop - 1])) stop--;
  return stop;
}

/** The offset of the colon that makes what begins at `from` a key; undefined where there is none on the line. */
export function keyColon(text: string, from: number, end: number): number | undefined {
  const quoted = text[from] === '"' || text[from] === "'";
  if (quoted) {
    const closed = closeQuote(text, from, end);
    const at = closed === undefined ? end : skipBlanks(text, closed, end);
    return at < end && text[at] === ':' && (at + 1 === end || isBlank(text[at + 1])) ? at : undefined;
  }
  for (let at = from; at < end; at++) {
    if (text[at] === ':' && (at + 1 === end || isBlank(text[at + 1]))) return at;
    if (isComment(text, at)) return undefined;
  }
  return undefined;
}

/** The text of a scalar on one line, without its quotes: as the parser reads it where it can, so that a name is the one that it gives. */
export function unquoted(written: string): string {
  const quote = written[0];
  if (quote !== '"' && quote !== "'") return written;
  const isClosed = closeQuote(written, 0, written.length) === written.length;
  const inner = isClosed ? written.slice(1, -1) : written.slice(1);
  // Without an escape there is nothing to read, which is so of nearly every name.
  if (!isClosed || !inner.includes(quote === '"' ? '\\' : quote)) return inner;
  const { root, errors } = compose(written);
  return root?.type === 'scalar' && errors.length === 0 ? root.text : inner;
}

export interface Quoting {
  /** What a completion replaces: what stands between quotes that are closed, else the whole token. */
  readonly range: Range;
  /** The quote that the token begins with; empty where it is plain. */
  readonly mark: string;
  readonly open: boolean;
}

/** How a token is quoted; undefined where the cursor is outside of its quotes. */
export function quoting(token: Range, text: string, cursor: number): Quoting | undefined {
  const mark = text[token.start];
  if (token.start === token.end || (mark !== '"' && mark !== "'"))
    return { range: token, mark: '', open: false };
  const closed = closeQuote(text, token.start, token.end);
  const range = closed === undefined ? token : { start: token.start + 1, end: closed - 1 };
  return token.start < cursor && cursor <= range.end
    ? { range, mark, open: closed === undefined }
    : undefined;
}
