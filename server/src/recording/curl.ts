/** Which requests a command line of `curl` makes: the methods and the addresses of it, never a header or a body. */

export interface CurlRequest {
  /** In capitals; empty where the option for it has no value. */
  readonly method: string;
  /** What is no option and no value of one, as it is written: the addresses, and whatever somebody wrote behind the command. */
  readonly addresses: readonly string[];
}

/** A run of blanks, an escaped sign, a text in quotes of any of the three sorts, or signs that mean themselves. */
const PIECE =
  /(\s+|\\\s\s*)|\\(\S)|"((?:[^"\\]|\\[\s\S])*)"|\$'((?:[^'\\]|\\[\s\S])*)'|'([^']*)'|([^\s"'\\$]+|\$)|["'\\]/y;

/** The words of a command line, out of their quotes. Its lines may be one, and a quote that nobody closes is passed over. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  PIECE.lastIndex = 0;
  for (let piece = PIECE.exec(text); piece; piece = PIECE.exec(text)) {
    const [, blank, escaped, double, ansi, single, plain] = piece;
    if (blank !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      const quoted = (double ?? ansi)?.replace(/\\([\s\S])/g, '$1') ?? single;
      word = (word ?? '') + (escaped ?? quoted ?? plain ?? '');
    }
  }
  return word === undefined ? words : [...words, word];
}

/** The short options that take a value, behind them or as the next word; `@` stands for `--url`. Source: `curl --help all`. */
const VALUED = /[AbcCdDeEFHKmoPQrtTuUwxXyYz@]/;

/** The long options that count here, or whose value may look like one, as short ones of the same effect. */
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
    header: 'H',
    output: 'o',
    referer: 'e',
    user: 'u',
    url: '@',
  }),
);

/** What ends a command in a shell. */
const ENDS = /^(?:\|\|?|&&?|;)$/;

/** The requests of a command line, from the words behind `curl` on. Never throws. */
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
    if (ENDS.test(word)) break;
    if (word === '--next' || word === '-:') end();
    else if (!/^-./s.test(word)) addresses.push(word);
    else {
      const [, long, joined = ''] = /^--(?:expand-)?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
      // Of the short options in one word the last one may take a value, which may follow in the same word.
      const names = long === undefined ? word.slice(1) : (SHORT.get(long.replace(/^data-.*/s, 'data')) ?? '');
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

/** By which method `curl` asks where nobody names one. */
function impliedMethod(options: string): string {
  if (options.includes('I')) return 'HEAD';
  if (options.includes('G')) return 'GET';
  if (options.includes('T')) return 'PUT';
  return /[dF]/.test(options) ? 'POST' : 'GET';
}
