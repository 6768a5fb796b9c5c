/** Which requests a command line of `curl` makes: the methods and the addresses of it, never a header or a body. */
import { requestInWord, requestTo } from './request.ts';
import type { SentRequest } from './request.ts';

export interface CurlRequest {
  /** In capitals; empty where the option for it has no value. */
  readonly method: string;
  /** What is no option and no value of one, as it is written: the addresses, and whatever somebody wrote behind the command. */
  readonly addresses: readonly string[];
}

/**
 * Blanks or a line end that is continued (in the shells of Windows by `^` or a backtick), an escaped sign, a text in quotes of any of
 * the three sorts, the mark of a here-document, what ends a command in a shell, or signs that mean themselves.
 */
const PIECE =
  /([^\S\n]+|[\\^`]\s+)|\\(\S)|"((?:[^"\\]|\\[\s\S])*)"|\$'((?:[^'\\]|\\[\s\S])*)'|'([^']*)'|<<-?[^\S\n]*["'\\]?(\w+)["']?|([;|\n]|&(?!>))|([^\s"'\\$;|&<>^`]+|<<<|>&|&>|[$<>^`])|["'\\]/y;

export interface Command {
  /** Out of their quotes, and without those of its here-document. */
  readonly words: readonly string[];
  /** Where the text goes on behind all of it. */
  readonly end: number;
}

/** The command that begins at a place of a text. Its lines may be one, and a quote that nobody closes is passed over. */
export function commandAt(text: string, place = 0): Command {
  const words: string[] = [];
  let word: string | undefined;
  let mark: string | undefined;
  PIECE.lastIndex = place;
  for (let piece = PIECE.exec(text); piece; piece = PIECE.exec(text)) {
    const [, blank, escaped, double, ansi, single, document, over, plain] = piece;
    const between = blank ?? document ?? over;
    if (word !== undefined && (between !== undefined || plain === '<<<')) {
      words.push(word);
      word = undefined;
    }
    if (over !== undefined) break;
    if (between === undefined) {
      const quoted = (double ?? ansi)?.replace(/\\([\s\S])/g, '$1') ?? single;
      word = (word ?? '') + (escaped ?? quoted ?? plain ?? '');
    } else if (document !== undefined && mark === undefined) {
      mark = document;
      // In one line nobody can tell where the document begins.
      if (!text.includes('\n', PIECE.lastIndex)) return { words, end: text.length };
    }
  }
  if (word !== undefined) words.push(word);
  // At the end of the text nothing matches, which sets it to 0.
  const end = PIECE.lastIndex || text.length;
  if (mark === undefined) return { words, end };
  const close = new RegExp(`^[\\t ]*${mark}$`, 'gm');
  close.lastIndex = end;
  return { words, end: close.test(text) ? close.lastIndex : text.length };
}

/** The short options that take a value, behind them or as the next word; `@` stands for `--url`. Source: `curl --help all`. */
const VALUED = /[AbcCdDeEFHKmoPQrtTuUwxXyYz@]/;

/** The long options that count here, as short ones of the same effect. */
const SHORT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    request: 'X',
    get: 'G',
    head: 'I',
    'upload-file': 'T',
    data: 'd',
    json: 'd',
    form: 'F',
    'form-string': 'F',
    url: '@',
  }),
);

/** The other long options whose value may look like an address, an option or a command. */
const NO_MATTER =
  /^(?:header|output|referer|user|user-agent|cookie|cookie-jar|(?:pre|no)?proxy|proxy1\.0|proxy-(?:user|header)|socks[45]a?|socks5-hostname|write-out|doh-url|oauth2-bearer|request-target|url-query|variable|resolve|connect-to|config|(?:ca)?cert|key|dump-header|stderr|trace|trace-ascii|unix-socket|interface|max-time|connect-timeout|retry|retry-(?:delay|max-time))$/;

/** The requests of a command, from the words behind `curl` on; of another one too that only a lost line end parts from it. Never throws. */
export function curlRequests(words: readonly string[]): CurlRequest[] {
  const requests: CurlRequest[] = [];
  let named: string | undefined;
  let options = '';
  let addresses: string[] = [];
  const end = (): void => {
    requests.push({ method: (named ?? impliedMethod(options)).toUpperCase(), addresses });
    [named, options, addresses] = [undefined, '', []];
  };
  const rest = words.values();
  for (const word of rest) {
    if (/^(?:--next|-:|(?:.*bin\/)?curl(?:\.exe)?)$/s.test(word)) end();
    // The text behind it is the body.
    else if (word.startsWith('<<<')) {
      if (word === '<<<') rest.next();
    } else if (!/^-./s.test(word)) addresses.push(word);
    else {
      const [, long, joined = ''] = /^--(?:expand-)?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
      // Of the short options in one word the last one may take a value, which may follow in the same word.
      const names =
        long === undefined
          ? word.slice(1)
          : (SHORT.get(long.replace(/^data-.*/s, 'data')) ?? (NO_MATTER.test(long) ? 'H' : ''));
      const last = names.search(VALUED);
      options += last < 0 ? names : names.slice(0, last + 1);
      if (last < 0) continue;
      const value = joined || names.slice(last + 1) || (rest.next().value ?? '');
      // The last one counts.
      if (names[last] === 'X') named = value.replace(/^=/, '');
      if (names[last] === '@') addresses.push(value);
    }
  }
  end();
  return requests;
}

/** What those requests ask of Sentry's API. Each word may be an address, as one whole: it may hold blanks. */
export function sentByCurl(words: readonly string[]): SentRequest[] {
  return curlRequests(words).flatMap(({ method, addresses }) =>
    addresses.flatMap((address, at) => {
      // People who only speak of curl write the method before the address.
      const [, named] = SPOKEN.exec(addresses[at - 1] ?? '') ?? [];
      const request =
        requestInWord(named ?? method, address) ??
        (named !== undefined && address.startsWith('/') ? requestTo(named, `/api/0${address}`) : undefined);
      return request ?? [];
    }),
  );
}

const SPOKEN = /^\(?(GET|HEAD|POST|PUT|PATCH|DELETE)[:,]?$/;

/** By which method `curl` asks where nobody names one. */
function impliedMethod(options: string): string {
  if (options.includes('I')) return 'HEAD';
  if (options.includes('G')) return 'GET';
  if (options.includes('T')) return 'PUT';
  return /[dF]/.test(options) ? 'POST' : 'GET';
}
