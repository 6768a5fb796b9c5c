/** Requests in what programs write as JSON: the method and the address of one object, never anything else of it. */
import { requestTo } from './request.ts';
import type { SentRequest } from './request.ts';

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

/** What programs call the line that another program wrote. */
const LINE_KEYS = ['log', 'message', 'msg', 'line', 'textPayload'];

/** The request of an object that ends the line: what runs a program may write a time and a name before each of its lines. */
export function requestInJson(line: string): SentRequest | undefined {
  const start = line.search(/\{\s{0,9}"/);
  if (start < 0 || !line.trimEnd().endsWith('}')) return undefined;
  const record = parsed(line.slice(start));
  const inner = LINE_KEYS.map((key) => field(record, key)).find((value) => typeof value === 'string');
  return requestInRecord(record, 0) ?? (inner === undefined ? undefined : requestInJson(inner));
}

/** Some programs put both into an object of their own: `{"request": {"method": …}}`. */
export function requestInRecord(record: unknown, depth: number): SentRequest | undefined {
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

/** The request that two values name; undefined where either is no text, or it is none to Sentry. */
export function requestOf(method: unknown, address: unknown): SentRequest | undefined {
  return typeof method === 'string' && typeof address === 'string' ? requestTo(method, address) : undefined;
}

/** What an object has itself under a key; undefined for all that is none. */
export function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

/** The value that a text is in JSON; undefined where it is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
