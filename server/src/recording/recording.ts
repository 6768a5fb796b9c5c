/** What an integration really did, out of a HAR file or an access log. */
import { commandAt, sentByCurl } from './curl.ts';
import { field, parsed, requestInJson, requestInRecord, requestOf } from './json.ts';
import {
  asUse,
  HOST,
  METHOD,
  PATH_SIGNS,
  pathIn,
  requestTo,
  withoutEnd,
  withPlainValues,
} from './request.ts';
import type { SentRequest } from './request.ts';

export interface Recording {
  /** `broken-har`: a HAR file that ends early or was damaged, of which no more than single lines can be read. */
  readonly format: 'har' | 'broken-har' | 'log';
  /** Each request to Sentry's API once, as `METHOD /api/0/…`, in the order of the recording. */
  readonly uses: readonly string[];
  /** How many requests or lines were none to Sentry's API. */
  readonly others: number;
}

/** The text of a recording, whose byte order mark says how it is encoded: what PowerShell writes is UTF-16. */
export function recordingText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isBig = first === 0xfe && second === 0xff;
  const isLittle = first === 0xff && second === 0xfe;
  return new TextDecoder(isBig ? 'utf-16be' : isLittle ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** More different requests than this are no recording of one integration. */
const MOST_USES = 10_000;

/**
 * Reads a HAR file (HTTP Archive 1.2), or an access log: the common and combined formats of web servers, lines of JSON or logfmt that
 * name a method and an address (Sentry's own access log among them), plain request lines, command lines of `curl`. Nothing but methods and paths is looked at or kept. Never throws.
 */
export function readRecording(text: string): Recording {
  const entries = harEntries(text);
  const requests = entries
    ? entries.map(requestOfEntry)
    : linesOf(text).flatMap((line) => (line.trim() === '' ? [] : [requestInLine(line)]));
  const uses = new Set<string>();
  let others = 0;
  for (const request of requests) {
    const use = request && asUse(request);
    if (use === undefined) others++;
    else if (uses.size < MOST_USES) uses.add(use);
  }
  return { format: entries ? 'har' : isBrokenHar(text) ? 'broken-har' : 'log', uses: [...uses], others };
}

/** The lines of a log; those that a command line of `curl` goes on in are one with it. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  let open = '';
  for (const line of text.split(/\r\n|[\n\r]/)) {
    const whole = open + line;
    if (GOES_ON.test(line) && whole.length < MAX_LINE && (open !== '' || CURL.test(line)))
      open = `${whole}\n`;
    else {
      lines.push(whole);
      open = '';
    }
  }
  return open === '' ? lines : [...lines, open];
}

/** The sign at the end of a line by which a shell of Unix, of Windows or PowerShell reads the next one as well. */
const GOES_ON = /[\\^`]\s*$/;

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

/** Longer lines than this hold bodies; the request stands at their beginning. */
const MAX_LINE = 20_000;

/** A method and an address or a path, as in `"GET /api/0/organizations/ HTTP/1.1"`. */
const REQUEST = new RegExp(`${METHOD}((?:${HOST})?/api/0/${PATH_SIGNS})`, 'u');

/** Some programs escape a slash in JSON, and others put that into JSON. */
const API = /\/api\\*\/0\\*\//i;

function requestInLine(line: string): SentRequest | undefined {
  // Most lines of most logs are of other things.
  if (!API.test(line)) return undefined;
  const text = withPlainValues(line.slice(0, MAX_LINE));
  const [, before = '', method, between = '', address = ''] = REQUEST.exec(text) ?? [];
  return (
    requestInJson(line) ??
    // What a command line sends may look like a request.
    requestOfCurl(text) ??
    requestTo(method, pathIn(address, before + between)) ??
    requestInRecord(pairsIn(text), 0)
  );
}

/**
 * The first value of each name in a line of logfmt: `method=GET path="/api/0/…"`. Some programs write them in brackets, with commas
 * or with apostrophes, as Sentry does: `api.access (method='GET' path='/api/0/…')`.
 */
function pairsIn(line: string): unknown {
  const pairs = [...line.matchAll(/(?<![^\s([{])([\w.]+)=(?:"([^"]*)"|'([^']*)'|(\S+))/g)];
  return Object.fromEntries(
    pairs
      .reverse()
      .map(([, name, double, single, plain = '']) => [name, double ?? single ?? withoutEnd(plain)]),
  );
}

const CURL = /(?<=^|\s|bin\/)curl(?:\.exe)?\s/;

/** What the command line asks for; of one that goes on in the next line nobody knows by which method. */
function requestOfCurl(line: string): SentRequest | undefined {
  const curl = CURL.exec(line);
  if (!curl || GOES_ON.test(line)) return undefined;
  return sentByCurl(commandAt(line, curl.index + curl[0].length).words)[0];
}
