/** What somebody pastes who was refused: a request, an address, a `curl` command, Sentry's answer with its headers, or all of it. */
import { commandAt, curlRequests, sentByCurl } from './curl.ts';
import type { CurlRequest } from './curl.ts';
import { requestInJson } from './json.ts';
import { HOST, METHOD, PATH_SIGNS, pathIn, requestTo, withPlainValues } from './request.ts';
import type { SentRequest } from './request.ts';

export interface Refusal {
  /** The requests in the text, each once; without a method where the text does not say it. */
  readonly requests: readonly SentRequest[];
  /**
   * The scopes that Sentry names in the header `WWW-Authenticate`, any one of which its first check accepts.
   * Source: RFC 6750, section 3; Sentry sends it since June 2026 (getsentry/sentry#118612).
   */
  readonly scopes: readonly string[];
}

/** More text than that nobody pastes for one refusal. */
const MAX_READ = 100_000;

/** A box of one line drops the line breaks of what is pasted, so nothing may depend on them. */
const WITH_METHOD = new RegExp(`${METHOD}(${HOST})?(/${PATH_SIGNS})`, 'gu');
const ADDRESS = new RegExp(`(?:${HOST})?(/api/0/${PATH_SIGNS})`, 'giu');
const CURL = /(?<=^|[\s;|&]|bin\/)curl(?:\.exe)?(?=\s)/g;
const CHALLENGE = /error\s*=\s*"?insufficient_scope"?/i;
const SCOPES = /\bscope\s*=\s*"([^"]*)"/i;

/** Reads requests and scopes out of a pasted text; nothing else of it is kept. Never throws. */
export function readRefusal(pasted: string): Refusal {
  const text = pasted.slice(0, MAX_READ);
  return { requests: unique(requestsIn(withPlainValues(text))), scopes: scopesIn(text) };
}

/** Each command line of `curl` says for itself by which method it asks. */
function requestsIn(text: string): SentRequest[] {
  const found: SentRequest[] = [];
  let place = 0;
  let ofCommand: readonly SentRequest[] = [];
  for (;;) {
    CURL.lastIndex = place;
    const curl = CURL.exec(text);
    const between = text.slice(place, curl?.index).trimEnd();
    // Behind a request stands its answer, and before a pipe the body of the next one.
    if (ofCommand.length === 0 && !(curl && between.endsWith('|'))) found.push(...requestsOf(between));
    if (!curl) return found;
    const { words, end } = commandAt(text, curl.index + curl[0].length);
    ofCommand = sentByCurl(words);
    if (ofCommand.length === 0) ofCommand = curlRequests(words).flatMap(requestsInSpeech);
    found.push(...ofCommand);
    place = end;
  }
}

/** Whoever only speaks of curl may write an apostrophe, which opens a word with blanks. */
function requestsInSpeech({ addresses }: CurlRequest): SentRequest[] {
  return requestsOf(addresses.join(' '));
}

/** The requests in words of people, where one that is named goes before an address alone. */
function requestsOf(text: string): SentRequest[] {
  // An object may stand on a line of its own, or be laid out over all of them.
  const inJson = [text, ...text.split('\n')].flatMap((part) =>
    part.includes('"') ? (requestInJson(part) ?? []) : [],
  );
  const inWords = [...text.matchAll(WITH_METHOD)].flatMap(
    ([, before = '', method, between = '', host, matched = '']) => {
      const path = pathIn(matched, before + between);
      // Only who leaves out the host may leave out `/api/0`: elsewhere it is another API.
      const request =
        requestTo(method, path) ?? (host === undefined ? requestTo(method, `/api/0${path}`) : undefined);
      return request ? [request] : [];
    },
  );
  const named = [...inJson, ...inWords];
  return named.length > 0 ? named : requestsAt(text);
}

function requestsAt(text: string): SentRequest[] {
  return [...text.matchAll(ADDRESS)].flatMap(
    ({ 1: path = '', index }) =>
      requestTo(undefined, pathIn(path, text.slice(Math.max(0, index - 1), index))) ?? [],
  );
}

function scopesIn(text: string): string[] {
  const at = CHALLENGE.exec(text)?.index;
  if (at === undefined) return [];
  // The parameters of a challenge come in any order.
  const around = text.slice(Math.max(0, at - 500), at + 500);
  const words = SCOPES.exec(around)?.[1]?.split(/\s+/) ?? [];
  return [...new Set(words.filter((word) => /^[a-z]+:[a-z]+$/.test(word)))];
}

function unique(requests: readonly SentRequest[]): SentRequest[] {
  const byText = new Map(requests.map((request) => [`${request.method ?? ''} ${request.path}`, request]));
  return [...byText.values()];
}
