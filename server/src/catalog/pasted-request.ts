/** A request to Sentry as people paste it: a `curl` command, the first line of a request, or an address or a path alone. */
import { commandAt, curlRequests } from '../recording/curl.ts';
import { withPlainValues } from '../recording/request.ts';
import { operationsAtPath, parseOperation } from './operation-match.ts';

/** What a pasted text asks for, as `METHOD /path`; several where it does not say by which method. */
export function requestsIn(text: string): readonly string[] {
  const pasted = withPlainValues(text.slice(0, MAX_READ)).trim();
  const line = lineOf(pasted);
  if (line !== undefined) return [line];
  const [first = '', ...rest] = commandAt(pasted).words;
  if (/^(?:.*[/\\])?curl(?:\.exe)?$/.test(first)) return requestsOfCurl(rest);
  if (/\s/.test(pasted) || !(ADDRESS.test(first) || first.startsWith('/'))) return [];
  const path = pathOf(first);
  const request = parseOperation(`GET ${path}`);
  return request ? operationsAtPath(request).map(({ method }) => `${method} ${path}`) : [];
}

/** The first request of a command line that goes to the API. */
function requestsOfCurl(words: readonly string[]): readonly string[] {
  for (const { method, addresses } of curlRequests(words)) {
    const address = addresses.find((word) => ADDRESS.test(word));
    if (address !== undefined)
      return [`${method} ${pathOf(address)}`].filter((request) => parseOperation(request));
  }
  return [];
}

function pathOf(address: string): string {
  return address.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*/s, '');
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
  const [, method, path, rest = ''] = LINE.exec(text) ?? [];
  if (method === undefined || path === undefined || ANOTHER.test(rest)) return undefined;
  return `${method.toUpperCase()} ${path}`;
}

/** An address of the API; one without `/api/0/` is a page for people. */
const ADDRESS = /^https?:\/\/[^/\s?#]+\/api\/0\//i;

/** Nobody pastes more, and the rest may be a whole file. */
const MAX_READ = 4000;
