/** A request to Sentry as people paste it: a `curl` command, the first line of a request, or an address or a path alone. */
import { operationsAtPath, parseOperation } from './operation-match.ts';

/** What a pasted text asks for, as `METHOD /path`; several where it does not say by which method. */
export function requestsIn(text: string): readonly string[] {
  const line = lineOf(text);
  if (line !== undefined) return [line];
  const [first = '', ...rest] = wordsOf(text);
  const isCurl = /^(?:.*\/)?curl$/.test(first);
  const url = isCurl ? rest.find((word) => ADDRESS.test(word)) : rest.length === 0 ? first : undefined;
  if (url === undefined || !(ADDRESS.test(url) || url.startsWith('/'))) return [];
  const path = url.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*/s, '');
  if (isCurl) return [`${methodOfCurl(rest)} ${path}`].filter((request) => parseOperation(request));
  const request = parseOperation(`GET ${path}`);
  return request ? operationsAtPath(request).map(({ method }) => `${method} ${path}`) : [];
}

/**
 * The method and the path of a request's line with what belongs to no use: a colon behind the method, a query with blanks, the
 * version of HTTP.
 */
const LINE =
  /^\s*(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)(?::\s*|\s+)(?:https?:\/\/[^/\s?#]+)?(\/[^\s?#]*)([?#].*|\s+HTTP\/\d.*|\s*)$/is;

/** Behind the first request: which of the two is meant nobody can tell. */
const ANOTHER = /\s[A-Z]{3,6}\s+\S*\//;

function lineOf(text: string): string | undefined {
  const [, method, path, rest = ''] = LINE.exec(text.slice(0, MAX_READ)) ?? [];
  if (method === undefined || path === undefined || ANOTHER.test(rest)) return undefined;
  return `${method.toUpperCase()} ${path}`;
}

/** An address of the API; one without `/api/0/` is a page for people. */
const ADDRESS = /^https?:\/\/[^/\s?#]+\/api\/0\//i;

/** The words of a command line, out of their quotes. */
function wordsOf(text: string): string[] {
  const words = text.slice(0, MAX_READ).match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
  return words.map((word) => word.replace(/^(["'])(.*)\1$/s, '$2'));
}

/** Nobody pastes more, and the rest may be a whole file. */
const MAX_READ = 4000;

const BODY = /^(?:-d|-F|--data(?:-\w+)*|--form(?:-string)?|--json)(?:=|$)/;

/** By which method `curl` asks. */
function methodOfCurl(words: readonly string[]): string {
  for (const [i, word] of words.entries()) {
    const [, joined] = /^(?:-X|--request=)([A-Za-z]+)$/.exec(word) ?? [];
    if (joined !== undefined) return joined.toUpperCase();
    if (word === '-X' || word === '--request') return (words[i + 1] ?? '').toUpperCase();
  }
  if (words.some((word) => word === '-G' || word === '--get')) return 'GET';
  if (words.some((word) => word === '-I' || word === '--head')) return 'HEAD';
  return words.some((word) => BODY.test(word)) ? 'POST' : 'GET';
}
