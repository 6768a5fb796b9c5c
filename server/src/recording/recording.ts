/** What an integration really did, out of a HAR file or an access log. */
import { commandAt, sentByCurl } from './curl.ts';
import { asUse, HOST, METHOD, PATH_SIGNS, pathIn, requestTo, withPlainValues } from './request.ts';
import type { SentRequest } from './request.ts';

export interface Recording {
  /** `broken-har`: a HAR file that ends early or was damaged, of which no more than single lines can be read. */
  readonly format: 'har' | 'broken-har' | 'log';
  /** Each request to Sentry's API once, as `METHOD /api/0/…`, in the order of the recording. */
  readonly uses: readonly string[];
  /** How many requests or lines were none to Sentry's API. */
  readonly others: number;
}

/** More different requests than this are no recording of one integration. */
const MOST_USES = 10_000;

/**
 * Reads a HAR file (HTTP Archive 1.2), or an access log: the common and combined formats of web servers, lines of JSON or logfmt that
 * name a method and an address, plain request lines, command lines of `curl`. Nothing but methods and paths is looked at or kept. Never throws.
 */
export function readRecording(text: string): Recording {
  const entries = harEntries(text);
  const requests = entries
    ? entries.map(requestOfEntry)
    : text.split(/\r\n|[\n\r]/).flatMap((line) => (line.trim() === '' ? [] : [requestInLine(line)]));
  const uses = new Set<string>();
  let others = 0;
  for (const request of requests) {
    const use = request && asUse(request);
    if (use === undefined) others++;
    else if (uses.size < MOST_USES) uses.add(use);
  }
  return { format: entries ? 'har' : isBrokenHar(text) ? 'broken-har' : 'log', uses: [...uses], others };
}

/** Whether a text that could not be read as a HAR file begins as one does. A log of lines of JSON has a whole one in its first line. */
function isBrokenHar(text: string): boolean {
  const start = text.replace(/^\uFEFF/, '');
  return (
    /^\s{0,100}\{\s{0,100}"log"\s{0,100}:\s{0,100}\{/.test(start) &&
    parsed(start.split('\n', 1)[0] ?? '') === undefined
  );
}

function harEntries(text: string): readonly unknown[] | undefined {
  // Most logs are no JSON; a HAR file is one object.
  if (!/^\s*\{/.test(text.slice(0, 1000).replace(/^\uFEFF/, ''))) return undefined;
  const entries = field(field(parsed(text.replace(/^\uFEFF/, '')), 'log'), 'entries');
  return Array.isArray(entries) ? entries : undefined;
}

function requestOfEntry(entry: unknown): SentRequest | undefined {
  const request = field(entry, 'request');
  return requestOf(field(request, 'method'), field(request, 'url'));
}

function requestOf(method: unknown, address: unknown): SentRequest | undefined {
  return typeof method === 'string' && typeof address === 'string' ? requestTo(method, address) : undefined;
}

/** Longer lines than this hold bodies; the request stands at their beginning. */
const MAX_LINE = 20_000;

/** A method and an address or a path, as in `"GET /api/0/organizations/ HTTP/1.1"`. */
const REQUEST = new RegExp(`${METHOD}((?:${HOST})?/api/0/${PATH_SIGNS})`, 'u');

/** How programs name the two in a line of JSON. */
const METHOD_KEYS = [
  'method',
  'request_method',
  'http_method',
  'verb',
  'requestMethod',
  'http.method',
  'http.request.method',
];
const ADDRESS_KEYS = [
  'url',
  'uri',
  'path',
  'request_uri',
  'requestUrl',
  'target',
  'http.url',
  'url.path',
  'url.full',
  'http.target',
];

/** Some programs escape a slash in JSON. */
const API = /\/api\\?\/0\\?\//i;

function requestInLine(line: string): SentRequest | undefined {
  // Most lines of most logs are of other things.
  if (!API.test(line)) return undefined;
  if (line.startsWith('{')) {
    const found = requestInRecord(parsed(line), 0);
    if (found) return found;
  }
  const text = withPlainValues(line.slice(0, MAX_LINE));
  const [, before = '', method, between = '', address = ''] = REQUEST.exec(text) ?? [];
  return (
    // What a command line sends may look like a request.
    requestOfCurl(text) ??
    requestTo(method, pathIn(address, before + between)) ??
    requestInRecord(pairsIn(text), 0)
  );
}

/** The first value of each name in a line of logfmt: `method=GET path="/api/0/…"`. */
function pairsIn(line: string): unknown {
  const pairs = [...line.matchAll(/(?<!\S)([\w.]+)=(?:"([^"]*)"|(\S+))/g)];
  return Object.fromEntries(pairs.reverse().map(([, name, quoted, plain]) => [name, quoted ?? plain]));
}

const CURL = /(?<=^|\s|bin\/)curl(?:\.exe)?\s/;

/** What the command line asks for; of one that goes on in the next line nobody knows by which method. */
function requestOfCurl(line: string): SentRequest | undefined {
  const curl = CURL.exec(line);
  if (!curl || /[\\^`]\s*$/.test(line)) return undefined;
  return sentByCurl(commandAt(line, curl.index + curl[0].length).words)[0];
}

/** Some programs put both into an object of their own: `{"request": {"method": …}}`. */
function requestInRecord(record: unknown, depth: number): SentRequest | undefined {
  const first = (keys: readonly string[]): unknown =>
    keys.map((key) => field(record, key)).find((value) => typeof value === 'string');
  const own = requestOf(first(METHOD_KEYS), first(ADDRESS_KEYS));
  if (own || depth > 1) return own;
  for (const key of ['request', 'httpRequest', 'http', 'req']) {
    const found = requestInRecord(field(record, key), depth + 1);
    if (found) return found;
  }
  return undefined;
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
