/** Requests to Sentry's API as other programs write them down. Of each only the method and the path are read, never a header or a body. */

export interface SentRequest {
  /** GET, POST, PUT, PATCH or DELETE; undefined where the text does not say by which method. */
  readonly method: string | undefined;
  /** The path from `/api/0/` on, without a query. */
  readonly path: string;
}

/** Longer paths than this are no operation's. */
const LONGEST = 1000;

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * What stands in the place of a value whose text nobody knows: what a shell computes or a template fills in, and `<org>` of a manual.
 * Between words other signs mean the same, so some count only where they begin a segment of a path.
 */
const VALUE =
  /\$\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)|\$?\{\{[^{}\n]*\}\}|[$#]\{[^{}\n]*\}|(?<=\/)(?:\{(?!\s*["'])[^{}\n]*\}|`(?=[\w$])[^`\n]*`(?=[\s/"']|$)|<[\w -]+>(?=[\s/"']|$))/g;

const API = /\/api\/0\//i;

/** How a terminal is told the color of what follows. */
const COLOR = /\p{Cc}\[[\d;]{0,20}m/gu;

/** The text with a plain value for each that is computed, unless that holds a request itself, and without the colors of a terminal. */
export function withPlainValues(text: string): string {
  const plain = text.includes('\u001b') ? text.replace(COLOR, '') : text;
  return plain.replace(VALUE, (value) => (API.test(value) ? value : PLAIN));
}

const PLAIN = '{value}';

/** The request of a method and an address or a path; undefined where it is none to Sentry's API. */
export function requestTo(method: string | undefined, address: string): SentRequest | undefined {
  const [, found = ''] =
    /^(?:https?:\/\/[^/?#]*)?(\/api\/0\/[^?#]*)/i.exec(
      address.slice(0, LONGEST + 200).replace(VALUE, PLAIN),
    ) ?? [];
  const path = withoutBlanks(found);
  if (path === '' || path.length > LONGEST) return undefined;
  // Of what ends within a value nobody knows how it goes on.
  if (path.includes('$(') || path.lastIndexOf('{') > path.lastIndexOf('}')) return undefined;
  const name = method?.toUpperCase();
  // Sentry answers HEAD as it does GET; OPTIONS is the browser's own question, for which no token is sent.
  if (name === 'HEAD') return { method: 'GET', path };
  return name === undefined || METHODS.has(name) ? { method: name, path } : undefined;
}

/** The path of one word that may hold blanks, as a shell takes it: a value with blanks is one all the same. */
function withoutBlanks(path: string): string {
  if (!/\s/.test(path)) return path;
  return path
    .replace(/(?:\sHTTP\/\d|(?<=\/)\s).*/s, '')
    .trimEnd()
    .split('/')
    .map((segment) => (/\s/.test(segment) ? PLAIN : segment))
    .join('/');
}

/** The request of an address that is a word of a command line or of people; any variable may hold the server's part of it. */
export function requestInWord(method: string | undefined, word: string): SentRequest | undefined {
  const text = word
    .slice(0, 2 * LONGEST)
    .trimStart()
    .replace(VALUE, PLAIN);
  const [, path] = /^[^?#\s]*?(\/api\/0\/.*)/is.exec(text) ?? [];
  return path === undefined ? undefined : requestTo(method, withoutEnd(path));
}

/**
 * Signs of a path in a text of people or programs. A quotation mark, a backtick, the bars of a table and the colors of a terminal end
 * one. An apostrophe or a bar is a part of it, as in the name of a release, if it stands in a word and more of the path comes behind.
 */
export const PATH_SIGNS = String.raw`(?:[^\s?#"'<>\\{\u0060|“”„‘’«»\p{Cc}]|\{(?!\s*["'])|(?<=[\w%~\-])'(?=[\w\/%~\-])|(?<=[\w%~\-])\|(?=[\w%~.\-]+\/))*`;

/** The host before a path, and what may stand between the two and the method. */
export const HOST = String.raw`https?:\/\/[^\s\/?#"'<>]+`;
export const METHOD = String.raw`(^|[^A-Za-z])(GET|HEAD|POST|PUT|PATCH|DELETE)([\s"',:\u0060“‘|*]+)`;

/**
 * What was taken for a path, up to where it ends; `before` is what stands directly before it, which may have opened an apostrophe, or
 * the emphasis of Markdown.
 */
export function pathIn(matched: string, before: string): string {
  let open = '';
  for (const quote of before.match(/["']/g) ?? [])
    if (open === '') open = quote;
    else if (open === quote) open = '';
  const path = matched.slice(0, LONGEST + 200);
  const rest = withoutEnd(open === "'" ? (path.split("'", 1)[0] ?? '') : path);
  return before.startsWith('*') ? rest.replace(/\*$/, '') : rest;
}

/** What no segment of a path begins with, and `:` only before the name of a parameter. */
const NO_SEGMENT = /(?<=\/)(?:[,;()\]}=&—–→]|:(?![A-Za-z_])|[-_]+$).*/s;

/** Behind the text of a link in Markdown stands where it leads. */
const LINK = /\]\(.*/s;

/** What a text goes on with behind a path. A sign before it belongs to the path. */
const END = /(?:[:;,.…!()[\]{>|`"'”’»—–→]|\*\*)$/;

/** The path without the signs of the text around it; a brace that closes a parameter stays. */
export function withoutEnd(path: string): string {
  let rest = path.replace(LINK, '').replace(NO_SEGMENT, '');
  let open = rest.split('{').length - rest.split('}').length;
  for (;;) {
    const [end = rest.endsWith('}') && open < 0 ? '}' : ''] = END.exec(rest) ?? [];
    if (end === '') return rest;
    if (end === '{') open--;
    if (end === '}') open++;
    rest = rest.slice(0, -end.length);
  }
}

/** The request as the manifest writes a use; undefined where its method is not known. */
export function asUse({ method, path }: SentRequest): string | undefined {
  return method === undefined ? undefined : `${method} ${path}`;
}
